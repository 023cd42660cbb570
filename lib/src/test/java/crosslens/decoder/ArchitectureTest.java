package crosslens.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final TinyCheckpoint tiny = TinyCheckpoint.standard(1);

    @Test
    void readsTheFactsOfALlamaFile() throws IOException {
        assertThat(Architecture.of(tiny)).isEqualTo(Architecture.LLAMA);
        assertThat(Architecture.LLAMA.config(tiny))
                .isEqualTo(new DecoderConfig(
                        24,
                        50,
                        512,
                        1e-5,
                        1,
                        0,
                        false,
                        false,
                        Activation.SILU,
                        new Attention.Grouped(
                                4, 2, 8, RotaryPairs.INTERLEAVED, false, false, false, 1 / Math.sqrt(8), 0),
                        Collections.nCopies(
                                2,
                                new DecoderConfig.Layer(
                                        0,
                                        new Rope(10_000, new RopeScaling.None()),
                                        new FeedForward.Gated(40, false)))));
    }

    @Test
    void takesTheEmbeddingsAsHeadWhereThereIsNone() throws IOException {
        tiny.remove("output.weight");
        assertThat(Architecture.LLAMA.config(tiny).tiedEmbeddings()).isTrue();
    }

    @Test
    void fillsInWhatOldFilesLeaveOut() throws IOException {
        // 24 / 4 heads = 6 per head unless the file says otherwise; as many kv heads as heads.
        TinyCheckpoint old = new TinyCheckpoint(1, 1, 4, 4, 6, 24, 40, 50, true);
        for (String key : List.of(
                "attention.head_count_kv",
                "attention.key_length",
                "attention.value_length",
                "rope.dimension_count",
                "rope.freq_base")) {
            old.set("llama." + key, null);
        }
        DecoderConfig config = Architecture.LLAMA.config(old);
        assertThat(config.attention().keyWidth()).isEqualTo(6);
        assertThat(config.attention().kvHeads()).isEqualTo(4);
        assertThat(config.layers().get(0).rope().theta()).isEqualTo(10_000);
    }

    @Test
    void readsRotaryScaling() throws IOException {
        tiny.put("rope_freqs.weight", new float[] {1, 2, 4, 8}, List.of(4L));
        assertThat(Architecture.LLAMA.config(tiny).layers().get(0).rope().scaling())
                .isEqualTo(new RopeScaling.Divisors(List.of(1f, 2f, 4f, 8f)));
        tiny.remove("rope_freqs.weight");
        tiny.set("llama.rope.scaling.type", "linear");
        tiny.set("llama.rope.scaling.factor", 4.0);
        assertThat(Architecture.LLAMA.config(tiny).layers().get(0).rope().scaling())
                .isEqualTo(new RopeScaling.Linear(4));
    }

    @Test
    void listsEverythingThatIsWrongAtOnce() {
        tiny.set("llama.logit_scale", 2L);
        tiny.set("llama.rope.scaling.type", "longrope");
        tiny.set("llama.block_count", null);
        tiny.set("llama.expert_count", 8L);
        tiny.set("llama.attention.layer_norm_rms_epsilon", "small");
        assertThatThrownBy(() -> Architecture.LLAMA.config(tiny))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "tiny cannot be run as llama",
                        "llama.logit_scale = 2 is not understood",
                        "rotary scaling of type longrope is not supported",
                        "missing key llama.block_count",
                        "llama.expert_count = 8 is not supported, only 0",
                        "llama.attention.layer_norm_rms_epsilon is no number: small");
    }

    @Test
    void listsTensorsThatAreMissingMisshapenOrLeftOver() {
        tiny.remove("blk.1.ffn_up.weight");
        tiny.put("blk.0.attn_q.weight", new float[24], List.of(24L, 1L));
        tiny.put("blk.0.ffn_up.scale", new float[40], List.of(40L));
        assertThatThrownBy(() -> Architecture.LLAMA.config(tiny))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "missing tensor blk.1.ffn_up.weight",
                        "tensor blk.0.attn_q.weight has shape [24, 1] instead of [32, 24]",
                        "tensor blk.0.ffn_up.scale has no place in this architecture");
    }

    @Test
    void namesTheArchitecturesItKnows() {
        tiny.set("general.architecture", "mamba");
        assertThatThrownBy(() -> Architecture.of(tiny))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "tiny: architecture mamba is not supported (supported: llama, mistral, qwen2, qwen3, gemma2, gemma3, deepseek_v2)");
    }

    @Test
    void refusesImpossibleNumbers() {
        tiny.set("llama.attention.head_count_kv", 3L);
        assertThatThrownBy(() -> Architecture.LLAMA.config(tiny))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("heads (4) must be a multiple of kvHeads (3)");
    }
}
