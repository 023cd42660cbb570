package crosslens.similarity;

import crosslens.score.Interval;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Intervals by leaving out one group of paragraphs at a time (Efron and Stein 1981, "The jackknife estimate of variance"; groups of nearly equal size): with G
 * groups and values v₍₋g₎, the variance is (G − 1)/G · Σ (v₍₋g₎ − their mean)², the interval the value ± the t quantile of G − 1 degrees of freedom times its root.
 */
final class Jackknife {
    /** Under so many paragraphs no interval is given. */
    static final int LEAST_PARAGRAPHS = 20;

    private static final double LEVEL = 0.95;

    private final double[] all;
    private final double[][] without;

    Jackknife(SimilaritySums sums) {
        this.all = sums.values(-1);
        boolean enough = sums.paragraphs() >= LEAST_PARAGRAPHS
                && Arrays.stream(sums.groups())
                        .allMatch(g -> sums.samples() - sums.group(g).samples() >= 2);
        this.without =
                enough ? Arrays.stream(sums.groups()).mapToObj(sums::values).toArray(double[][]::new) : new double[0][];
    }

    /** S by layer with all groups. */
    double[] all() {
        return all.clone();
    }

    /** Interval of a statistic of the curve; empty with too few paragraphs, or where it has no finite value with some group left out. */
    Optional<Interval> interval(ToDoubleFunction<double[]> statistic) {
        return interval(statistic.applyAsDouble(all.clone()), without(statistic));
    }

    /** A statistic of the curve with each group left out in turn; none with too few paragraphs. */
    double[] without(ToDoubleFunction<double[]> statistic) {
        return Arrays.stream(without)
                .mapToDouble(curve -> statistic.applyAsDouble(curve.clone()))
                .toArray();
    }

    /**
     * Interval of an estimate; empty with fewer than two groups, or where a value is not finite.
     *
     * @param without the value with each group left out in turn
     */
    static Optional<Interval> interval(double estimate, double[] without) {
        int groups = without.length;
        if (groups < 2 || !Double.isFinite(estimate) || Arrays.stream(without).anyMatch(v -> !Double.isFinite(v))) {
            return Optional.empty();
        }
        double error = error(without);
        double t = new TDistribution(null, groups - 1).inverseCumulativeProbability(1 - (1 - LEVEL) / 2);
        return Optional.of(new Interval(estimate, estimate - t * error, estimate + t * error));
    }

    /** The standard error of an estimate, from its values with each of two or more groups left out in turn. */
    static double error(double[] without) {
        double mean = Arrays.stream(without).average().orElseThrow();
        double squares =
                Arrays.stream(without).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares * (without.length - 1) / without.length);
    }
}
