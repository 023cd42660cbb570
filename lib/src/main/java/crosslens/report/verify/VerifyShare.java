package crosslens.report.verify;

/**
 * A printed percentage with two decimals, taken for a share of whole answers: which counts could stand behind it.
 *
 * @param hundredths the percentage in hundredths of a percent, e.g. 2739 for 27.39
 */
record VerifyShare(long hundredths) {
    private static final int WHOLE = 10_000;

    /** @param percent as printed, with at most two decimals */
    static VerifyShare of(double percent) {
        return new VerifyShare(Math.round(100 * percent));
    }

    /** Whether some k of {@code total} rounds to it, a tie in either direction. */
    boolean isOf(int total) {
        long k = (hundredths * total + WHOLE / 2) / WHOLE;
        return rounds(k - 1, total) || rounds(k, total) || rounds(k + 1, total);
    }

    private boolean rounds(long k, int total) {
        return k >= 0 && k <= total && 2 * Math.abs(WHOLE * k - hundredths * total) <= total;
    }

    /** Whether it is some k of {@code total} rounded to three decimals first and then to two, a tie upwards. */
    boolean isOfRoundedTwice(int total) {
        long around = hundredths * total / WHOLE;
        for (long k = Math.max(0, around - 1); k <= around + 1; k++) {
            long thousandths = (20L * WHOLE * k + total) / (2L * total);
            if ((thousandths + 5) / 10 == hundredths) {
                return true;
            }
        }
        return false;
    }

    /** The smallest total of which it can be a share, or {@code most + 1} if there is none up to {@code most}. */
    int leastTotal(int most) {
        int total = 1;
        while (total <= most && !isOf(total)) {
            total++;
        }
        return total;
    }

    /** The largest total up to {@code most} of which it can be a share, 0 if there is none. */
    int largestTotal(int most) {
        int total = most;
        while (total > 0 && !isOf(total)) {
            total--;
        }
        return total;
    }
}
