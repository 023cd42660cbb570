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
        int groups = without.length;
        double estimate = statistic.applyAsDouble(all.clone());
        double[] values = Arrays.stream(without)
                .mapToDouble(curve -> statistic.applyAsDouble(curve.clone()))
                .toArray();
        if (groups < 2 || !Double.isFinite(estimate) || Arrays.stream(values).anyMatch(v -> !Double.isFinite(v))) {
            return Optional.empty();
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares * (groups - 1) / groups);
        double t = new TDistribution(null, groups - 1).inverseCumulativeProbability(1 - (1 - LEVEL) / 2);
        return Optional.of(new Interval(estimate, estimate - t * error, estimate + t * error));
    }
}
