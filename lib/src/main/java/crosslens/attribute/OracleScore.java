package crosslens.attribute;

import crosslens.score.ClusterBootstrap;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How often the segment that matters most to the answer holds the gold answer (oracle retrieval, study X §2.1.3, Table 3), beside what blind rules score on the
 * same samples. All scores are fractions in [0, 1].
 *
 * @param samples number of samples
 * @param accuracy share whose largest drop lies on a segment with the answer
 * @param interval of the accuracy, by paragraph; empty with too few paragraphs
 * @param chance mean share of segments that would count: 1 / segments, more where an answer crosses a boundary
 * @param alwaysFirst accuracy of the rule "the first segment"
 * @param alwaysLongest accuracy of the rule "the longest segment, of equals the first"
 * @param oneSegment samples whose context is one segment: hits by construction
 * @param crossing samples whose answer touches more than one segment
 */
public record OracleScore(
        int samples,
        double accuracy,
        Optional<Interval> interval,
        double chance,
        double alwaysFirst,
        double alwaysLongest,
        int oneSegment,
        int crossing) {
    /** How many of the last items the study's oracle most likely lost: its ten en-en cells are all k / 1184. */
    public static final int LOST_BY_THE_STUDY = 6;

    /** @throws IllegalArgumentException if there is no sample */
    public static OracleScore of(Collection<OracleSample> samples, ClusterBootstrap bootstrap) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("an oracle score needs at least one sample");
        }
        List<ItemScore> hits = samples.stream()
                .map(s -> ItemScore.of(s.id(), s.paragraph(), s.retrieved() ? 1 : 0))
                .toList();
        return new OracleScore(
                samples.size(),
                mean(samples, s -> s.retrieved() ? 1 : 0),
                bootstrap.mean(hits, Metric.EXACT_MATCH),
                mean(samples, OracleSample::chance),
                mean(samples, s -> s.firstHolds() ? 1 : 0),
                mean(samples, s -> s.longestHolds() ? 1 : 0),
                (int) samples.stream().filter(s -> s.drops().length == 1).count(),
                (int) samples.stream().filter(s -> s.holding().size() > 1).count());
    }

    /**
     * The samples the study most likely scored: all but the last six items of the data set. A labelled compatibility mode, never the default.
     *
     * @param fileOrder ids of all items in the order of the data file
     */
    public static List<OracleSample> withoutTheLastSix(Collection<OracleSample> samples, List<String> fileOrder) {
        int kept = Math.max(0, fileOrder.size() - LOST_BY_THE_STUDY);
        Set<String> lost = Set.copyOf(fileOrder.subList(kept, fileOrder.size()));
        return samples.stream().filter(s -> !lost.contains(s.id())).toList();
    }

    private static double mean(Collection<OracleSample> samples, ToDoubleFunction<OracleSample> value) {
        return samples.stream().mapToDouble(value).average().orElseThrow();
    }
}
