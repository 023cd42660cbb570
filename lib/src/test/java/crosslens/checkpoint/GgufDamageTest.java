package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files damaged at random, and with the numbers that overflow where lengths, counts, dimensions and offsets stand. */
class GgufDamageTest {
    private static final int VARIANTS = 1500;
    private static final long[] EXTREMES = {
        -1,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 30,
        1L << 62,
        1L << 61,
        1L << 33,
        1L << 32,
        1L << 31,
        (1L << 31) - 1,
        1L << 24,
        0,
        1
    };

    @TempDir
    private Path folder;

    /** One small tensor of every type and metadata of every kind; the data begin within the first 2048 bytes. */
    private static byte[] blocks() throws IOException {
        try (InputStream in = GgufDamageTest.class.getResourceAsStream("/checkpoint/blocks.gguf")) {
            return in.readAllBytes();
        }
    }

    private static byte[] withTokenizer() {
        return GgufBytes.header(1, 8)
                .entry("tokenizer.ggml.model", "gpt2")
                .entry("tokenizer.ggml.pre", "smollm")
                .entry("tokenizer.ggml.tokens", List.of("a", "b", "ab", "<bos>", "<eos>"))
                .entry("tokenizer.ggml.merges", List.of("a b"))
                .entry("tokenizer.ggml.bos_token_id", 3)
                .entry("tokenizer.ggml.eos_token_id", 4)
                .entry("tokenizer.chat_template", "{{ messages }}")
                .string("tokenizer.ggml.token_type")
                .int32(9) // array of 32-bit integers
                .int32(5)
                .int64(5)
                .int32(1)
                .int32(1)
                .int32(1)
                .int32(3)
                .int32(3)
                .tensor("w", 0, 0, 4)
                .data(32, 16)
                .toByteArray();
    }

    @Test
    void refusesAFileThatIsCutOffAnywhere() throws IOException {
        byte[] whole = blocks();
        int needed = whole.length - 31; // behind the last tensor there may be padding to 32 bytes
        for (int length = 0; length < needed; length += 37) {
            Path file = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, length));
            assertThatIOException()
                    .as("cut at byte " + length)
                    .isThrownBy(() -> GgufFile.open(file))
                    .withMessageContaining("cut.gguf");
        }
    }

    @Test
    void neverFailsOtherwiseThanByIOExceptionWhereNumbersOverflow() throws IOException {
        for (byte[] whole : List.of(blocks(), withTokenizer())) {
            int opened = 0;
            int places = Math.min(whole.length, 2048) - Long.BYTES;
            for (int at = 4; at < places; at++) {
                byte[] bytes = whole.clone();
                ByteBuffer number = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                long extreme = EXTREMES[at % EXTREMES.length];
                if (at / EXTREMES.length % 3 == 0) {
                    number.putInt(at, (int) extreme);
                } else {
                    number.putLong(at, extreme);
                }
                opened += opens(bytes) ? 1 : 0;
            }
            assertThat(opened).isBetween(1, places - 1);
        }
    }

    @Test
    void neverFailsOtherwiseThanByIOExceptionOnRandomDamage() throws IOException {
        Random random = new Random(4);
        for (byte[] whole : List.of(blocks(), withTokenizer())) {
            int opened = 0;
            for (int round = 0; round < VARIANTS; round++) {
                byte[] bytes = whole.clone();
                for (int hit = random.nextInt(3); hit >= 0; hit--) {
                    bytes[random.nextInt(Math.min(bytes.length, 2048))] = (byte) random.nextInt(256);
                }
                opened += opens(bytes) ? 1 : 0;
            }
            assertThat(opened).isBetween(1, VARIANTS - 1);
        }
    }

    /** Whether the file opens; all it offers must then be there, or be refused by name. */
    private boolean opens(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("hit.gguf"), bytes);
        try (GgufFile file = GgufFile.open(path)) {
            for (TensorInfo tensor : file.tensors()) {
                assertThat(tensor.size()).isBetween(1L, 8L * bytes.length);
                FloatBuffer values = FloatBuffer.allocate((int) tensor.size());
                file.read(tensor.name(), values);
                assertThat(values.remaining()).isZero();
            }
            file.chatTemplate();
            try {
                assertThat(file.tokenizer().vocabularySize()).isBetween(1, bytes.length);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("hit.gguf");
            }
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("hit.gguf");
            return false;
        }
    }
}
