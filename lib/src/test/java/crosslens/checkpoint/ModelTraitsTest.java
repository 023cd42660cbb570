package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTraitsTest {
    @TempDir
    Path folder;

    private ModelTraits folder(String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        new SafetensorsBytes().f32("a", "[1]", 1f).write(folder.resolve("model.safetensors"));
        try (Checkpoint checkpoint = Checkpoint.open(folder, FileDigests.uncached())) {
            return ModelTraits.of(checkpoint);
        }
    }

    @Test
    void readsAFolderOfAnArchitectureItDoesNotKnow() throws IOException {
        Files.writeString(folder.resolve("README.md"), "---\nlanguage: en\nlicense: \"mit\" # sic\n---\nlicense: no\n");
        ModelTraits traits = folder("""
                {"model_type":"novel","num_hidden_layers":7,"num_attention_heads":8,"num_key_value_heads":2,"hidden_size":64,
                 "intermediate_size":96,"vocab_size":1000,"max_position_embeddings":2048,"sliding_window":128,
                 "attn_logit_softcapping":50.0,"final_logit_softcapping":30.0,"n_routed_experts":64,"num_experts_per_tok":6,
                 "n_shared_experts":2,"kv_lora_rank":512,"rope_scaling":{"rope_type":"yarn","factor":40}}""");
        assertThat(traits.architecture()).isEqualTo("novel");
        assertThat(traits.layers()).hasValue(7);
        assertThat(traits.kvHeads()).hasValue(2);
        assertThat(traits.headDim()).hasValue(8); // 64 / 8
        assertThat(traits.licence()).contains("mit");
        assertThat(traits.unusual())
                .containsExactly(
                        "attention within a sliding window of 128 tokens, in some layers or all",
                        "soft-caps: attention 50 logits 30",
                        "mixture of 64 experts, 6 a token, 2 shared",
                        "latent attention (MLA), keys and values compressed to 512",
                        "rotary scaling yarn, factor 40");
    }

    @Test
    void findsNothingUnusualInAPlainModel() throws IOException {
        ModelTraits traits = folder("""
                {"model_type":"qwen2","num_hidden_layers":2,"num_attention_heads":4,"hidden_size":64,"sliding_window":4096,
                 "use_sliding_window":false,"rope_scaling":null}""");
        assertThat(traits.unusual()).isEmpty();
        assertThat(traits.kvHeads()).hasValue(4);
        assertThat(traits.licence()).isEmpty();
        assertThat(traits.vocabulary()).isEmpty();
    }

    @Test
    void readsAGgufFile() throws IOException {
        Path file = GgufBytes.header(0, 6)
                .entry("general.architecture", "gemma2")
                .entry("general.license", "gemma")
                .entry("gemma2.block_count", 26)
                .entry("gemma2.attention.sliding_window", 4096)
                .entry("gemma2.attention.head_count", 8)
                .entry("gemma2.embedding_length", 2304)
                .data(32, 0)
                .write(folder);
        try (Checkpoint checkpoint = GgufFile.open(file)) {
            ModelTraits traits = ModelTraits.of(checkpoint);
            assertThat(traits.architecture()).isEqualTo("gemma2");
            assertThat(traits.layers()).hasValue(26);
            assertThat(traits.headDim()).hasValue(288); // 2304 / 8
            assertThat(traits.licence()).contains("gemma");
            assertThat(traits.unusual()).hasSize(1).first().asString().contains("sliding window of 4096");
        }
    }
}
