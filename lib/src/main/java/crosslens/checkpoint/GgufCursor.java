package crosslens.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the values of a GGUF header one after the other, little endian, none of them trusted.
 *
 * <p>Every length is compared with the bytes that are left before anything is allocated. All errors are IOExceptions that name the file and the byte.
 */
final class GgufCursor {
    /** The most array elements a header may hold: about fifty times the largest vocabulary in use. */
    private static final int MOST_ELEMENTS = 1 << 24;

    private static final int DEEPEST_ARRAY = 4;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    /** Fewest bytes a value takes, by GGUF value type 0..12. */
    private static final int[] LEAST_BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 8, 12, 8, 8, 8};

    private final Path file;
    private final ByteBuffer bytes;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private int elementsLeft = MOST_ELEMENTS;

    GgufCursor(Path file, ByteBuffer header) {
        this.file = file;
        this.bytes = header.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int remaining() {
        return bytes.remaining();
    }

    /** An error at the current byte. */
    IOException damaged(String what) {
        return damagedAt(bytes.position(), what);
    }

    private IOException damagedAt(int position, String what) {
        return new IOException("Damaged GGUF file " + file + ", at byte " + position + ": " + what);
    }

    private void need(long count, String what) throws IOException {
        if (count > bytes.remaining()) {
            throw damaged(
                    what + " needs " + count + " bytes, " + bytes.remaining() + " are left; is the download complete?");
        }
    }

    int int32(String what) throws IOException {
        need(4, what);
        return bytes.getInt();
    }

    /** An unsigned 64-bit number that Java's long can hold. */
    long unsigned64(String what) throws IOException {
        need(8, what);
        int at = bytes.position();
        long value = bytes.getLong();
        if (value < 0) {
            throw damagedAt(at, what + " is " + Long.toUnsignedString(value) + ", more than 2^63 - 1");
        }
        return value;
    }

    /** A number of things that take at least {@code leastBytes} each, so never more than the rest of the file can hold. */
    int count(String what, int leastBytes) throws IOException {
        int at = bytes.position();
        long value = unsigned64(what);
        if (value > bytes.remaining() / leastBytes) {
            throw damagedAt(
                    at, what + " is " + value + ", more than the " + bytes.remaining() + " bytes left can hold");
        }
        return (int) value;
    }

    String string(String what) throws IOException {
        int length = count("the length of " + what, 1);
        int at = bytes.position();
        ByteBuffer text = bytes.slice(at, length);
        bytes.position(at + length);
        try {
            return utf8.decode(text).toString();
        } catch (CharacterCodingException e) {
            throw damagedAt(at, what + " is not UTF-8");
        }
    }

    /** A typed value: Long, Double, Boolean, String, or an unmodifiable list of these. */
    Object value(String what) throws IOException {
        return value(int32("the type of " + what), what, 0);
    }

    private Object value(int type, String what, int depth) throws IOException {
        if (type < 0 || type >= LEAST_BYTES.length) {
            throw damagedAt(
                    bytes.position() - 4, what + " has the unknown value type " + Integer.toUnsignedString(type));
        }
        need(LEAST_BYTES[type], what);
        return switch (type) {
            case 0 -> (long) Byte.toUnsignedInt(bytes.get());
            case 1 -> (long) bytes.get();
            case 2 -> (long) Short.toUnsignedInt(bytes.getShort());
            case 3 -> (long) bytes.getShort();
            case 4 -> Integer.toUnsignedLong(bytes.getInt());
            case 5 -> (long) bytes.getInt();
            case 6 -> (double) bytes.getFloat();
            case 7 -> bytes.get() != 0;
            case STRING -> string(what);
            case ARRAY -> array(what, depth + 1);
            case 10 -> unsigned64(what);
            case 11 -> bytes.getLong();
            default -> bytes.getDouble();
        };
    }

    private List<Object> array(String what, int depth) throws IOException {
        if (depth > DEEPEST_ARRAY) {
            throw damaged(what + " holds arrays within arrays, more than " + DEEPEST_ARRAY + " deep");
        }
        int type = int32("the element type of " + what);
        int leastBytes = type >= 0 && type < LEAST_BYTES.length ? LEAST_BYTES[type] : 1;
        int size = count("the size of " + what, leastBytes);
        elementsLeft -= size;
        if (elementsLeft < 0) {
            throw damaged(what + " has " + size + " elements; a header may hold " + MOST_ELEMENTS + " in all");
        }
        List<Object> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(value(type, what, depth));
        }
        return Collections.unmodifiableList(values);
    }
}
