package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsDamageTest {
    private static final int VARIANTS = 3000;

    @TempDir
    private Path folder;

    private static byte[] fixture() throws IOException {
        try (InputStream in = SafetensorsDamageTest.class.getResourceAsStream("/checkpoint/types.safetensors")) {
            return in.readAllBytes();
        }
    }

    private static String two(String offsetsOfA, String offsetsOfB) {
        return "{" + SafetensorsBytes.entry("a", "F32", "[1]", offsetsOfA) + ","
                + SafetensorsBytes.entry("b", "F32", "[1]", offsetsOfB) + "}";
    }

    private static String one(String type, String shape, String offsets) {
        return "{" + SafetensorsBytes.entry("a", type, shape, offsets) + "}";
    }

    static Stream<Arguments> damagedHeaders() {
        return Stream.of(
                arguments(
                        "overlap",
                        two("[0,4]", "[2,6]"),
                        8,
                        "\"b\" begins at byte 2 of the data, where another tensor lies"),
                arguments(
                        "same place",
                        two("[0,4]", "[0,4]"),
                        4,
                        "begins at byte 0 of the data, where another tensor lies"),
                arguments(
                        "hole", two("[0,4]", "[8,12]"), 12, "\"b\" begins at byte 8 of the data, where byte 4 is next"),
                arguments(
                        "hole before",
                        one("F32", "[1]", "[4,8]"),
                        8,
                        "begins at byte 4 of the data, where byte 0 is next"),
                arguments(
                        "hole after",
                        one("F32", "[1]", "[0,4]"),
                        5,
                        "its data has 5 bytes, of which the tensors cover only 4"),
                arguments("no tensor", "{}", 5, "its data has 5 bytes, of which the tensors cover only 0"),
                arguments(
                        "outside",
                        one("F32", "[2]", "[0,8]"),
                        7,
                        "ends at byte 8 of the data, which has 7 bytes; is the download"),
                arguments("backwards", one("F32", "[1]", "[4,0]"), 4, "begins at byte 4 and ends before, at 0"),
                arguments(
                        "size",
                        one("F32", "[3]", "[0,4]"),
                        4,
                        "of shape [3] and type F32 needs 96 bits, but has 4 bytes"),
                arguments("half a byte", one("F4", "[3]", "[0,1]"), 1, "needs 12 bits, but has 1 bytes"),
                arguments("overflow", one("F32", "[4294967296,4294967296]", "[0,0]"), 0, "has an impossible shape"),
                arguments(
                        "overflow, then 0",
                        one("F32", "[4294967296,4294967296,0]", "[0,0]"),
                        0,
                        "has an impossible shape"),
                arguments(
                        "largest",
                        one("U8", "[9223372036854775807]", "[0,9223372036854775807]"),
                        4,
                        "has an impossible shape"),
                arguments("above 2^63", one("U8", "[9223372036854775808]", "[0,1]"), 1, "not between 0 and 2^63 - 1"),
                arguments("negative shape", one("F32", "[-1]", "[0,4]"), 4, "not between 0 and 2^63 - 1"),
                arguments(
                        "negative offset",
                        one("F32", "[1]", "[-4,0]"),
                        4,
                        "data_offsets of tensor \"a\" holds a number that is not"),
                arguments("fraction", one("F32", "[1.0]", "[0,4]"), 4, "must hold whole numbers"),
                arguments(
                        "dimensions",
                        one("F32", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "[0,4]"),
                        4,
                        "more than 16 numbers"),
                arguments("three offsets", one("F32", "[1]", "[0,4,4]"), 4, "more than 2 numbers"),
                arguments("one offset", one("F32", "[1]", "[0]"), 4, "must have dtype, shape and two data_offsets"),
                arguments("no type", "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "must have dtype, shape"),
                arguments("type", one("F128", "[1]", "[0,4]"), 4, "\"a\" is of the type \"F128\", which is not known"),
                arguments("type 7", "{\"a\":{\"dtype\":7}}", 4, "dtype of tensor \"a\" must be a string"),
                arguments("unknown key", "{\"a\":{\"stride\":[1]}}", 4, "has the unknown key \"stride\""),
                arguments("no object", "{\"a\":[1]}", 4, "tensor \"a\" must be an object"),
                arguments(
                        "name twice",
                        "{" + SafetensorsBytes.entry("a", "F32", "[1]", "[0,4]") + ","
                                + SafetensorsBytes.entry("a", "F32", "[1]", "[4,8]") + "}",
                        8,
                        "Duplicate field 'a'"),
                arguments("key twice", "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F16\"}}", 4, "Duplicate field 'dtype'"),
                arguments("metadata", "{\"__metadata__\":[]}", 0, "__metadata__ must be an object"),
                arguments(
                        "metadata value",
                        "{\"__metadata__\":{\"a\":1}}",
                        0,
                        "a value of __metadata__ must be a string"),
                arguments(
                        "nested",
                        "{\"a\":{\"shape\":" + "[".repeat(90) + "]".repeat(90) + "}}",
                        0,
                        "must hold whole numbers"),
                arguments("no JSON", "{a:1}", 0, "not valid JSON"),
                arguments("not ended", "{\"a\":", 0, "not valid JSON"),
                arguments("more", "{}{}", 0, "there is more after the end of the JSON object"),
                arguments("escape sequence", "{\"\\u001B[2J\":1}", 0, "tensor \"\\u001B[2J\" must be an object"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damagedHeaders")
    void refusesDamagedHeadersByNameAndPlace(String what, String header, int dataBytes, String message)
            throws IOException {
        refused(SafetensorsBytes.of(header, dataBytes), message);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,                   given as 18446744073709551615; at most 100000000 are allowed",
        "-9223372036854775808, given as 9223372036854775808; at most",
        "9223372036854775807,  given as 9223372036854775807; at most",
        "100000001,            given as 100000001; at most",
        "100000000,            '100000000, 6 bytes are left; is the download complete?'",
        "7,                    '7, 6 bytes are left; is the download complete?'",
        "0,                    given as 0",
    })
    void refusesAWrongLengthOfTheHeader(long length, String message) throws IOException {
        refused(SafetensorsBytes.of(length, "{}    ".getBytes(StandardCharsets.UTF_8), new byte[0]), message);
    }

    @Test
    void refusesAHeaderThatIsNotUtf8() throws IOException {
        byte[] bytes = SafetensorsBytes.of(one("F32", "[1]", "[0,4]"), 4);
        bytes[10] = (byte) 0xFF; // the tensor's name
        refused(bytes, "its JSON is not UTF-8");
        refused(SafetensorsBytes.of(4, "{\0}\0".getBytes(StandardCharsets.UTF_8), new byte[0]), "not valid JSON");
    }

    static Stream<Arguments> otherKinds() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("archive/data.pkl"));
        }
        return Stream.of(
                arguments("a zip archive, as PyTorch's pickled files are; pickles are not read", zip.toByteArray()),
                arguments(
                        "a Python pickle; pickles are not read",
                        new byte[] {(byte) 0x80, 2, '}', 'q', 0, '.', 1, 2, 3, 4}),
                arguments(
                        "a git-lfs pointer",
                        ascii("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")),
                arguments("a web page", ascii("\n<!DOCTYPE html><html></html>")),
                arguments("a web page", ascii("<html lang=\"en\">")),
                arguments("a GGUF file", ascii("GGUF\3\0\0\0\0\0\0\0")),
                arguments("JSON text", ascii("{\"error\":\"not found\"}")),
                arguments("an empty file", new byte[0]));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherKinds")
    void saysWhatAFileIsInTruth(String kind, byte[] bytes) throws IOException {
        refused(bytes, "Not a safetensors file: ");
        refused(bytes, "made.safetensors is " + kind);
    }

    @Test
    void refusesAFileThatIsCutOffAnywhere() throws IOException {
        byte[] whole = fixture();
        for (int tenth = 0; tenth < 10; tenth++) {
            refused(Arrays.copyOf(whole, whole.length * tenth / 10), "made.safetensors");
        }
        for (int length = 0; length < whole.length; length += 7) {
            refused(Arrays.copyOf(whole, length), "made.safetensors");
        }
        refused(Arrays.copyOf(whole, whole.length + 1), "of which the tensors cover only");
    }

    @Test
    void neverFailsOtherwiseThanByIOExceptionOnRandomDamage() throws IOException {
        byte[] whole = fixture();
        int headerEnd =
                8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Random random = new Random(3);
        int opened = 0;
        for (int round = 0; round < VARIANTS; round++) {
            byte[] bytes = whole.clone();
            int range = round % 10 == 0 ? whole.length : headerEnd; // damaged values are values
            for (int hit = random.nextInt(4); hit >= 0; hit--) {
                int at = random.nextInt(range);
                // digits grow into other digits, so that lengths stay numbers
                bytes[at] = bytes[at] >= '0' && bytes[at] <= '9' && random.nextBoolean()
                        ? (byte) ('0' + random.nextInt(10))
                        : (byte) random.nextInt(256);
            }
            opened += opens(bytes) ? 1 : 0;
        }
        assertThat(opened).isBetween(1, VARIANTS - 1);
    }

    /** Whether the file opens; all it offers must then be there. */
    private boolean opens(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("hit.safetensors"), bytes);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            for (TensorInfo tensor : file.tensors()) {
                assertThat(tensor.size()).isBetween(0L, 8L * bytes.length);
                FloatBuffer values = FloatBuffer.allocate((int) tensor.size());
                if (SafetensorsType.readable().contains(tensor.type())) {
                    file.read(tensor.name(), values);
                    assertThat(values.remaining()).isZero();
                }
                file.stored(tensor.name())
                        .ifPresent(stored -> assertThat(stored.offset()
                                        + stored.size() * (stored.type().equals("F32") ? 4 : 2))
                                .isLessThanOrEqualTo(bytes.length));
            }
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("hit.safetensors");
            return false;
        }
    }

    private void refused(byte[] bytes, String message) throws IOException {
        Path path = Files.write(folder.resolve("made.safetensors"), bytes);
        assertThatIOException()
                .isThrownBy(() -> SafetensorsFile.open(path).close())
                .withMessageContaining(path.toString())
                .withMessageContaining(message);
    }
}
