package crosslens.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes safetensors files, right or wrong, for tests. */
final class SafetensorsBytes {
    private final List<String> entries = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** A file of a header as given, with its true length, and {@code dataBytes} zeros. */
    static byte[] of(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return of(json.length, json, new byte[dataBytes]);
    }

    /** A file whose header is said to have {@code length} bytes. */
    static byte[] of(long length, byte[] header, byte[] data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }

    /** A header's entry. */
    static String entry(String name, String type, String shape, String offsets) {
        return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
    }

    /** Adds a tensor of little-endian float32 values. */
    SafetensorsBytes f32(String name, String shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return tensor(name, "F32", shape, bytes.array());
    }

    SafetensorsBytes tensor(String name, String type, String shape, byte[] bytes) {
        entries.add(entry(name, type, shape, "[" + data.size() + "," + (data.size() + bytes.length) + "]"));
        data.writeBytes(bytes);
        return this;
    }

    byte[] toByteArray() {
        byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
        return of(header.length, header, data.toByteArray());
    }

    Path write(Path file) throws IOException {
        return Files.write(file, toByteArray());
    }
}
