package crosslens.checkpoint;

import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tokenizers and chat templates of model folders. */
final class FolderTokenizers {
    private FolderTokenizers() {}

    static Tokenizer of(Path folder) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        throw new IOException(
                Files.exists(file)
                        ? file + ": tokenizers of model folders cannot be read"
                        : "no tokenizer.json in " + folder);
    }

    static Optional<Checkpoint.ChatTemplateSource> chatTemplate(Path folder) {
        return Optional.empty();
    }
}
