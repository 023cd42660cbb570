package crosslens.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes GGUF files value by value, right or wrong, for tests. */
final class GgufBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** The start of a file of version 3. */
    static GgufBytes header(long tensors, long pairs) {
        return new GgufBytes().raw("GGUF").int32(3).int64(tensors).int64(pairs);
    }

    GgufBytes raw(String ascii) {
        bytes.writeBytes(ascii.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    GgufBytes int32(int value) {
        bytes.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    GgufBytes int64(long value) {
        bytes.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    GgufBytes string(String value) {
        int64(value.getBytes(StandardCharsets.UTF_8).length);
        return raw(value);
    }

    /** A metadata entry that holds a string. */
    GgufBytes entry(String key, String value) {
        return string(key).int32(8).string(value);
    }

    /** A metadata entry that holds an unsigned 32-bit number. */
    GgufBytes entry(String key, int value) {
        return string(key).int32(4).int32(value);
    }

    /** A metadata entry that holds a list of strings. */
    GgufBytes entry(String key, List<String> values) {
        string(key).int32(9).int32(8).int64(values.size());
        values.forEach(this::string);
        return this;
    }

    /** A tensor's description; dimensions innermost first, as in the file. */
    GgufBytes tensor(String name, int type, long offset, long... dimensions) {
        string(name).int32(dimensions.length);
        for (long dimension : dimensions) {
            int64(dimension);
        }
        return int32(type).int64(offset);
    }

    /** Zeros up to a multiple of {@code alignment}, then {@code count} more. */
    GgufBytes data(int alignment, int count) {
        while (bytes.size() % alignment != 0) {
            bytes.write(0);
        }
        bytes.writeBytes(new byte[count]);
        return this;
    }

    int size() {
        return bytes.size();
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    Path write(Path folder) throws IOException {
        return Files.write(folder.resolve("made.gguf"), toByteArray());
    }
}
