package crosslens.checkpoint;

import crosslens.text.Quote;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of one safetensors file. Whoever opens it closes it.
 *
 * <p>The header is read and checked when the file is opened; weights are mapped when they are read. Safe for use by several threads.
 */
public final class SafetensorsFile implements Closeable {
    private static final int LENGTH_BYTES = 8;

    /** The format's own limit. */
    private static final int MOST_HEADER_BYTES = 100_000_000;

    private final Path path;
    private final FileChannel channel;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, FileChannel channel, SafetensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Opens a file.
     *
     * @throws IOException if it is missing, damaged, or in truth of another kind, such as a pickle
     */
    public static SafetensorsFile open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + " is a folder, not a safetensors file");
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new IOException("No such model file: " + path, e);
        }
        try {
            return new SafetensorsFile(path, channel, header(path, channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static SafetensorsHeader header(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        byte[] first = bytes(channel, 0, (int) Math.min(size, FileKind.ENOUGH_BYTES));
        long length = first.length < LENGTH_BYTES
                ? -1
                : ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
        boolean opens = first.length > LENGTH_BYTES && first[LENGTH_BYTES] == '{';
        if (length < 2 || length > size - LENGTH_BYTES || length > MOST_HEADER_BYTES || !opens) {
            Optional<String> kind = opens ? Optional.empty() : FileKind.of(first);
            throw new IOException(kind.map(is -> "Not a safetensors file: " + path + " is " + is)
                    .orElseGet(() -> "Damaged safetensors file " + path + ": " + badLength(length, size)));
        }
        byte[] json = bytes(channel, LENGTH_BYTES, (int) length);
        return SafetensorsHeader.parse(path, json, LENGTH_BYTES + length, size);
    }

    private static String badLength(long length, long size) {
        if (size < LENGTH_BYTES) {
            return "it has only " + size + " bytes; is the download complete?";
        }
        String given = "the length of its header is given as " + Long.toUnsignedString(length);
        if (length < 0 || length > MOST_HEADER_BYTES) {
            return given + "; at most " + MOST_HEADER_BYTES + " are allowed";
        }
        if (length > size - LENGTH_BYTES) {
            return given + ", " + (size - LENGTH_BYTES) + " bytes are left; is the download complete?";
        }
        return given + ", but no JSON object begins there";
    }

    private static byte[] bytes(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        for (int got = 0; got >= 0 && bytes.hasRemaining(); ) {
            got = channel.read(bytes, from + bytes.position());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    public Path path() {
        return path;
    }

    /** The free texts of the header, e.g. {@code format} = {@code pt}. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** All tensors, in the file's order; those of a type that cannot be read as float32, too. */
    public List<TensorInfo> tensors() {
        return header.tensors().values().stream()
                .map(SafetensorsHeader.Tensor::info)
                .toList();
    }

    /**
     * Writes a tensor's values as float32, row-major, at the buffer's position and moves it. F16 and BF16 are exact, F64 is rounded to nearest.
     *
     * @throws IOException if there is no such tensor, its type cannot be read as float32, or the buffer is too small
     */
    public void read(String name, FloatBuffer into) throws IOException {
        SafetensorsHeader.Tensor tensor = header.tensors().get(name);
        long values = tensor == null || tensor.type().blocks().isEmpty()
                ? 0
                : tensor.info().size();
        if (values > into.remaining()) {
            throw new IOException("Tensor " + Quote.of(name) + " of " + path + " has " + values
                    + " values, the buffer takes " + into.remaining());
        }
        int end = into.position() + (int) values;
        read(name, 0, into.duplicate().limit(end));
        into.position(end);
    }

    /**
     * Fills the rest of a buffer with neighbouring values of a tensor, from one of them on.
     *
     * @throws IOException if there is no such tensor, its type cannot be read as float32, or it has not that many values
     */
    public void read(String name, long from, FloatBuffer into) throws IOException {
        SafetensorsHeader.Tensor tensor = header.tensors().get(name);
        if (tensor == null) {
            throw new IOException("No tensor " + Quote.of(name) + " in " + path);
        }
        FileBlocks blocks = tensor.type()
                .blocks()
                .orElseThrow(() -> new IOException("Tensor " + Quote.of(name) + " of " + path + " is of type "
                        + tensor.type() + ", which cannot be read as numbers here; readable are "
                        + SafetensorsType.readable()));
        int values = into.remaining();
        if (from < 0 || values > tensor.info().size() - from) {
            throw new IOException("Tensor " + Quote.of(name) + " of " + path + " has "
                    + tensor.info().size() + " values; " + values + " from " + from + " cannot be read");
        }
        try {
            long start = tensor.begin() + from * tensor.type().bits() / 8;
            blocks.read(channel, start, values, into);
        } catch (ClosedChannelException e) {
            throw new IOException("Cannot read tensor " + Quote.of(name) + ": " + path + " is closed", e);
        } catch (EOFException e) {
            throw new IOException("Cannot read tensor " + Quote.of(name) + " of " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where the values of a tensor of type F32, F16 or BF16 lie; empty for other types, if there is no such tensor, if it is empty, and if it does not
     * begin at a multiple of its values' width.
     */
    public Optional<Checkpoint.StoredTensor> stored(String name) {
        SafetensorsHeader.Tensor tensor = header.tensors().get(name);
        if (tensor == null || tensor.begin() == tensor.end()) {
            return Optional.empty();
        }
        boolean plain = switch (tensor.type()) {
            case F32, F16, BF16 -> tensor.begin() % (tensor.type().bits() / Byte.SIZE) == 0;
            default -> false;
        };
        return plain
                ? Optional.of(new Checkpoint.StoredTensor(
                        path,
                        tensor.type().name(),
                        tensor.begin(),
                        tensor.info().size()))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
