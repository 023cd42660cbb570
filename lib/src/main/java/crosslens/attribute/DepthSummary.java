package crosslens.attribute;

import crosslens.attribute.PartDepth.Measure;
import crosslens.prompt.PartKind;
import crosslens.score.ClusterBootstrap;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * The depths of one model in one language over a subset's samples, on one measure; layers throughout, {@link #asShare} gives shares of the model's layers.
 *
 * @param layers of the model
 * @param measure which of a part's depths was taken
 * @param question of the samples whose question and context both have a depth
 * @param context of the same samples
 * @param gap context minus question, of the same samples
 * @param task of the samples that have one
 * @param demonstrations of the samples that have one
 * @param samples in the subset
 * @param unread samples left out of question, context and gap because one of the two has no depth
 * @param tokens of the subset's prompts, all together
 * @param withoutDepth those of the tokens whose total relevance is not positive
 * @param falling those of the tokens whose running sum falls at some layer
 * @param firstTokenShare mean over the samples
 */
public record DepthSummary(
        int layers,
        Measure measure,
        Spread question,
        Spread context,
        Spread gap,
        Spread task,
        Spread demonstrations,
        int samples,
        int unread,
        long tokens,
        long withoutDepth,
        long falling,
        double firstTokenShare) {

    /** The study's measure, the largest depth of a part's tokens. */
    public static DepthSummary of(Collection<SampleDepth> samples, Set<String> subset) {
        return of(samples, subset, Measure.MAX);
    }

    /**
     * Summarises the samples of a subset.
     *
     * @param subset ids, see {@link Subset}; samples of other ids are passed over
     * @throws IllegalArgumentException if no sample is in the subset, or they come from models of different depths
     */
    public static DepthSummary of(Collection<SampleDepth> samples, Set<String> subset, Measure measure) {
        List<SampleDepth> all =
                samples.stream().filter(s -> subset.contains(s.id())).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("none of the " + samples.size() + " samples is in the subset of "
                    + subset.size() + ": take another subset");
        }
        int layers = all.get(0).layers();
        if (all.stream().anyMatch(s -> s.layers() != layers)) {
            throw new IllegalArgumentException("samples of models with different numbers of layers: "
                    + all.stream().map(SampleDepth::layers).distinct().toList());
        }
        List<SampleDepth> read =
                all.stream().filter(s -> !Double.isNaN(gap(s, measure))).toList();
        return new DepthSummary(
                layers,
                measure,
                Spread.of(read.stream().mapToDouble(s -> s.depth(PartKind.QUESTION, measure))),
                Spread.of(read.stream().mapToDouble(s -> s.depth(PartKind.CONTEXT, measure))),
                Spread.of(read.stream().mapToDouble(s -> gap(s, measure))),
                Spread.of(all.stream().mapToDouble(s -> s.depth(PartKind.TASK, measure))),
                Spread.of(all.stream().mapToDouble(s -> s.depth(PartKind.DEMO, measure))),
                all.size(),
                all.size() - read.size(),
                all.stream().mapToLong(SampleDepth::tokens).sum(),
                all.stream().mapToLong(SampleDepth::withoutDepth).sum(),
                all.stream().mapToLong(SampleDepth::falling).sum(),
                Spread.of(all.stream().mapToDouble(SampleDepth::firstTokenShare))
                        .mean());
    }

    /** Question, context or gap as a share of the model's layers, so that models of different depths compare. */
    public double asShare(double depth) {
        return depth / layers;
    }

    /**
     * Interval of one part's mean depth in layers, by resampling paragraphs.
     *
     * @return empty if fewer paragraphs than the bootstrap asks for have a depth
     */
    public static Optional<Interval> interval(
            Collection<SampleDepth> samples,
            Set<String> subset,
            PartKind part,
            Measure measure,
            ClusterBootstrap bootstrap) {
        return bootstrap.mean(values(samples, subset, s -> s.depth(part, measure)), Metric.F1);
    }

    /** Interval of the mean gap, context minus question, in layers; empty as {@link #interval}. */
    public static Optional<Interval> gapInterval(
            Collection<SampleDepth> samples, Set<String> subset, Measure measure, ClusterBootstrap bootstrap) {
        return bootstrap.mean(values(samples, subset, s -> gap(s, measure)), Metric.F1);
    }

    private static double gap(SampleDepth sample, Measure measure) {
        return sample.depth(PartKind.CONTEXT, measure) - sample.depth(PartKind.QUESTION, measure);
    }

    private static List<ItemScore> values(
            Collection<SampleDepth> samples, Set<String> subset, ToDoubleFunction<SampleDepth> value) {
        return samples.stream()
                .filter(s -> subset.contains(s.id()) && !Double.isNaN(value.applyAsDouble(s)))
                .map(s -> ItemScore.of(s.id(), s.paragraph(), value.applyAsDouble(s)))
                .toList();
    }

    /**
     * Mean and spread of some values.
     *
     * @param samples number of values
     * @param mean NaN where there is none
     * @param deviation standard deviation (n − 1); NaN where there are fewer than two
     */
    public record Spread(int samples, double mean, double deviation) {
        static Spread of(DoubleStream values) {
            double[] known = values.filter(v -> !Double.isNaN(v)).toArray();
            double mean = Arrays.stream(known).average().orElse(Double.NaN);
            return new Spread(
                    known.length, mean, known.length < 2 ? Double.NaN : new StandardDeviation().evaluate(known, mean));
        }
    }
}
