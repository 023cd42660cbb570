package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * All weights of a model, each kept once in the form it is multiplied in. They belong to the scope they were loaded in. What a
 * model does not have is a tensor of no values.
 *
 * @param embeddings (V, E)
 * @param finalNorm (E)
 * @param head (V, E), prepared for multiplication
 */
record Weights(NDArray embeddings, NDArray finalNorm, NDArray head, List<Layer> layers) {
    /** One layer; norms have shape (E). */
    record Layer(
            NDArray attentionNorm,
            AttentionWeights attention,
            NDArray out,
            NDArray outBias,
            NDArray postAttentionNorm,
            NDArray mlpNorm,
            MlpWeights mlp,
            NDArray postMlpNorm) {}

    /** What makes queries, keys and values. */
    sealed interface AttentionWeights {}

    /**
     * Of grouped-query attention.
     *
     * @param qkv query, key and value matrices (H D, E), (K D, E), (K D, E)
     * @param bias of all three, ((H + 2 K) D)
     * @param queryNorm (D)
     * @param keyNorm (D)
     */
    record GroupedWeights(Joined qkv, NDArray bias, NDArray queryNorm, NDArray keyNorm) implements AttentionWeights {}

    /**
     * Of latent attention.
     *
     * @param queryDown (query rank, E), absent where queries are not compressed
     * @param query (H (plain + rotary), query rank or E)
     * @param kvDown (rank + rotary, E)
     * @param kvUp (H (plain + value), rank)
     */
    record LatentWeights(
            NDArray queryDown, NDArray queryDownNorm, NDArray query, NDArray kvDown, NDArray kvDownNorm, NDArray kvUp)
            implements AttentionWeights {}

    /** What a layer's second half multiplies by. */
    sealed interface MlpWeights {}

    /**
     * Of a gated MLP.
     *
     * @param gateUp gate and up matrices, each (intermediate, E)
     * @param gateUpBias (2 intermediate)
     * @param down (E, intermediate)
     * @param downBias (E)
     */
    record GatedWeights(Joined gateUp, NDArray gateUpBias, NDArray down, NDArray downBias) implements MlpWeights {}

    /**
     * Of a mixture.
     *
     * @param router (experts, E)
     * @param shared null if there is none
     */
    record ExpertWeights(NDArray router, List<GatedWeights> experts, GatedWeights shared) implements MlpWeights {}

    /**
     * Matrices a vector is multiplied by side by side: all in {@code first}, one under the other, where they had to be
     * copied anyway; apart where they are mapped from a file.
     */
    record Joined(NDArray first, NDArray second, NDArray third) {}
}
