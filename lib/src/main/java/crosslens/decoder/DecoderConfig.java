package crosslens.decoder;

/**
 * The facts that determine a decoder's arithmetic.
 *
 * @param layers N
 * @param heads H, query heads; a multiple of {@code kvHeads}
 * @param kvHeads K, key and value heads, each shared by H / K query heads
 * @param headDim D, even
 * @param hidden E, width of the residual
 * @param intermediate width inside the MLP
 * @param vocabulary V
 * @param contextLength most tokens of one sequence
 * @param activation of the MLP's gate
 * @param normEpsilon added to the mean square in every norm
 * @param ropeTheta base of the rotary frequencies
 * @param tiedEmbeddings whether the head is the embedding matrix
 */
public record DecoderConfig(
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int hidden,
        int intermediate,
        int vocabulary,
        int contextLength,
        Activation activation,
        double normEpsilon,
        double ropeTheta,
        RopeScaling ropeScaling,
        boolean tiedEmbeddings) {

    public DecoderConfig {
        requirePositive("layers", layers);
        requirePositive("heads", heads);
        requirePositive("kvHeads", kvHeads);
        requirePositive("headDim", headDim);
        requirePositive("hidden", hidden);
        requirePositive("intermediate", intermediate);
        requirePositive("contextLength", contextLength);
        if (vocabulary < 2) {
            throw new IllegalArgumentException("vocabulary must be at least 2, not " + vocabulary);
        }
        if (heads % kvHeads != 0) {
            throw new IllegalArgumentException("heads (" + heads + ") must be a multiple of kvHeads (" + kvHeads + ")");
        }
        if (headDim % 2 != 0) {
            throw new IllegalArgumentException("headDim must be even, not " + headDim);
        }
        if (!(normEpsilon > 0) || !(ropeTheta > 0)) {
            throw new IllegalArgumentException(
                    "normEpsilon (" + normEpsilon + ") and ropeTheta (" + ropeTheta + ") must be above 0");
        }
        if (ropeScaling instanceof RopeScaling.Divisors d && d.divisors().size() != headDim / 2) {
            throw new IllegalArgumentException(
                    "rotary divisors: " + d.divisors().size() + " instead of " + headDim / 2);
        }
    }

    /** Query heads that share one key and value head. */
    public int group() {
        return heads / kvHeads;
    }

    /** Rows of the fused query, key and value matrix. */
    public int qkvWidth() {
        return (heads + 2 * kvHeads) * headDim;
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
