package crosslens.decoder;

/**
 * How a layer looks at earlier tokens. Whatever the kind, the cache holds K keys of width D and K values of width
 * {@link #valueWidth} a token, and K × G queries look at them.
 */
public sealed interface Attention {
    /** H, query heads. */
    int heads();

    /** K, keys and values a token has. */
    int kvHeads();

    /** Width of a cached key. */
    int keyWidth();

    /** Width of a cached value. */
    int valueWidth();

    /** Values of a head that are turned by position. */
    int rotaryWidth();

    /** Which values of a head are turned together. */
    RotaryPairs pairs();

    /** What scores are multiplied by before the softmax. */
    double scale();

    /** c of c · tanh(score / c), which scores pass through before the mask; 0 if they do not. */
    double softCap();

    /** Whether a bias is added to what attention gives. */
    boolean outputBias();

    /** G, query heads that share one key and value. */
    default int group() {
        return heads() / kvHeads();
    }

    /**
     * Grouped-query attention; multi-head attention where {@code kvHeads} equals {@code heads}.
     *
     * @param kvHeads K, divides {@code heads}
     * @param headDim D, even; need not be hidden / heads
     * @param bias whether queries, keys and values have a bias
     * @param qkNorm whether each query and key is normalised before it is turned
     */
    record Grouped(
            int heads,
            int kvHeads,
            int headDim,
            RotaryPairs pairs,
            boolean bias,
            boolean outputBias,
            boolean qkNorm,
            double scale,
            double softCap)
            implements Attention {
        public Grouped {
            Requirement.positive("heads", heads);
            Requirement.positive("kvHeads", kvHeads);
            Requirement.positive("headDim", headDim);
            if (heads % kvHeads != 0) {
                throw new IllegalArgumentException(
                        "heads (" + heads + ") must be a multiple of kvHeads (" + kvHeads + ")");
            }
            Requirement.even("headDim", headDim);
            Requirement.scores(scale, softCap);
        }

        @Override
        public int keyWidth() {
            return headDim;
        }

        @Override
        public int valueWidth() {
            return headDim;
        }

        @Override
        public int rotaryWidth() {
            return headDim;
        }
    }

    /**
     * Multi-head latent attention (DeepSeek-V2, section 2.1). A token's keys and values of all heads are linear maps of one
     * latent vector and one turned key. The maps are applied to queries and results instead, so that the latent vector and
     * the turned key are all that is cached: K = 1, D = rank + rotaryWidth, and the value is the key's first part.
     *
     * @param queryRank width queries are compressed to, 0 if they are not
     * @param rank width of the latent vector
     * @param plainWidth values of a query head that are not turned
     * @param rotaryWidth values that are, even
     * @param headValueWidth width of a head's value once it is read out of the latent vector
     * @param normEpsilon of the norms of the compressed vectors
     */
    record Latent(
            int heads,
            int queryRank,
            int rank,
            int plainWidth,
            int rotaryWidth,
            int headValueWidth,
            RotaryPairs pairs,
            double normEpsilon,
            double scale)
            implements Attention {
        public Latent {
            Requirement.positive("heads", heads);
            Requirement.positive("rank", rank);
            Requirement.positive("plainWidth", plainWidth);
            Requirement.positive("rotaryWidth", rotaryWidth);
            Requirement.positive("headValueWidth", headValueWidth);
            Requirement.even("rotaryWidth", rotaryWidth);
            Requirement.scores(scale, 0);
        }

        @Override
        public int kvHeads() {
            return 1;
        }

        @Override
        public int keyWidth() {
            return rank + rotaryWidth;
        }

        @Override
        public int valueWidth() {
            return rank;
        }

        @Override
        public double softCap() {
            return 0;
        }

        @Override
        public boolean outputBias() {
            return false;
        }
    }
}
