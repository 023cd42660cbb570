package crosslens.walk;

/** The natural log-probabilities of all next tokens, from one row of logits; the logits are not copied and must not change. */
final class LogProbRow {
    private final float[] logits;
    private final int from;
    private final int width;
    private final double logSum;

    /** @param from the row's first place among the logits */
    LogProbRow(float[] logits, int from, int width) {
        this.logits = logits;
        this.from = from;
        this.width = width;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + width; i++) {
            most = Math.max(most, logits[i]);
        }
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += Math.exp(logits[i] - most);
        }
        logSum = most + Math.log(sum);
    }

    /** NaN where the logits are no numbers. */
    double logProb(int id) {
        return logits[from + id] - logSum;
    }

    /** Ids of the likeliest tokens, most likely first, the lower id first among equals; none where the logits are no numbers. */
    int[] likeliest(int most) {
        int count = Double.isNaN(logSum) ? 0 : Math.min(most, width);
        int[] best = new int[count];
        int filled = 0;
        for (int id = 0; id < width && count > 0; id++) {
            float logit = logits[from + id];
            if (filled == count && !(logit > logits[from + best[count - 1]])) {
                continue;
            }
            int at = filled == count ? count - 1 : filled++;
            while (at > 0 && logit > logits[from + best[at - 1]]) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = id;
        }
        return best;
    }
}
