package crosslens.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.tensor.FloatType;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    // N 3, H 4, K 2, D 8, E 10, I 20, V 100
    private static final DecoderConfig CONFIG = config(
            new Attention.Grouped(4, 2, 8, RotaryPairs.HALVES, false, false, false, 1, 0),
            new FeedForward.Gated(20, false));

    @Test
    void followsItsFormulas() {
        MemoryNeed need = MemoryNeed.of(CONFIG, 1000, 4, 50);
        assertThat(need.weights()).isEqualTo(4000);
        // 2 · 4 bytes · 3 layers · 2 heads · 8 · 50 tokens
        assertThat(need.keysValues()).isEqualTo(19_200);
        // 4 · 50 · (40 + 2 · 64 + 60) + 4 · 32 · 100
        assertThat(need.activations()).isEqualTo(4 * 50 * 228 + 12_800);
        // 4 · 3 · 50 · (60 + 128 + 80) + 2 · 4 · 100
        assertThat(need.attribution()).isEqualTo(160_800 + 800);
        assertThat(need.answers()).isEqualTo(4000 + 19_200 + 58_400);
        assertThat(need.explanation()).isEqualTo(4000 + 161_600);
    }

    @Test
    void readsAtMostAThousandTokensAtOnce() {
        assertThat(MemoryNeed.of(CONFIG, 1000, 4, 4096).activations())
                .isEqualTo(MemoryNeed.of(CONFIG, 1000, 4, 1024).activations());
    }

    @Test
    void growsWithTheType() {
        MemoryNeed single = MemoryNeed.of(CONFIG, 1000, FloatType.F32, 50);
        assertThat(MemoryNeed.of(CONFIG, 1000, FloatType.F64, 50).keysValues()).isEqualTo(2 * single.keysValues());
        assertThat(MemoryNeed.of(CONFIG, 1000, 2, 50).keysValues()).isEqualTo(single.keysValues() / 2);
    }

    @Test
    void countsTheExpertsATokenGoesThroughAndOneCachedVector() {
        // D = 6 + 2, U = 6, H 4, K 1; I = 5 shared + 2 · 7
        DecoderConfig latent = config(
                new Attention.Latent(4, 0, 6, 3, 2, 3, RotaryPairs.INTERLEAVED, 1e-6, 1),
                new FeedForward.Experts(8, 2, 7, 5, 1, 1, 1));
        MemoryNeed need = MemoryNeed.of(latent, 1000, 4, 50);
        // 4 · 3 · 8 · 50
        assertThat(need.keysValues()).isEqualTo(4800);
        // Q = 4 · 8 + 8; scores 3 · 4 bytes · 4 heads · 50 · 50
        assertThat(need.activations()).isEqualTo(4 * 50 * (40 + 2 * 40 + 3 * 19) + 120_000 + 12_800);
    }

    private static DecoderConfig config(Attention attention, FeedForward mlp) {
        return new DecoderConfig(
                10,
                100,
                512,
                1e-5,
                1,
                0,
                true,
                false,
                Activation.SILU,
                attention,
                Collections.nCopies(3, new DecoderConfig.Layer(0, new Rope(1e4, new RopeScaling.None()), mlp)));
    }
}
