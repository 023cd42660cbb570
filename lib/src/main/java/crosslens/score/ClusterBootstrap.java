package crosslens.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Uncertainty of means over questions, found by drawing whole paragraphs with replacement: the questions of a paragraph are not independent.
 *
 * <p>Several cells (systems, languages) are always drawn together, so that what they share cancels: a resample takes the same paragraphs in all of them.
 * A mean in a resample is the mean over its questions, so paragraphs weigh by their questions. Draws come from {@link java.util.Random}; equal seeds give
 * equal intervals. Percentiles are interpolated linearly between order statistics.
 *
 * @param resamples number of draws
 * @param level share of the resamples inside an interval, in (0, 1)
 * @param leastParagraphs with fewer no interval is given
 */
public record ClusterBootstrap(int resamples, long seed, double level, int leastParagraphs) {
    /** 10 000 resamples, seed 1, 95 %, at least 20 paragraphs. */
    public static final ClusterBootstrap DEFAULT = new ClusterBootstrap(10_000, 1, 0.95, 20);

    public ClusterBootstrap {
        if (resamples < 1 || !(level > 0 && level < 1) || leastParagraphs < 1) {
            throw new IllegalArgumentException("resamples (" + resamples + ") and leastParagraphs (" + leastParagraphs
                    + ") must be at least 1, level (" + level + ") between 0 and 1");
        }
    }

    /** Interval of one cell's mean; empty with too few paragraphs. */
    public Optional<Interval> mean(List<ItemScore> items, Metric metric) {
        return interval(List.of(items), metric, means -> means[0]);
    }

    /** Interval of the mean of the first minus the mean of the second, on the same questions. */
    public Optional<Interval> difference(List<ItemScore> first, List<ItemScore> second, Metric metric) {
        return interval(List.of(first, second), metric, means -> means[0] - means[1]);
    }

    /** Interval of the plain mean of several cells' means, on the same questions, e.g. mean en-x. */
    public Optional<Interval> meanOfCells(List<? extends List<ItemScore>> cells, Metric metric) {
        return interval(cells, metric, means -> Arrays.stream(means).average().orElseThrow());
    }

    /**
     * Interval of any function of the cells' means.
     *
     * @param cells each with the same questions, in any order
     * @param statistic of the means, in the order of the cells; must not keep or change the array, and may be called by several threads
     * @return empty if there are too few paragraphs, or the statistic has no value in some resample
     * @throws IllegalArgumentException if the cells differ in their questions or a cell has one twice
     */
    public Optional<Interval> interval(
            List<? extends List<ItemScore>> cells, Metric metric, ToDoubleFunction<double[]> statistic) {
        Clusters clusters = Clusters.of(cells, metric);
        if (clusters.paragraphs() < leastParagraphs) {
            return Optional.empty();
        }
        double[] values = draw(clusters, statistic);
        if (Arrays.stream(values).anyMatch(Double::isNaN)) {
            return Optional.empty();
        }
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(values);
        double tail = (1 - level) / 2;
        return Optional.of(new Interval(
                statistic.applyAsDouble(clusters.means()),
                percentile.evaluate(100 * tail),
                percentile.evaluate(100 * (1 - tail))));
    }

    /**
     * Two-sided p-value of no difference between two cells on the same questions: twice the smaller share of resamples on either side of zero, zero itself
     * on both, one resample added to each count; agrees with {@link #difference}'s interval. Empty with too few paragraphs.
     */
    public OptionalDouble pValue(List<ItemScore> first, List<ItemScore> second, Metric metric) {
        return pValue(List.of(first, second), metric, means -> means[0] - means[1]);
    }

    /**
     * Two-sided p-value of a function of the cells' means being zero, as {@link #pValue(List, List, Metric)}; agrees with {@link #interval}. Empty also where
     * the function has no value in some resample.
     *
     * @throws IllegalArgumentException if the cells differ in their questions or a cell has one twice
     */
    public OptionalDouble pValue(
            List<? extends List<ItemScore>> cells, Metric metric, ToDoubleFunction<double[]> statistic) {
        Clusters clusters = Clusters.of(cells, metric);
        if (clusters.paragraphs() < leastParagraphs) {
            return OptionalDouble.empty();
        }
        double[] values = draw(clusters, statistic);
        if (Arrays.stream(values).anyMatch(Double::isNaN)) {
            return OptionalDouble.empty();
        }
        long below = Arrays.stream(values).filter(v -> v <= 0).count();
        long above = Arrays.stream(values).filter(v -> v >= 0).count();
        return OptionalDouble.of(Math.min(1.0, 2.0 * (Math.min(below, above) + 1) / (resamples + 1)));
    }

    private double[] draw(Clusters clusters, ToDoubleFunction<double[]> statistic) {
        double[] values = new double[resamples];
        Resamples.each(
                resamples,
                seed,
                clusters.paragraphs(),
                (i, times) -> values[i] = statistic.applyAsDouble(clusters.means(times)));
        return values;
    }

    /**
     * Sums by paragraph: all that a resample needs.
     *
     * @param sums by cell and paragraph
     * @param places by cell, the paragraphs whose sum is not 0: of errors, most are
     * @param counts questions by paragraph, the same in every cell
     */
    private record Clusters(double[][] sums, int[][] places, int[] counts) {
        static Clusters of(List<? extends List<ItemScore>> cells, Metric metric) {
            if (cells.isEmpty()) {
                throw new IllegalArgumentException("an interval needs at least one cell");
            }
            SortedMap<String, Integer> paragraphOf = paragraphs(cells.get(0));
            List<Integer> numbers =
                    paragraphOf.values().stream().distinct().sorted().toList();
            SortedMap<Integer, Integer> index = new TreeMap<>();
            numbers.forEach(number -> index.put(number, index.size()));
            int[] counts = new int[numbers.size()];
            paragraphOf.values().forEach(number -> counts[index.get(number)]++);
            List<double[]> sums = new ArrayList<>();
            for (List<ItemScore> cell : cells) {
                if (!paragraphs(cell).equals(paragraphOf)) {
                    throw new IllegalArgumentException("the cells do not rest on the same questions ("
                            + cells.get(0).size() + " and " + cell.size()
                            + "): only paired ones can be drawn together");
                }
                double[] sum = new double[numbers.size()];
                cell.forEach(item -> sum[index.get(item.paragraph())] += metric.of(item));
                sums.add(sum);
            }
            int[][] places = sums.stream()
                    .map(sum -> IntStream.range(0, sum.length)
                            .filter(p -> sum[p] != 0)
                            .toArray())
                    .toArray(int[][]::new);
            return new Clusters(sums.toArray(double[][]::new), places, counts);
        }

        private static SortedMap<String, Integer> paragraphs(List<ItemScore> cell) {
            SortedMap<String, Integer> paragraphOf = new TreeMap<>();
            for (ItemScore item : cell) {
                if (paragraphOf.put(item.id(), item.paragraph()) != null) {
                    throw new IllegalArgumentException("question " + item.id() + " occurs twice in one cell");
                }
            }
            return paragraphOf;
        }

        int paragraphs() {
            return counts.length;
        }

        double[] means() {
            double[] once = new double[counts.length];
            Arrays.fill(once, 1);
            return means(once);
        }

        double[] means(double[] times) {
            double questions = 0;
            int[] of = counts;
            for (int p = 0; p < of.length; p++) {
                questions += times[p] * of[p];
            }
            double[] means = new double[sums.length];
            for (int c = 0; c < means.length; c++) {
                means[c] = sum(sums[c], places[c], times) / questions;
            }
            return means;
        }

        private static double sum(double[] cell, int[] places, double[] times) {
            double sum = 0;
            for (int place : places) {
                sum += times[place] * cell[place];
            }
            return sum;
        }
    }
}
