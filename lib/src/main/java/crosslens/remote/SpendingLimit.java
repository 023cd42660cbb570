package crosslens.remote;

/**
 * What a session may spend; nothing is asked that might exceed it.
 *
 * @param maxTokens most tokens of prompts and answers together, or {@link #NO_LIMIT}
 * @param maxCost most cost, in the currency of the prices, or infinite
 * @param priceIn price of a million prompt tokens, 0 if unknown
 * @param priceOut price of a million new tokens, 0 if unknown
 */
public record SpendingLimit(long maxTokens, double maxCost, double priceIn, double priceOut) {
    public static final long NO_LIMIT = Long.MAX_VALUE;

    public static final SpendingLimit NONE = new SpendingLimit(NO_LIMIT, Double.POSITIVE_INFINITY, 0, 0);

    private static final double MILLION = 1e6;

    public SpendingLimit {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("the most tokens in total must be at least 1, not " + maxTokens);
        }
        if (!(maxCost > 0)) {
            throw new IllegalArgumentException("the highest cost must be more than 0, not " + maxCost);
        }
        if (!(priceIn >= 0 && priceOut >= 0) || Double.isInfinite(priceIn) || Double.isInfinite(priceOut)) {
            throw new IllegalArgumentException(
                    "prices must be 0 or more for a million tokens, not " + priceIn + " and " + priceOut);
        }
        if (!Double.isInfinite(maxCost) && priceIn == 0 && priceOut == 0) {
            throw new IllegalArgumentException(
                    "a highest cost needs the prices of a million tokens, in and out: they are known to you alone");
        }
    }

    /** What so many tokens cost; 0 without prices. */
    public double cost(long promptTokens, long newTokens) {
        return (promptTokens * priceIn + newTokens * priceOut) / MILLION;
    }

    /** Whether prices are known, so that {@link #cost} says something. */
    public boolean hasPrices() {
        return priceIn > 0 || priceOut > 0;
    }
}
