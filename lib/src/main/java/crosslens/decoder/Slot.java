package crosslens.decoder;

import java.util.List;
import java.util.Optional;

/**
 * The places weights go to, with the names most families use for them: in GGUF files, and in folders of the transformers
 * library. Matrices are (out, in).
 */
public enum Slot {
    EMBEDDINGS("token_embd.weight", "embed_tokens.weight"),
    FINAL_NORM("output_norm.weight", "norm.weight"),
    /** Absent where the head is the embedding matrix. */
    HEAD("output.weight", "lm_head.weight"),

    ATTENTION_NORM("attn_norm.weight", "input_layernorm.weight"),
    QUERY("attn_q.weight", "self_attn.q_proj.weight"),
    KEY("attn_k.weight", "self_attn.k_proj.weight"),
    VALUE("attn_v.weight", "self_attn.v_proj.weight"),
    QUERY_BIAS("attn_q.bias", "self_attn.q_proj.bias"),
    KEY_BIAS("attn_k.bias", "self_attn.k_proj.bias"),
    VALUE_BIAS("attn_v.bias", "self_attn.v_proj.bias"),
    QUERY_NORM("attn_q_norm.weight", "self_attn.q_norm.weight"),
    KEY_NORM("attn_k_norm.weight", "self_attn.k_norm.weight"),
    QUERY_DOWN("attn_q_a.weight", "self_attn.q_a_proj.weight"),
    QUERY_DOWN_NORM("attn_q_a_norm.weight", "self_attn.q_a_layernorm.weight"),
    QUERY_UP("attn_q_b.weight", "self_attn.q_b_proj.weight"),
    KV_DOWN("attn_kv_a_mqa.weight", "self_attn.kv_a_proj_with_mqa.weight"),
    KV_DOWN_NORM("attn_kv_a_norm.weight", "self_attn.kv_a_layernorm.weight"),
    KV_UP("attn_kv_b.weight", "self_attn.kv_b_proj.weight"),
    OUTPUT("attn_output.weight", "self_attn.o_proj.weight"),
    OUTPUT_BIAS("attn_output.bias", "self_attn.o_proj.bias"),
    POST_ATTENTION_NORM("post_attention_norm.weight", "post_attention_layernorm.weight"),

    MLP_NORM("ffn_norm.weight", "post_attention_layernorm.weight"),
    GATE("ffn_gate.weight", "mlp.gate_proj.weight"),
    UP("ffn_up.weight", "mlp.up_proj.weight"),
    DOWN("ffn_down.weight", "mlp.down_proj.weight"),
    GATE_BIAS("ffn_gate.bias", "mlp.gate_proj.bias"),
    UP_BIAS("ffn_up.bias", "mlp.up_proj.bias"),
    DOWN_BIAS("ffn_down.bias", "mlp.down_proj.bias"),
    ROUTER("ffn_gate_inp.weight", "mlp.gate.weight"),
    /** One of each expert, or, in GGUF files, those of all experts in one tensor (experts, out, in). */
    EXPERT_GATE("ffn_gate_exps.weight", "mlp.experts.{expert}.gate_proj.weight"),
    EXPERT_UP("ffn_up_exps.weight", "mlp.experts.{expert}.up_proj.weight"),
    EXPERT_DOWN("ffn_down_exps.weight", "mlp.experts.{expert}.down_proj.weight"),
    SHARED_GATE("ffn_gate_shexp.weight", "mlp.shared_experts.gate_proj.weight"),
    SHARED_UP("ffn_up_shexp.weight", "mlp.shared_experts.up_proj.weight"),
    SHARED_DOWN("ffn_down_shexp.weight", "mlp.shared_experts.down_proj.weight"),
    POST_MLP_NORM("post_ffw_norm.weight", "post_feedforward_layernorm.weight");

    private final String gguf;
    private final String transformers;

    Slot(String gguf, String transformers) {
        this.gguf = gguf;
        this.transformers = transformers;
    }

    String gguf() {
        return gguf;
    }

    String transformers() {
        return transformers;
    }

    /** Whether every layer may have one. */
    public boolean perLayer() {
        return this != EMBEDDINGS && this != FINAL_NORM && this != HEAD;
    }

    /** Whether every expert has one. */
    public boolean perExpert() {
        return this == EXPERT_GATE || this == EXPERT_UP || this == EXPERT_DOWN;
    }

    /** Whether it scales the result of a norm of the residual, a query or a key. */
    boolean norm() {
        return switch (this) {
            case FINAL_NORM, ATTENTION_NORM, POST_ATTENTION_NORM, MLP_NORM, POST_MLP_NORM, QUERY_NORM, KEY_NORM -> true;
            default -> false;
        };
    }

    /** Whether it is added to a product. */
    boolean bias() {
        return name().endsWith("_BIAS");
    }

    /**
     * The shape a tensor must have to fit (for one expert), or nothing where the model has no such place.
     *
     * @param layer from 0; ignored where the place is not in a layer
     */
    public Optional<List<Long>> shape(DecoderConfig config, int layer) {
        long hidden = config.hidden();
        return switch (this) {
            case EMBEDDINGS -> shape(config.vocabulary(), hidden);
            case HEAD -> config.tiedEmbeddings() ? Optional.empty() : shape(config.vocabulary(), hidden);
            case FINAL_NORM, ATTENTION_NORM, MLP_NORM -> shape(hidden);
            case POST_ATTENTION_NORM, POST_MLP_NORM -> config.postNorms() ? shape(hidden) : Optional.empty();
            case GATE,
                    UP,
                    DOWN,
                    GATE_BIAS,
                    UP_BIAS,
                    DOWN_BIAS,
                    ROUTER,
                    EXPERT_GATE,
                    EXPERT_UP,
                    EXPERT_DOWN,
                    SHARED_GATE,
                    SHARED_UP,
                    SHARED_DOWN -> mlpShape(config.layers().get(layer).feedForward(), hidden);
            default ->
                config.attention() instanceof Attention.Grouped grouped
                        ? groupedShape(grouped, hidden)
                        : latentShape((Attention.Latent) config.attention(), hidden);
        };
    }

    private Optional<List<Long>> groupedShape(Attention.Grouped a, long hidden) {
        long queries = (long) a.heads() * a.headDim();
        long keys = (long) a.kvHeads() * a.headDim();
        return switch (this) {
            case QUERY -> shape(queries, hidden);
            case KEY, VALUE -> shape(keys, hidden);
            case OUTPUT -> shape(hidden, queries);
            case QUERY_BIAS -> a.bias() ? shape(queries) : Optional.empty();
            case KEY_BIAS, VALUE_BIAS -> a.bias() ? shape(keys) : Optional.empty();
            case OUTPUT_BIAS -> a.outputBias() ? shape(hidden) : Optional.empty();
            case QUERY_NORM, KEY_NORM -> a.qkNorm() ? shape(a.headDim()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<List<Long>> latentShape(Attention.Latent a, long hidden) {
        long queries = (long) a.heads() * (a.plainWidth() + a.rotaryWidth());
        boolean compressed = a.queryRank() > 0;
        return switch (this) {
            case QUERY -> compressed ? Optional.empty() : shape(queries, hidden);
            case QUERY_DOWN -> compressed ? shape(a.queryRank(), hidden) : Optional.empty();
            case QUERY_DOWN_NORM -> compressed ? shape(a.queryRank()) : Optional.empty();
            case QUERY_UP -> compressed ? shape(queries, a.queryRank()) : Optional.empty();
            case KV_DOWN -> shape(a.rank() + a.rotaryWidth(), hidden);
            case KV_DOWN_NORM -> shape(a.rank());
            case KV_UP -> shape((long) a.heads() * (a.plainWidth() + a.headValueWidth()), a.rank());
            case OUTPUT -> shape(hidden, (long) a.heads() * a.headValueWidth());
            default -> Optional.empty();
        };
    }

    private Optional<List<Long>> mlpShape(FeedForward mlp, long hidden) {
        if (mlp instanceof FeedForward.Gated gated) {
            return switch (this) {
                case GATE, UP -> shape(gated.intermediate(), hidden);
                case DOWN -> shape(hidden, gated.intermediate());
                case GATE_BIAS, UP_BIAS -> gated.bias() ? shape(gated.intermediate()) : Optional.empty();
                case DOWN_BIAS -> gated.bias() ? shape(hidden) : Optional.empty();
                default -> Optional.empty();
            };
        }
        FeedForward.Experts e = (FeedForward.Experts) mlp;
        return switch (this) {
            case ROUTER -> shape(e.experts(), hidden);
            case EXPERT_GATE, EXPERT_UP -> shape(e.intermediate(), hidden);
            case EXPERT_DOWN -> shape(hidden, e.intermediate());
            case SHARED_GATE, SHARED_UP -> e.shared() > 0 ? shape(e.shared(), hidden) : Optional.empty();
            case SHARED_DOWN -> e.shared() > 0 ? shape(hidden, e.shared()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<List<Long>> shape(long... sizes) {
        return Optional.of(java.util.Arrays.stream(sizes).boxed().toList());
    }
}
