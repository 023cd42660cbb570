package crosslens.checkpoint;

import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An opened model: its facts, its tensors, its tokenizer. Files stay mapped until it is closed by whoever opened it. */
public interface Checkpoint extends AutoCloseable {
    /** The file or folder it was opened from. */
    Path path();

    /** The file's own facts by the file's own keys, e.g. {@code llama.block_count}; numbers as Long or Double, arrays as lists. */
    Map<String, Object> metadata();

    List<TensorInfo> tensors();

    /**
     * Writes a tensor's values, dequantised to float32 and row-major, at the buffer's position.
     *
     * @throws IOException if there is no such tensor, the file is damaged, or the buffer is too small
     */
    void read(String name, FloatBuffer into) throws IOException;

    Tokenizer tokenizer() throws IOException;

    /** The chat template's source and the control tokens' texts it may name, if the model has one. */
    Optional<ChatTemplateSource> chatTemplate();

    /** SHA-256 over what determines the model's answers (DECISIONS 4). */
    String fingerprint() throws IOException;

    @Override
    void close() throws IOException;

    /** A Jinja template and the texts of the tokens it may refer to (empty if there is none). */
    record ChatTemplateSource(String template, String bosToken, String eosToken) {}
}
