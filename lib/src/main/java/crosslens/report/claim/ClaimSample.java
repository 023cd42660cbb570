package crosslens.report.claim;

import crosslens.score.ClusterBootstrap;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Several cells on the questions that all of them have; the value of a question is its {@link Metric#F1}, whatever was put there. */
record ClaimSample(List<List<ItemScore>> cells) {
    /** Keeps the shared questions. */
    static ClaimSample of(List<? extends List<ItemScore>> cells) {
        Set<String> ids = new HashSet<>();
        cells.stream().limit(1).forEach(cell -> ids.addAll(ids(cell)));
        cells.forEach(cell -> ids.retainAll(ids(cell)));
        return new ClaimSample(cells.stream()
                .map(cell ->
                        cell.stream().filter(item -> ids.contains(item.id())).toList())
                .toList());
    }

    private static Set<String> ids(List<ItemScore> items) {
        return items.stream().map(ItemScore::id).collect(Collectors.toSet());
    }

    /** A question's value where a cell holds something else than F1. */
    static ItemScore item(ItemScore of, double value) {
        return ItemScore.of(of.id(), of.paragraph(), value);
    }

    boolean isEmpty() {
        return cells.isEmpty() || cells.get(0).isEmpty();
    }

    int items() {
        return cells.isEmpty() ? 0 : cells.get(0).size();
    }

    int paragraphs() {
        return isEmpty()
                ? 0
                : (int) cells.get(0).stream()
                        .mapToInt(ItemScore::paragraph)
                        .distinct()
                        .count();
    }

    /** A function of the cells' means, in their order. */
    double value(ToDoubleFunction<double[]> statistic) {
        return statistic.applyAsDouble(
                cells.stream().mapToDouble(Metric.F1::mean).toArray());
    }

    /** Its interval by paragraph; empty under 20 paragraphs. */
    Optional<Interval> interval(ToDoubleFunction<double[]> statistic) {
        return isEmpty() ? Optional.empty() : ClusterBootstrap.DEFAULT.interval(cells, Metric.F1, statistic);
    }

    /** Its two-sided p-value against zero; empty under 20 paragraphs. */
    OptionalDouble pValue(ToDoubleFunction<double[]> statistic) {
        return isEmpty() ? OptionalDouble.empty() : ClusterBootstrap.DEFAULT.pValue(cells, Metric.F1, statistic);
    }

    /** Mean of values from one place to before another. */
    static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
