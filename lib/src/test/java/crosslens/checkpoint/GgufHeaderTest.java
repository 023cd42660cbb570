package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GgufHeaderTest {
    private static final int F32 = 0;
    private static final int Q8_0 = 8;
    private static final long HUGE = 1L << 40;

    @TempDir
    private Path folder;

    private static GgufBytes good() {
        return GgufBytes.header(2, 2)
                .entry("general.architecture", "llama")
                .entry("general.alignment", 64)
                .tensor("a", F32, 0, 3, 2)
                .tensor("b", Q8_0, 64, 32, 1)
                .data(64, 64 + 34);
    }

    static Stream<Arguments> damaged() {
        GgufBytes nested = GgufBytes.header(0, 1).string("k").int32(9);
        for (int depth = 0; depth < 6; depth++) {
            nested.int32(9).int64(1);
        }
        nested.data(8, 64);
        return Stream.of(
                arguments("no GGUF", new GgufBytes().raw("PK zip and more"), "does not begin with the letters GGUF"),
                arguments("empty", new GgufBytes(), "does not begin with the letters GGUF"),
                arguments(
                        "version", new GgufBytes().raw("GGUF").int32(1).int64(0).int64(0), "of version 1"),
                arguments(
                        "big-endian", new GgufBytes().raw("GGUF").int32(3 << 24).int64(0), "is big-endian"),
                arguments("no counts", new GgufBytes().raw("GGUF").int32(3), "the number of tensors needs 8 bytes"),
                arguments("tensors", GgufBytes.header(HUGE, 0), "the number of tensors is " + HUGE),
                arguments("negative", GgufBytes.header(-1, 0), "is 18446744073709551615, more than 2^63 - 1"),
                arguments("entries", GgufBytes.header(0, HUGE), "the number of metadata entries is " + HUGE),
                arguments(
                        "key length",
                        GgufBytes.header(0, 1).int64(HUGE).data(8, 64),
                        "the length of metadata key 0 is " + HUGE),
                arguments(
                        "string length",
                        GgufBytes.header(0, 1).string("k").int32(8).int64(100).raw("abc"),
                        "the length of k is 100, more than the 3 bytes left"),
                arguments(
                        "not UTF-8",
                        GgufBytes.header(0, 1).string("k").int32(8).int64(4).int32(-1),
                        "k is not UTF-8"),
                arguments(
                        "value type",
                        GgufBytes.header(0, 1).string("k").int32(13).int64(0),
                        "k has the unknown value type 13"),
                arguments(
                        "array size",
                        GgufBytes.header(0, 1).string("k").int32(9).int32(8).int64(HUGE),
                        "the size of k is " + HUGE),
                arguments(
                        "too many elements",
                        GgufBytes.header(0, 1)
                                .string("k")
                                .int32(9)
                                .int32(0)
                                .int64((1 << 24) + 1)
                                .data(1, (1 << 24) + 1),
                        "k has 16777217 elements"),
                arguments("nested arrays", nested, "arrays within arrays"),
                arguments(
                        "key twice",
                        GgufBytes.header(0, 2).entry("k", 1).entry("k", 2),
                        "metadata key k stands there twice"),
                arguments(
                        "alignment",
                        GgufBytes.header(0, 1).entry("general.alignment", 24),
                        "general.alignment must be a power of two, not 24"),
                arguments(
                        "alignment 0",
                        GgufBytes.header(0, 1).entry("general.alignment", 0),
                        "general.alignment must be a power of two, not 0"),
                arguments(
                        "tensor twice",
                        GgufBytes.header(2, 0).tensor("a", F32, 0, 1).tensor("a", F32, 0, 1),
                        "tensor a stands there twice"),
                arguments("no dimension", GgufBytes.header(1, 0).tensor("a", F32, 0), "tensor a has 0 dimensions"),
                arguments(
                        "dimensions",
                        GgufBytes.header(1, 0).tensor("a", F32, 0, 1, 1, 1, 1, 1),
                        "tensor a has 5 dimensions"),
                arguments(
                        "dimension 0",
                        GgufBytes.header(1, 0).tensor("a", F32, 0, 4, 0),
                        "tensor a has an impossible dimension 1: 0"),
                arguments(
                        "overflow",
                        GgufBytes.header(1, 0).tensor("a", F32, 0, HUGE, HUGE),
                        "tensor a has an impossible dimension 1"),
                arguments(
                        "type",
                        GgufBytes.header(1, 0).tensor("a", 10, 0, 256),
                        "tensor a is of the tensor type with number 10, which cannot be read"),
                arguments(
                        "row",
                        GgufBytes.header(1, 0).tensor("a", Q8_0, 0, 33),
                        "tensor a has rows of 33 values, which are no whole blocks of 32 (Q8_0)"),
                arguments(
                        "offset",
                        GgufBytes.header(1, 0).tensor("a", F32, 8, 1).data(32, 64),
                        "tensor a: its offset 8 is no multiple of the alignment 32"),
                arguments(
                        "outside",
                        GgufBytes.header(1, 0).tensor("a", F32, 1L << 62, 1).data(32, 64),
                        "tensor a: its 1 blocks of 4 bytes at offset " + (1L << 62)),
                arguments(
                        "too long",
                        GgufBytes.header(1, 0)
                                .tensor("a", F32, 0, Long.MAX_VALUE / 2)
                                .data(32, 64),
                        "go beyond the end of the file"),
                arguments(
                        "cut off",
                        GgufBytes.header(1, 0).tensor("a", F32, 0, 17).data(32, 64),
                        "go beyond the end of the file"),
                arguments(
                        "no data at all",
                        GgufBytes.header(1, 0).tensor("a", F32, 0, 1),
                        "go beyond the end of the file"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damaged")
    void refusesDamagedFilesByNameAndPlace(String what, GgufBytes bytes, String message) throws IOException {
        Path file = bytes.write(folder);
        assertThatIOException()
                .isThrownBy(() -> GgufFile.open(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(message);
    }

    @Test
    void readsAGoodFileOfVersion2And3() throws IOException {
        byte[] bytes = good().toByteArray();
        for (byte version = 2; version <= 3; version++) {
            bytes[4] = version;
            Path file = Files.write(folder.resolve("made.gguf"), bytes);
            try (GgufFile model = GgufFile.open(file)) {
                assertThat(model.tensors())
                        .containsExactly(
                                new TensorInfo("a", List.of(2L, 3L), "F32"),
                                new TensorInfo("b", List.of(1L, 32L), "Q8_0"));
                FloatBuffer values = FloatBuffer.allocate(32);
                model.read("b", values);
                assertThat(values.array()).containsOnly(0f);
            }
        }
    }

    @Test
    void namesTheFileWhereverAFileIsCutOff() throws IOException {
        byte[] whole = good().toByteArray();
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, length));
            assertThatIOException()
                    .as("cut at byte " + length)
                    .isThrownBy(() -> GgufFile.open(file))
                    .withMessageContaining("cut.gguf");
        }
    }

    @Test
    void neverFailsOtherwiseThanByIOExceptionOnRandomDamage() throws IOException {
        byte[] whole = good().toByteArray();
        Random random = new Random(2);
        int opened = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = whole.clone();
            for (int hit = random.nextInt(3); hit >= 0; hit--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("hit.gguf"), bytes);
            try (GgufFile model = GgufFile.open(file)) {
                for (TensorInfo tensor : model.tensors()) {
                    model.read(tensor.name(), FloatBuffer.allocate((int) tensor.size()));
                }
                opened++;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("hit.gguf");
            }
        }
        assertThat(opened).isBetween(1, 2999);
    }
}
