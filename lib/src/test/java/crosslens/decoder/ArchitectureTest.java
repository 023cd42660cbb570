package crosslens.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final TinyCheckpoint tiny = TinyCheckpoint.standard(1);

    @Test
    void readsTheFactsOfALlamaFile() throws IOException {
        assertThat(Architecture.of(tiny)).isEqualTo(Architecture.LLAMA);
        assertThat(Architecture.LLAMA.config(tiny))
                .isEqualTo(new DecoderConfig(
                        2, 4, 2, 8, 24, 40, 50, 512, Activation.SILU, 1e-5, 10_000, new RopeScaling.None(), false));
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
        assertThat(config.headDim()).isEqualTo(6);
        assertThat(config.kvHeads()).isEqualTo(4);
        assertThat(config.ropeTheta()).isEqualTo(10_000);
    }

    @Test
    void readsRotaryScaling() throws IOException {
        tiny.put("rope_freqs.weight", new float[] {1, 2, 4, 8}, List.of(4L));
        assertThat(Architecture.LLAMA.config(tiny).ropeScaling())
                .isEqualTo(new RopeScaling.Divisors(List.of(1f, 2f, 4f, 8f)));
        tiny.remove("rope_freqs.weight");
        tiny.set("llama.rope.scaling.type", "linear");
        tiny.set("llama.rope.scaling.factor", 4.0);
        assertThat(Architecture.LLAMA.config(tiny).ropeScaling()).isEqualTo(new RopeScaling.Linear(4));
    }

    @Test
    void listsEverythingThatIsWrongAtOnce() {
        tiny.set("llama.attention.sliding_window", 4096L);
        tiny.set("llama.rope.scaling.type", "yarn");
        tiny.set("llama.block_count", null);
        tiny.set("llama.expert_count", 8L);
        tiny.set("llama.attention.layer_norm_rms_epsilon", "small");
        assertThatThrownBy(() -> Architecture.LLAMA.config(tiny))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "tiny cannot be run as llama",
                        "llama.attention.sliding_window = 4096 is not understood",
                        "rope.scaling.type yarn",
                        "missing key llama.block_count",
                        "llama.expert_count = 8 is not supported",
                        "llama.attention.layer_norm_rms_epsilon is no number: small");
    }

    @Test
    void listsTensorsThatAreMissingMisshapenOrLeftOver() {
        tiny.remove("blk.1.ffn_up.weight");
        tiny.put("blk.0.attn_q.weight", new float[24], List.of(24L, 1L));
        tiny.put("blk.0.attn_q.bias", new float[32], List.of(32L));
        assertThatThrownBy(() -> Architecture.LLAMA.config(tiny))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "missing tensor blk.1.ffn_up.weight",
                        "tensor blk.0.attn_q.weight has shape [24, 1] instead of [32, 24]",
                        "tensor blk.0.attn_q.bias has no place in this architecture");
    }

    @Test
    void namesTheArchitecturesItKnows() {
        tiny.set("general.architecture", "mamba");
        assertThatThrownBy(() -> Architecture.of(tiny))
                .isInstanceOf(IOException.class)
                .hasMessage("tiny: architecture mamba is not supported (supported: llama)");
    }

    @Test
    void refusesImpossibleNumbers() {
        tiny.set("llama.attention.head_count_kv", 3L);
        assertThatThrownBy(() -> Architecture.LLAMA.config(tiny))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("heads (4) must be a multiple of kvHeads (3)");
    }
}
