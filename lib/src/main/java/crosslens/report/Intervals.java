package crosslens.report;

import crosslens.score.ClusterBootstrap;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Where 95 % intervals come from. Tables and figures ask here, so that a test can answer with numbers made by hand. */
@FunctionalInterface
public interface Intervals {
    /** Fewest paragraphs for which an interval is shown: with fewer, resampling them says too little about the spread. */
    int FEWEST_PARAGRAPHS = ClusterBootstrap.DEFAULT.leastParagraphs();

    /** The study's statistics (DECISIONS 21): the bootstrap by paragraph. Cells that rest on different questions have no common interval. */
    static Intervals bootstrap() {
        return (cells, metric, statistic) -> {
            Set<Set<String>> questions = cells.stream()
                    .map(cell -> cell.items().stream().map(ItemScore::id).collect(Collectors.toSet()))
                    .collect(Collectors.toSet());
            return questions.size() != 1 || questions.contains(Set.of())
                    ? Optional.empty()
                    : ClusterBootstrap.DEFAULT.interval(
                            cells.stream().map(CellScores::items).toList(), metric, statistic);
        };
    }

    /**
     * The interval of a function of cells' means, the cells being resampled together by paragraph.
     *
     * @param cells at least one
     * @param statistic of the means as fractions, in the order of the cells
     * @return in fractions; empty if the cells have fewer than {@link #FEWEST_PARAGRAPHS} paragraphs or do not rest on the same questions
     */
    Optional<Interval> of(List<CellScores> cells, Metric metric, ToDoubleFunction<double[]> statistic);

    /** The interval of the plain mean of the cells' means; empty also without cells. */
    default Optional<Interval> mean(List<CellScores> cells, Metric metric) {
        return cells.isEmpty()
                ? Optional.empty()
                : of(cells, metric, means -> Arrays.stream(means).average().orElse(Double.NaN));
    }

    /** The interval of the plain mean of the other cells' means over the first cell's mean; empty also without others. */
    default Optional<Interval> ratio(List<CellScores> cells, Metric metric) {
        return cells.size() < 2
                ? Optional.empty()
                : of(
                        cells,
                        metric,
                        means -> Arrays.stream(means).skip(1).average().orElse(Double.NaN) / means[0]);
    }
}
