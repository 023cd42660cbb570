package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fixture and its values come from {@code make_blocks.py}, which uses the Python package gguf. */
class GgufFileTest {
    private static Path fixture() {
        try {
            return Path.of(
                    GgufFileTest.class.getResource("/checkpoint/blocks.gguf").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsEveryTypeToTheLastBit() throws IOException {
        ByteBuffer expected;
        try (InputStream in = GgufFileTest.class.getResourceAsStream("/checkpoint/blocks.f32")) {
            expected = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        }
        try (GgufFile file = GgufFile.open(fixture())) {
            assertThat(file.tensors())
                    .extracting(TensorInfo::type)
                    .containsExactlyInAnyOrder(
                            "F32", "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K");
            for (TensorInfo tensor : file.tensors()) {
                FloatBuffer values = FloatBuffer.allocate((int) tensor.size());
                file.read(tensor.name(), values);
                for (int i = 0; i < tensor.size(); i++) {
                    assertThat(Float.floatToRawIntBits(values.get(i)))
                            .as(tensor.name() + "[" + i + "]")
                            .isEqualTo(expected.getInt());
                }
            }
            assertThat(expected.remaining()).isZero();
        }
    }

    @Test
    void givesShapesOutermostFirst() throws IOException {
        try (GgufFile file = GgufFile.open(fixture())) {
            assertThat(file.tensors())
                    .contains(
                            new TensorInfo("F32", List.of(3L, 5L), "F32"),
                            new TensorInfo("Q8_0", List.of(3L, 64L), "Q8_0"));
        }
    }

    @Test
    void readsMetadataOfEveryKind() throws IOException {
        try (GgufFile file = GgufFile.open(fixture())) {
            assertThat(file.metadata())
                    .containsEntry("general.architecture", "fixture")
                    .containsEntry("kinds.uint8", 200L)
                    .containsEntry("kinds.int8", -100L)
                    .containsEntry("kinds.uint16", 60000L)
                    .containsEntry("kinds.int16", -30000L)
                    .containsEntry("kinds.uint32", 4000000000L)
                    .containsEntry("kinds.int32", -2000000000L)
                    .containsEntry("kinds.float32", 0.5)
                    .containsEntry("kinds.bool", true)
                    .containsEntry("kinds.string", "zwölf 十二")
                    .containsEntry("kinds.strings", List.of("a", "", "ü"))
                    .containsEntry("kinds.numbers", List.of(1L, -2L, 3L))
                    .containsEntry("kinds.uint64", Long.MAX_VALUE)
                    .containsEntry("kinds.int64", Long.MIN_VALUE)
                    .containsEntry("kinds.float64", 0.1);
        }
    }

    @Test
    void writesAtTheBuffersPositionAndMovesIt() throws IOException {
        FloatBuffer into =
                ByteBuffer.allocateDirect(4 * 20).order(ByteOrder.nativeOrder()).asFloatBuffer();
        into.position(2);
        try (GgufFile file = GgufFile.open(fixture())) {
            file.read("BF16", into);
        }
        assertThat(into.position()).isEqualTo(10);
        assertThat(into.get(2 + 5)).isEqualTo(1f); // bits 3F80
        assertThat(into.get(1)).isZero();
    }

    @Test
    void refusesABufferThatIsTooSmallAndAnUnknownName() throws IOException {
        try (GgufFile file = GgufFile.open(fixture())) {
            assertThatIOException()
                    .isThrownBy(() -> file.read("F32", FloatBuffer.allocate(14)))
                    .withMessageContaining("has 15 values, the buffer takes 14");
            assertThatIOException()
                    .isThrownBy(() -> file.read("F33", FloatBuffer.allocate(14)))
                    .withMessageContaining("No tensor F33 in");
        }
    }

    @Test
    void saysSoWhenItIsClosed() throws IOException {
        GgufFile file = GgufFile.open(fixture());
        file.close();
        assertThatIOException()
                .isThrownBy(() -> file.read("F32", FloatBuffer.allocate(15)))
                .withMessageContaining("is closed");
    }

    @Test
    void saysSoWhenThereIsNoFile() {
        assertThatIOException()
                .isThrownBy(() -> GgufFile.open(Path.of("no-such.gguf")))
                .withMessage("No such model file: no-such.gguf");
    }
}
