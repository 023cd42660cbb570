package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import crosslens.decoder.Activation;
import crosslens.decoder.Attention;
import crosslens.decoder.DecoderConfig;
import crosslens.decoder.FeedForward;
import crosslens.decoder.Products;
import crosslens.decoder.Rope;
import crosslens.decoder.RopeScaling;
import crosslens.decoder.RotaryPairs;
import crosslens.local.LocalModel;
import crosslens.tensor.FloatType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryGuardTest {
    private static final long GIB = 1L << 30;
    private static final DecoderConfig CONFIG = new DecoderConfig(
            4096,
            128_256,
            8192,
            1e-5,
            1,
            0,
            false,
            false,
            Activation.SILU,
            new Attention.Grouped(32, 8, 128, RotaryPairs.HALVES, false, false, false, 1, 0),
            Collections.nCopies(
                    32,
                    new DecoderConfig.Layer(
                            0, new Rope(5e5, new RopeScaling.None()), new FeedForward.Gated(14336, false))));
    private static final long PARAMETERS = 8_030_261_248L; // 29.9 GiB in float32
    private static final LocalModel.Options OPTIONS = new LocalModel.Options(1, GIB, FloatType.F32, Products.PLAIN);

    @TempDir
    Path folder;

    private static void require(long available, boolean ignore) throws IOException {
        new MemoryGuard(available, ignore).require("llama", CONFIG, PARAMETERS, OPTIONS);
    }

    @Test
    void letsPassWhatFits() {
        assertThatCode(() -> require(32 * GIB, false)).doesNotThrowAnyException();
        assertThatCode(() -> require(2 * GIB, true)).doesNotThrowAnyException();
    }

    @Test
    void saysWhatWouldFit() {
        assertThatIOException()
                .isThrownBy(() -> require(31 * GIB, false))
                .withMessageContaining("weights 29.9 GiB + keys and values 1.0 GiB")
                .withMessageContaining("31.0 GiB is available")
                .withMessageContaining("--kv-memory ")
                .withMessageContaining("--ignore-memory");
        assertThatIOException()
                .isThrownBy(() -> require(16 * GIB, false))
                .withMessageContaining("--dtype bf16, where it is supported (15.0 GiB of weights)")
                .withMessageContaining("openai:NAME@URL")
                .withMessageNotContaining("--kv-memory");
        assertThatIOException()
                .isThrownBy(() -> require(8 * GIB, false))
                .withMessageContaining("a smaller model")
                .withMessageNotContaining("bf16");
    }

    @Test
    void readsWhatTheKernelSays() throws IOException {
        Files.writeString(folder.resolve("meminfo"), "MemTotal:  16000000 kB\nMemAvailable:    8000000 kB\n");
        assertThat(memory()).isEqualTo(8_000_000L << 10);
        Files.writeString(folder.resolve("memory.max"), "max\n");
        Files.writeString(folder.resolve("memory.current"), "3000\n");
        assertThat(memory()).isEqualTo(8_000_000L << 10);
        Files.writeString(folder.resolve("memory.max"), "5000\n");
        Files.writeString(folder.resolve("memory.stat"), "anon 10\ninactive_file 700\n");
        assertThat(memory()).isEqualTo(5000 - 3000 + 700);
    }

    @Test
    void knowsTheOlderControlGroups() throws IOException {
        Files.writeString(folder.resolve("meminfo"), "MemAvailable:    8000000 kB\n");
        Files.createDirectories(folder.resolve("memory"));
        Files.writeString(folder.resolve("memory/memory.limit_in_bytes"), "9223372036854771712\n");
        Files.writeString(folder.resolve("memory/memory.usage_in_bytes"), "3000\n");
        assertThat(memory()).isEqualTo(8_000_000L << 10);
        Files.writeString(folder.resolve("memory/memory.limit_in_bytes"), "4000\n");
        assertThat(memory()).isEqualTo(1000);
    }

    private long memory() {
        return MachineMemory.of(folder, folder).available();
    }
}
