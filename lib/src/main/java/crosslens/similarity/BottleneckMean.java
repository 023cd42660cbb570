package crosslens.similarity;

import crosslens.score.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The plain mean of the last-layer bottleneck over languages, or what it differs by from one model to another.
 *
 * <p>A group of paragraphs is left out of all languages and of both models at once, because they read the same paragraphs: the interval of a difference is that
 * of the paired difference.
 *
 * @param drop mean loss of S, or its difference
 * @param interval of it; empty where a language has none
 * @param p of no difference from 0, two-sided; empty where there is no interval
 */
public record BottleneckMean(double drop, Optional<Interval> interval, OptionalDouble p) {

    /** The mean over languages. */
    public static BottleneckMean of(List<Landmark.Bottleneck> languages) {
        return of(languages, List.of());
    }

    /**
     * The mean of one model minus that of another over the same languages.
     *
     * @param first at least one
     * @param second as many, of the same languages
     */
    public static BottleneckMean difference(List<Landmark.Bottleneck> first, List<Landmark.Bottleneck> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "a difference needs the same languages, not " + first.size() + " and " + second.size());
        }
        return of(first, second);
    }

    private static BottleneckMean of(List<Landmark.Bottleneck> plus, List<Landmark.Bottleneck> minus) {
        if (plus.isEmpty()) {
            throw new IllegalArgumentException("a mean needs a language");
        }
        double drop = mean(plus, Landmark.Bottleneck::drop) - mean(minus, Landmark.Bottleneck::drop);
        boolean all = IntStream.range(0, plus.size())
                .allMatch(i -> plus.get(i).without().size() == SimilaritySums.GROUPS
                        && (minus.isEmpty() || minus.get(i).without().size() == SimilaritySums.GROUPS));
        if (!all) {
            return new BottleneckMean(drop, Optional.empty(), OptionalDouble.empty());
        }
        double[] without = IntStream.range(0, SimilaritySums.GROUPS)
                .mapToDouble(group -> mean(plus, neck -> neck.without().get(group))
                        - mean(minus, neck -> neck.without().get(group)))
                .toArray();
        return new BottleneckMean(drop, Jackknife.interval(drop, without), p(drop, without));
    }

    private static double mean(List<Landmark.Bottleneck> necks, ToDoubleFunction<Landmark.Bottleneck> value) {
        return necks.stream().mapToDouble(value).average().orElse(0);
    }

    private static OptionalDouble p(double drop, double[] without) {
        double error = Jackknife.error(without);
        if (!Double.isFinite(error)) {
            return OptionalDouble.empty();
        }
        if (error == 0) {
            return OptionalDouble.of(drop == 0 ? 1 : 0);
        }
        double t = Math.abs(drop) / error;
        return OptionalDouble.of(2 * (1 - new TDistribution(null, without.length - 1).cumulativeProbability(t)));
    }
}
