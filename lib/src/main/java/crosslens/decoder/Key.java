package crosslens.decoder;

import crosslens.checkpoint.Checkpoint.Format;
import java.util.List;

/** A fact of a model and what each kind of file calls it; {@code null} or nothing where it has no such key. */
enum Key {
    LAYERS("block_count", "num_hidden_layers"),
    HIDDEN("embedding_length", "hidden_size"),
    INTERMEDIATE("feed_forward_length", "intermediate_size"),
    VOCABULARY("vocab_size", "vocab_size"),
    CONTEXT("context_length", "max_position_embeddings"),
    EPSILON("attention.layer_norm_rms_epsilon", "rms_norm_eps"),
    ACTIVATION(null, "hidden_activation", "hidden_act"),
    TIED(null, "tie_word_embeddings"),
    FINAL_CAP("final_logit_softcapping", "final_logit_softcapping"),

    HEADS("attention.head_count", "num_attention_heads"),
    KV_HEADS("attention.head_count_kv", "num_key_value_heads"),
    HEAD_DIM("attention.key_length", "head_dim"),
    VALUE_DIM("attention.value_length"),
    ATTENTION_BIAS(null, "attention_bias"),
    MLP_BIAS(null, "mlp_bias"),
    QUERY_SCALAR(null, "query_pre_attn_scalar"),
    ATTENTION_CAP("attn_logit_softcapping", "attn_logit_softcapping"),
    CAUSAL("attention.causal"),
    BIDIRECTIONAL(null, "use_bidirectional_attention"),

    WINDOW("attention.sliding_window", "sliding_window"),
    WINDOW_PATTERN("attention.sliding_window_pattern", "sliding_window_pattern", "_sliding_window_pattern"),
    WINDOW_USED(null, "use_sliding_window"),
    LAYERS_WITHOUT_WINDOW(null, "max_window_layers"),
    LAYER_TYPES(null, "layer_types"),

    THETA("rope.freq_base", "rope_theta", "rope_parameters.rope_theta", "rope_parameters.full_attention.rope_theta"),
    LOCAL_THETA("rope.freq_base_swa", "rope_local_base_freq", "rope_parameters.sliding_attention.rope_theta"),
    ROTARY_DIM("rope.dimension_count"),
    ROTARY_SHARE(null, "partial_rotary_factor"),
    ROTARY_BY_MEDIUM(null, "use_mrope"),
    ROTARY_NEIGHBOURS(null, "rope_interleaved", "rope_interleave"),
    SCALING(
            "rope.scaling.type",
            "rope_scaling.rope_type",
            "rope_scaling.type",
            "rope_parameters.rope_type",
            "rope_parameters.full_attention.rope_type"),
    LOCAL_SCALING(null, "rope_parameters.sliding_attention.rope_type"),
    SCALING_FACTOR("rope.scaling.factor", rope("factor")),
    SCALING_ORIGINAL("rope.scaling.original_context_length", rope("original_max_position_embeddings")),
    SCALING_LOW(null, rope("low_freq_factor")),
    SCALING_HIGH(null, rope("high_freq_factor")),
    SCALING_FAST("rope.scaling.yarn_beta_fast", rope("beta_fast")),
    SCALING_SLOW("rope.scaling.yarn_beta_slow", rope("beta_slow")),
    SCALING_WHOLE(null, rope("truncate")),
    SCALING_AMPLITUDE("rope.scaling.attn_factor", rope("attention_factor")),
    SCALING_MSCALE(null, rope("mscale")),
    SCALING_MSCALE_ALL(null, rope("mscale_all_dim")),
    SCALING_LOG_MULTIPLIER("rope.scaling.yarn_log_multiplier"),

    QUERY_RANK("attention.q_lora_rank", "q_lora_rank"),
    KV_RANK("attention.kv_lora_rank", "kv_lora_rank"),
    PLAIN_WIDTH(null, "qk_nope_head_dim"),
    ROTARY_WIDTH(null, "qk_rope_head_dim"),
    VALUE_WIDTH(null, "v_head_dim"),
    LATENT_KEY_WIDTH("attention.key_length_mla"),
    LATENT_VALUE_WIDTH("attention.value_length_mla"),

    EXPERTS("expert_count", "n_routed_experts"),
    EXPERTS_CHOSEN("expert_used_count", "num_experts_per_tok"),
    EXPERTS_SHARED("expert_shared_count", "n_shared_experts"),
    EXPERT_INTERMEDIATE("expert_feed_forward_length", "moe_intermediate_size"),
    EXPERT_SCALE("expert_weights_scale", "routed_scaling_factor"),
    EXPERT_SUM_TO_ONE("expert_weights_norm", "norm_topk_prob"),
    EXPERT_GROUPS("expert_group_count", "n_group"),
    EXPERT_GROUPS_CHOSEN("expert_group_used_count", "topk_group"),
    EXPERT_CHOICE(null, "topk_method"),
    EXPERT_SCORES("expert_gating_func"),
    EXPERT_SCORES_NAMED(null, "scoring_func"),
    EXPERT_EVERY(null, "moe_layer_freq"),
    DENSE_LAYERS("leading_dense_block_count", "first_k_dense_replace");

    private final String gguf;
    private final List<String> transformers;

    Key(String gguf, String... transformers) {
        this.gguf = gguf;
        this.transformers = List.of(transformers);
    }

    /** The key's names in a file of that format, the usual one first. */
    List<String> names(Format format) {
        if (format == Format.TRANSFORMERS) {
            return transformers;
        }
        return gguf == null ? List.of() : List.of(gguf);
    }

    private static String[] rope(String name) {
        return new String[] {"rope_scaling." + name, "rope_parameters." + name, "rope_parameters.full_attention." + name
        };
    }
}
