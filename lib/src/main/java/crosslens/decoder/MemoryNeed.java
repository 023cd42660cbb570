package crosslens.decoder;

import crosslens.tensor.FloatType;

/**
 * How much memory a model takes, in bytes: an estimate from its facts, without loading it.
 *
 * <p>With b bytes a value, T tokens, N layers, H heads, K key and value heads of widths D and U, residual width E, V vocabulary; I, the width a
 * token meets inside a layer's MLP, the experts it goes through together:
 *
 * <ul>
 *   <li>weights: b · parameters
 *   <li>keys and values: b · N K (D + U) T; latent attention caches one vector of width D
 *   <li>activations of one pass, which reads at most {@value #PASS_TOKENS} tokens R: b · R · (4 E + 2 Q + 3 I) + {@value #LOGIT_BYTES} · {@value #LOGIT_ROWS} V
 *       with Q = H D + K (D + U); where soft-caps or latent attention need the scores written out, 3 · {@value #LOGIT_BYTES} · H R T more
 *   <li>attribution, on top of weights: every layer's intermediate values kept for one pass backward over the whole sequence, b · T · Σ (6 E + 2 Q + 4 I)
 *       + 2 b V, and the scores written out of every layer where there are such
 * </ul>
 *
 * @param length T
 * @param weights of the model, dequantised
 * @param keysValues of one sequence of that length
 * @param activations while answers are generated
 * @param attribution kept for the backward pass
 */
public record MemoryNeed(int length, long weights, long keysValues, long activations, long attribution) {
    private static final int PASS_TOKENS = 1024;
    private static final int LOGIT_ROWS = 32;
    private static final int LOGIT_BYTES = 4;

    public MemoryNeed {
        if (length < 1 || weights < 0 || keysValues < 0 || activations < 0 || attribution < 0) {
            throw new IllegalArgumentException("a length must be at least 1 and sizes at least 0: length " + length);
        }
    }

    /** The need of a model in one of the engine's types. */
    public static MemoryNeed of(DecoderConfig config, long parameters, FloatType type, int length) {
        return of(config, parameters, type.bytes(), length);
    }

    /**
     * The need of a model.
     *
     * @param parameters number of values of all tensors
     * @param valueBytes b: 4 for f32, 2 for bf16
     */
    public static MemoryNeed of(DecoderConfig config, long parameters, int valueBytes, int length) {
        long b = valueBytes;
        long rows = Math.min(length, PASS_TOKENS);
        long hidden = config.hidden();
        Attention attention = config.attention();
        boolean latent = attention instanceof Attention.Latent;
        long cached = latent ? attention.keyWidth() : attention.keyWidth() + attention.valueWidth();
        long layers = config.layers().size();
        long qkv = (long) attention.heads() * attention.keyWidth() + attention.kvHeads() * cached;
        long widest =
                config.layers().stream().mapToLong(MemoryNeed::inner).max().orElseThrow();
        long all = config.layers().stream().mapToLong(MemoryNeed::inner).sum();
        boolean written = latent || attention.softCap() > 0;
        long scores = written ? 3L * LOGIT_BYTES * attention.heads() * length : 0;
        return new MemoryNeed(
                length,
                b * parameters,
                b * layers * attention.kvHeads() * cached * length,
                b * rows * (4 * hidden + 2 * qkv + 3 * widest)
                        + rows * scores
                        + (long) LOGIT_BYTES * LOGIT_ROWS * config.vocabulary(),
                b * length * (layers * (6 * hidden + 2 * qkv) + 4 * all)
                        + layers * length * scores
                        + 2 * b * config.vocabulary());
    }

    private static long inner(DecoderConfig.Layer layer) {
        if (layer.feedForward() instanceof FeedForward.Experts mixture) {
            return mixture.shared() + (long) mixture.chosen() * mixture.intermediate();
        }
        return ((FeedForward.Gated) layer.feedForward()).intermediate();
    }

    /** What answering one prompt takes. */
    public long answers() {
        return weights + keysValues + activations;
    }

    /** What explaining one prompt takes. */
    public long explanation() {
        return weights + attribution;
    }
}
