package crosslens.study;

import crosslens.decoder.Products;
import crosslens.local.LocalModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where things are and how much of the machine may be used.
 *
 * @param root the checkout: data, runs and figures are found under it
 * @param data what the user named as data: a folder, {@code xquad} or {@code sample}; empty to search
 * @param runs folder of the run store
 * @param figures folder that saved tables and figures go to
 * @param builtInModel file of the built-in model where it is not at its usual place
 * @param offline never use the network
 * @param engine how models of this machine are computed
 * @param ignoreMemory load a model even if it does not seem to fit
 */
public record Settings(
        Path root,
        Optional<String> data,
        Path runs,
        Path figures,
        Optional<Path> builtInModel,
        boolean offline,
        LocalModel.Options engine,
        boolean ignoreMemory) {
    public Settings {
        if (engine.threads() < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + engine.threads());
        }
        if (engine.kvMemory() < 1 << 20) {
            throw new IllegalArgumentException("kv-memory must be at least 1 MiB, not " + engine.kvMemory() + " bytes");
        }
    }

    /**
     * What the environment says: {@code CROSSLENS_DATA, CROSSLENS_RUNS, CROSSLENS_FIGURES, CROSSLENS_SMOLLM2, CROSSLENS_OFFLINE, CROSSLENS_PRODUCTS}; the root is the system
     * property {@code crosslens.root}, which the launcher and the kernel set, else the nearest folder upwards that holds {@code data/published}.
     */
    public static Settings fromEnvironment() {
        Map<String, String> env = System.getenv();
        Path root = Optional.ofNullable(System.getProperty("crosslens.root"))
                .map(Path::of)
                .orElseGet(Settings::searchRoot);
        return new Settings(
                root,
                text(env, "CROSSLENS_DATA"),
                text(env, "CROSSLENS_RUNS").map(Path::of).orElse(root.resolve("data/runs")),
                text(env, "CROSSLENS_FIGURES").map(Path::of).orElse(root.resolve("figures")),
                text(env, "CROSSLENS_SMOLLM2").map(Path::of),
                text(env, "CROSSLENS_OFFLINE").isPresent(),
                LocalModel.Options.DEFAULT
                        .withThreads(Math.max(1, Runtime.getRuntime().availableProcessors()))
                        .withProducts(
                                text(env, "CROSSLENS_PRODUCTS").equals(Optional.of("onednn"))
                                        ? Products.ONEDNN
                                        : Products.PLAIN),
                false);
    }

    public Settings withData(String where) {
        return new Settings(root, Optional.of(where), runs, figures, builtInModel, offline, engine, ignoreMemory);
    }

    /** Folder of the store of findings: beside the runs, since a store lists whatever lies in its folder. */
    public Path findings() {
        return runs.resolveSibling("findings");
    }

    /** Folder of hidden states that a study keeps until similarity is made of them: within that of findings; its name is no finding's. */
    public Path states() {
        return findings().resolve(".states");
    }

    /** Folder of stored results that come with the kit: {@code runs}, {@code findings} or {@code judgements}. */
    Path examples(String kind) {
        return root.resolve("data/fixtures").resolve(kind);
    }

    public Settings withRuns(Path folder) {
        return new Settings(root, data, folder, figures, builtInModel, offline, engine, ignoreMemory);
    }

    public Settings withFigures(Path folder) {
        return new Settings(root, data, runs, folder, builtInModel, offline, engine, ignoreMemory);
    }

    public Settings withOffline(boolean value) {
        return new Settings(root, data, runs, figures, builtInModel, value, engine, ignoreMemory);
    }

    public Settings withEngine(LocalModel.Options options) {
        return new Settings(root, data, runs, figures, builtInModel, offline, options, ignoreMemory);
    }

    public Settings withIgnoreMemory(boolean value) {
        return new Settings(root, data, runs, figures, builtInModel, offline, engine, value);
    }

    private static Optional<String> text(Map<String, String> env, String name) {
        return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
    }

    private static Path searchRoot() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("data/published"))) {
                return folder;
            }
        }
        return here;
    }
}
