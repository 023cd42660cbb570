package crosslens.checkpoint;

import crosslens.token.Tokenizer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model in one GGUF file (version 2 or 3, little endian): weights, tokenizer and chat template.
 *
 * <p>Tensors come as they are in the file: of architecture {@code llama}, the rows of the query and key matrices stand in the order of interleaved
 * rotary pairs. The header is read and checked when the file is opened; weights are read when they are asked for. Safe for use by several threads.
 */
public final class GgufFile implements Checkpoint {
    /** The most that is mapped to read the header; a buffer cannot take more than 2 GiB. */
    private static final long HEAD_BYTES = 1L << 30;

    private final Path path;
    private final FileChannel channel;
    private final GgufHeader header;
    private final FileDigests digests;
    private final Object tokenizerLock = new Object();
    private Tokenizer tokenizer; // made when first asked for

    private GgufFile(Path path, FileChannel channel, GgufHeader header, FileDigests digests) {
        this.path = path;
        this.channel = channel;
        this.header = header;
        this.digests = digests;
    }

    /**
     * Opens a file; its digest is computed anew whenever it is asked for.
     *
     * @throws IOException if it is missing, damaged, or of a kind that cannot be read
     */
    public static GgufFile open(Path path) throws IOException {
        return open(path, FileDigests.uncached());
    }

    /**
     * Opens a file.
     *
     * @param digests where the file's digest is remembered
     * @throws IOException if it is missing, damaged, or of a kind that cannot be read
     */
    public static GgufFile open(Path path, FileDigests digests) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new IOException("No such model file: " + path, e);
        }
        try {
            long size = channel.size();
            MappedByteBuffer head = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, HEAD_BYTES));
            return new GgufFile(path, channel, GgufHeader.parse(path, head, size), digests);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Format format() {
        return Format.GGUF;
    }

    @Override
    public Map<String, Object> metadata() {
        return header.metadata();
    }

    @Override
    public List<TensorInfo> tensors() {
        return header.tensors().values().stream().map(GgufHeader.Tensor::info).toList();
    }

    @Override
    public void read(String name, long from, FloatBuffer into) throws IOException {
        GgufHeader.Tensor tensor = header.tensors().get(name);
        if (tensor == null) {
            throw new IOException("No tensor " + name + " in " + path);
        }
        GgufType type = tensor.type();
        int values = into.remaining();
        if (from < 0 || from % type.blockValues() != 0 || values > tensor.info().size() - from) {
            throw new IOException("Tensor " + name + " of " + path + " has "
                    + tensor.info().size() + " values; " + values + " from " + from + " cannot be read");
        }
        long start = tensor.start() + from / type.blockValues() * type.blockBytes();
        try {
            new FileBlocks(type.blockValues(), type.blockBytes(), type::read)
                    .read(channel, start, values / type.blockValues(), into);
        } catch (ClosedChannelException e) {
            throw new IOException("Cannot read tensor " + name + ": " + path + " is closed", e);
        } catch (EOFException e) {
            throw new IOException("Cannot read tensor " + name + " of " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Tokenizer tokenizer() throws IOException {
        synchronized (tokenizerLock) {
            if (tokenizer == null) {
                tokenizer = GgufTokenizers.of(path, metadata());
            }
            return tokenizer;
        }
    }

    @Override
    public Optional<ChatTemplateSource> chatTemplate() {
        return GgufTokenizers.chatTemplate(metadata());
    }

    /**
     * {@inheritDoc}
     *
     * <p>The file holds everything, so its name does not count: a renamed copy is the same model.
     */
    @Override
    public String fingerprint() throws IOException {
        return FileDigests.fingerprint(Map.of("model.gguf", digests.sha256(path)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
