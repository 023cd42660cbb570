package crosslens.decoder;

import crosslens.tensor.FloatType;

/**
 * How much memory a model takes, in bytes: an estimate from its facts, without loading it.
 *
 * <p>With b bytes a value, T tokens, N layers, H heads, K key and value heads of width D, residual width E, MLP width I, vocabulary V:
 *
 * <ul>
 *   <li>weights: b · parameters
 *   <li>keys and values: 2 b · N K D T
 *   <li>activations of one pass, which reads at most {@value #PASS_TOKENS} tokens R: b · R · (4 E + 2 (H + 2 K) D + 3 I) + {@value #LOGIT_BYTES} ·
 *       {@value #LOGIT_ROWS} V
 *   <li>attribution, on top of weights: every layer's intermediate values kept for one pass backward over the whole sequence, b · N T · (6 E + 2 (H + 2 K) D + 4
 *       I) + 2 b V; attention keeps nothing of size T²
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
        return of(config, parameters, type == FloatType.F64 ? Double.BYTES : Float.BYTES, length);
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
        long qkv = config.qkvWidth();
        long inner = config.intermediate();
        long layers = config.layers();
        return new MemoryNeed(
                length,
                b * parameters,
                2 * b * layers * config.kvHeads() * config.headDim() * length,
                b * rows * (4 * hidden + 2 * qkv + 3 * inner) + (long) LOGIT_BYTES * LOGIT_ROWS * config.vocabulary(),
                b * layers * length * (6 * hidden + 2 * qkv + 4 * inner) + 2 * b * config.vocabulary());
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
