package crosslens.attribute;

import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * How deep the relevance of one part of one prompt lies, in layers. Every depth is NaN where no token of the part has one, {@code mass} where the part's sum is
 * not positive.
 *
 * @param tokens of the part
 * @param withDepth those of them that have a depth
 * @param max largest depth of a token: the study's
 * @param quantile the settings' quantile of the tokens' depths, interpolated linearly between order statistics
 * @param matched what {@code max} is expected to be for a random choice of as many tokens as the question has (those with a depth, without replacement): a
 *     longer part has a larger maximum by chance alone. Equal to {@code max} where the part is no longer than the question or there is no question
 * @param mean of the tokens' depths
 * @param mass depth of the part's tokens summed before depth is read
 */
public record PartDepth(
        int tokens, int withDepth, double max, double quantile, double matched, double mean, double mass) {
    /** One of the depths, for tables that show several. */
    public enum Measure {
        MAX,
        QUANTILE,
        MATCHED,
        MEAN,
        MASS
    }

    public double of(Measure measure) {
        return switch (measure) {
            case MAX -> max;
            case QUANTILE -> quantile;
            case MATCHED -> matched;
            case MEAN -> mean;
            case MASS -> mass;
        };
    }

    /**
     * @param depths of the tokens that have one, ascending
     * @param mass 0 where the sum has no depth
     */
    static PartDepth of(int tokens, List<Integer> depths, double quantile, int matchedSize, int mass) {
        double massDepth = mass == 0 ? Double.NaN : mass;
        if (depths.isEmpty()) {
            return new PartDepth(tokens, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, massDepth);
        }
        double[] values = depths.stream().mapToDouble(Integer::doubleValue).toArray();
        double max = values[values.length - 1];
        boolean shorter = matchedSize == 0 || values.length <= matchedSize;
        return new PartDepth(
                tokens,
                values.length,
                max,
                new Percentile().withEstimationType(EstimationType.R_7).evaluate(values, 100 * quantile),
                shorter ? max : expectedMax(values, matchedSize),
                depths.stream().mapToInt(Integer::intValue).average().orElseThrow(),
                massDepth);
    }

    /**
     * Expected maximum of {@code size} of the values drawn without replacement: the k-th smallest of n is the largest of the draw with probability
     * C(k − 1, size − 1) / C(n, size). The probabilities are found from the largest value downwards, each from the one before.
     *
     * @param ascending more values than are drawn
     */
    static double expectedMax(double[] ascending, int size) {
        int n = ascending.length;
        double probability = (double) size / n;
        double expected = 0;
        for (int k = n; k >= size; k--) {
            expected += probability * ascending[k - 1];
            probability *= (double) (k - size) / (k - 1);
        }
        return expected;
    }
}
