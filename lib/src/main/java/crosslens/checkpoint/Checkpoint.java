package crosslens.checkpoint;

import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An opened model: its facts, its tensors, its tokenizer. Files stay mapped until it is closed by whoever opened it. */
public interface Checkpoint extends AutoCloseable {
    /**
     * Opens a model: a folder as the transformers library saves it, or a GGUF file. The caller closes it.
     *
     * @param path as {@link ModelLocator} found it
     * @param digests where the digests of its files are remembered
     * @throws IllegalArgumentException if it is a safetensors file, whose folder should be named instead
     * @throws IOException if it is missing, damaged, or of a kind that cannot be read
     */
    static Checkpoint open(Path path, FileDigests digests) throws IOException {
        if (Files.isDirectory(path)) {
            return ModelFolder.open(path, digests);
        }
        if (path.toString().endsWith(".safetensors") || path.toString().endsWith(".safetensors.index.json")) {
            throw new IllegalArgumentException(
                    path + " holds weights alone; name its folder, which has config.json too");
        }
        return GgufFile.open(path, digests);
    }

    /** The file or folder it was opened from. */
    Path path();

    /** Whose keys {@link #metadata} uses and whose tensor names {@link #tensors} uses. */
    Format format();

    /**
     * The file's own facts by the file's own keys, e.g. {@code llama.block_count} or, for a folder, the content of {@code config.json}; whole numbers
     * as Long, others as Double, arrays as lists, objects as maps.
     */
    Map<String, Object> metadata();

    List<TensorInfo> tensors();

    /**
     * Writes a tensor's values, dequantised to float32 and row-major, at the buffer's position.
     *
     * @throws IOException if there is no such tensor, the file is damaged, or the buffer is too small
     */
    default void read(String name, FloatBuffer into) throws IOException {
        TensorInfo info = tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("No tensor " + name + " in " + path()));
        if (info.size() > into.remaining()) {
            throw new IOException("Tensor " + name + " of " + path() + " has " + info.size()
                    + " values, the buffer takes " + into.remaining());
        }
        int end = into.position() + (int) info.size();
        FloatBuffer part = into.duplicate().limit(end);
        read(name, 0, part);
        into.position(end);
    }

    /**
     * Fills the rest of a buffer with neighbouring values of a tensor.
     *
     * @param from first value, a multiple of 256
     * @throws IOException if there is no such tensor, it has not that many values, or the file is damaged
     */
    void read(String name, long from, FloatBuffer into) throws IOException;

    /** Where a tensor's plain values lie in a file, so that they can be mapped; empty if they have to be read. */
    default Optional<StoredTensor> stored(String name) {
        return Optional.empty();
    }

    /**
     * The model's tokenizer.
     *
     * @throws IOException if the checkpoint holds none, or one that cannot be read
     */
    Tokenizer tokenizer() throws IOException;

    /** The chat template's source and the control tokens' texts it may name, if the model has one. */
    Optional<ChatTemplateSource> chatTemplate();

    /** SHA-256 over what determines the model's answers (DECISIONS 4). */
    String fingerprint() throws IOException;

    @Override
    void close() throws IOException;

    /** The two conventions of keys and tensor names. */
    enum Format {
        /** GGUF metadata and names, e.g. {@code blk.0.attn_q.weight}. */
        GGUF,
        /** {@code config.json} and names of the transformers library, e.g. {@code model.layers.0.self_attn.q_proj.weight}. */
        TRANSFORMERS
    }

    /**
     * Plain little-endian values in a file.
     *
     * @param type {@code F32}, {@code F16} or {@code BF16}
     * @param offset of the first byte in the file
     * @param size number of values
     */
    record StoredTensor(Path file, String type, long offset, long size) {}

    /** A Jinja template and the texts of the tokens it may refer to (empty if there is none). */
    record ChatTemplateSource(String template, String bosToken, String eosToken) {}
}
