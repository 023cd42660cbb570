package crosslens.checkpoint;

import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes tokenizers and chat templates from the metadata of a GGUF file. */
final class GgufTokenizers {
    private GgufTokenizers() {}

    static Tokenizer of(Path file, Map<String, Object> metadata) throws IOException {
        throw new IOException("The tokenizer of " + file + " cannot be read yet");
    }

    /** The template under {@code tokenizer.chat_template}, if there is one. */
    static Optional<Checkpoint.ChatTemplateSource> chatTemplate(Map<String, Object> metadata) {
        return metadata.get("tokenizer.chat_template") instanceof String template
                ? Optional.of(new Checkpoint.ChatTemplateSource(
                        template, symbol(metadata, "bos_token_id"), symbol(metadata, "eos_token_id")))
                : Optional.empty();
    }

    private static String symbol(Map<String, Object> metadata, String idKey) {
        return metadata.get("tokenizer.ggml." + idKey) instanceof Long id
                        && metadata.get("tokenizer.ggml.tokens") instanceof List<?> symbols
                        && id >= 0
                        && id < symbols.size()
                        && symbols.get(id.intValue()) instanceof String text
                ? text
                : "";
    }
}
