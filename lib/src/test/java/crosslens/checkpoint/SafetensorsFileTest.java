package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import crosslens.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixtures come from {@code make_safetensors.py}, which uses the Python packages safetensors and torch. */
class SafetensorsFileTest {
    private static final int NAN = 0x7FC00000;

    @TempDir
    private Path folder;

    private static Path fixture() {
        try {
            return Path.of(SafetensorsFileTest.class
                    .getResource("/checkpoint/types.safetensors")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SafetensorsFileTest.class.getResourceAsStream("/checkpoint/" + name)) {
            return in.readAllBytes();
        }
    }

    private static float[] values(SafetensorsFile file, String name) throws IOException {
        TensorInfo info = file.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findAny()
                .orElseThrow();
        float[] values = new float[(int) info.size()];
        file.read(name, FloatBuffer.wrap(values));
        return values;
    }

    @Test
    void readsWhatTheReferenceWroteToTheLastBit() throws IOException {
        ByteBuffer expected = ByteBuffer.wrap(resource("types.f32")).order(ByteOrder.LITTLE_ENDIAN);
        try (SafetensorsFile file = SafetensorsFile.open(fixture())) {
            List<String> names = file.tensors().stream()
                    .map(TensorInfo::name)
                    .filter(name -> !name.startsWith("other."))
                    .sorted()
                    .toList();
            assertThat(names).hasSize(18);
            for (String name : names) {
                for (float value : values(file, name)) {
                    assertThat(Float.floatToRawIntBits(value)).as(name).isEqualTo(expected.getInt());
                }
            }
            assertThat(expected.remaining()).isZero();
        }
    }

    @Test
    void givesShapesTypesAndFreeTexts() throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(fixture())) {
            assertThat(file.metadata()).containsEntry("format", "pt").containsEntry("note", "zwölf 十二");
            assertThat(file.tensors())
                    .contains(
                            new TensorInfo("f16.scalar", List.of(), "F16"),
                            new TensorInfo("f64.empty", List.of(0L, 3L), "F64"),
                            new TensorInfo("bf16.cube", List.of(2L, 3L, 4L), "BF16"),
                            new TensorInfo("f32.edges", List.of(1L, 6L, 1L), "F32"),
                            new TensorInfo("other.i64", List.of(1L, 2L), "I64"),
                            new TensorInfo("other.bool", List.of(3L), "BOOL"),
                            new TensorInfo("other.f8", List.of(3L), "F8_E4M3"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"F16", "BF16"})
    void widensEveryBitPatternAsTheReferenceDoes(String type) throws IOException {
        ByteBuffer patterns = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int pattern = 0; pattern < 1 << 16; pattern++) {
            patterns.putShort((short) pattern);
        }
        Path path = new SafetensorsBytes()
                .tensor("all", type, "[65536]", patterns.array())
                .write(folder.resolve("all.safetensors"));
        ByteBuffer bits = ByteBuffer.allocate(4 << 16).order(ByteOrder.LITTLE_ENDIAN);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            for (float value : values(file, "all")) {
                bits.putInt(Float.isNaN(value) ? NAN : Float.floatToRawIntBits(value));
            }
        }
        assertThat(new String(resource("halves.sha256"), StandardCharsets.UTF_8).lines())
                .contains(type + " " + Sha256.of(bits.array()));
    }

    @Test
    void saysWherePlainValuesLie() throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(fixture())) {
            for (String name : List.of("f32.cube", "f16.cube", "bf16.cube")) {
                Checkpoint.StoredTensor stored = file.stored(name).orElseThrow();
                int width = stored.type().equals("F32") ? 4 : 2;
                byte[] bytes = Files.readAllBytes(stored.file());
                Path copy = new SafetensorsBytes()
                        .tensor(
                                "x",
                                stored.type(),
                                "[24]",
                                Arrays.copyOfRange(bytes, (int) stored.offset(), (int) stored.offset() + 24 * width))
                        .write(folder.resolve("copy.safetensors"));
                try (SafetensorsFile same = SafetensorsFile.open(copy)) {
                    assertThat(values(same, "x")).as(name).isEqualTo(values(file, name));
                }
                assertThat(stored.size()).isEqualTo(24);
                assertThat(stored.offset() % width).isZero();
            }
            for (String name : List.of("f64.cube", "f32.empty", "other.i64", "gone")) {
                assertThat(file.stored(name)).as(name).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void offersNoPlaceThatCannotBeMappedAsNumbers(int spaces) throws IOException {
        String header = "{" + SafetensorsBytes.entry("x", "F32", "[1]", "[0,4]") + "}" + " ".repeat(spaces);
        Path path = Files.write(folder.resolve("odd.safetensors"), SafetensorsBytes.of(header, 4));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.stored("x").isPresent()).isEqualTo((8 + header.length()) % 4 == 0);
            assertThat(values(file, "x")).containsExactly(0f);
        }
    }

    @Test
    void refusesTypesWithoutNumbersUnknownNamesAndShortBuffers() throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(fixture())) {
            assertThatIOException()
                    .isThrownBy(() -> file.read("other.i64", FloatBuffer.allocate(2)))
                    .withMessageContaining("\"other.i64\"")
                    .withMessageContaining(
                            "is of type I64, which cannot be read as numbers here; readable are [F64, F32, F16, BF16]");
            assertThatIOException()
                    .isThrownBy(() -> file.read("f32.cube", FloatBuffer.allocate(23)))
                    .withMessageContaining("has 24 values, the buffer takes 23");
            assertThatIOException()
                    .isThrownBy(() -> file.read("gone", FloatBuffer.allocate(1)))
                    .withMessageContaining("No tensor \"gone\" in ");
        }
    }

    @Test
    void readsBeyondTwoGibibytes() throws IOException {
        long filler = (1L << 31) + 4096;
        byte[] head = SafetensorsBytes.of(
                "{" + SafetensorsBytes.entry("filler", "U8", "[" + filler + "]", "[0," + filler + "]") + ","
                        + SafetensorsBytes.entry("last", "F32", "[2]", "[" + filler + "," + (filler + 8) + "]") + "}",
                0);
        Path path = folder.resolve("large.safetensors");
        try (RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) { // zeros between take no room on disk
            out.write(head);
            out.seek(head.length + filler);
            out.write(new byte[] {0, 0, (byte) 0x80, 0x3F, 0, 0, 0, (byte) 0xC0}); // 1, -2
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(values(file, "last")).containsExactly(1f, -2f);
            assertThatIOException()
                    .isThrownBy(() -> file.read("filler", FloatBuffer.allocate(1)))
                    .withMessageContaining("is of type U8");
        }
    }

    @Test
    void writesAtTheBuffersPositionAndServesSeveralThreads() throws IOException {
        float[] numbers = new float[200_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        Path path = new SafetensorsBytes().f32("many", "[400,500]", numbers).write(folder.resolve("many.safetensors"));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            Stream.iterate(0, i -> i + 1).limit(8).parallel().forEach(i -> {
                FloatBuffer into = FloatBuffer.allocate(numbers.length + 2).position(1);
                try {
                    file.read("many", into);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                assertThat(into.position()).isEqualTo(numbers.length + 1);
                assertThat(into.get(0)).isZero();
                assertThat(into.get(numbers.length)).isEqualTo(199_999f);
                assertThat(into.slice(1, numbers.length)).isEqualTo(FloatBuffer.wrap(numbers));
            });
        }
    }

    @Test
    void saysSoWhenItIsClosedOrMissing() throws IOException {
        SafetensorsFile file = SafetensorsFile.open(fixture());
        file.close();
        assertThatIOException()
                .isThrownBy(() -> file.read("f32.cube", FloatBuffer.allocate(24)))
                .withMessageContaining("is closed");
        assertThatIOException()
                .isThrownBy(() -> SafetensorsFile.open(Path.of("no-such.safetensors")))
                .withMessage("No such model file: no-such.safetensors");
    }

    @Test
    void namesTheTensorOfAFileThatBecameShorterWhileItWasOpen() throws IOException {
        Path path = new SafetensorsBytes().f32("x", "[4]", 1f, 2f, 3f, 4f).write(folder.resolve("x.safetensors"));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            Files.write(path, new byte[9]);
            assertThatIOException()
                    .isThrownBy(() -> file.read("x", FloatBuffer.allocate(4)))
                    .withMessageContaining("Cannot read tensor \"x\" of " + path + ": the file ended");
        }
    }
}
