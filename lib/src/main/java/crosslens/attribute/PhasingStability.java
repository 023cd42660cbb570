package crosslens.attribute;

import crosslens.attribute.DepthSummary.Spread;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How steadily a model reads the question before it finds the answer (METHOD 6, "phasing stability"): depths that differ little over languages and samples are
 * steady. All values are shares of the model's layers.
 *
 * @param question mean over the languages, and standard deviation of the languages' means
 * @param context likewise
 * @param gap likewise
 * @param questionOverSamples standard deviation over a language's samples, mean over the languages that have two or more
 * @param contextOverSamples likewise
 */
public record PhasingStability(
        Spread question, Spread context, Spread gap, double questionOverSamples, double contextOverSamples) {
    private static final int FEWEST_POINTS = 3;

    /**
     * The headline numbers of one model.
     *
     * @throws IllegalArgumentException if there is no language
     */
    public static PhasingStability of(Map<Language, DepthSummary> byLanguage) {
        if (byLanguage.isEmpty()) {
            throw new IllegalArgumentException("phasing stability needs the depths of at least one language");
        }
        List<DepthSummary> all = List.copyOf(new TreeMap<>(byLanguage).values());
        return new PhasingStability(
                Spread.of(all.stream().mapToDouble(s -> s.asShare(s.question().mean()))),
                Spread.of(all.stream().mapToDouble(s -> s.asShare(s.context().mean()))),
                Spread.of(all.stream().mapToDouble(s -> s.asShare(s.gap().mean()))),
                Spread.of(all.stream().mapToDouble(s -> s.asShare(s.question().deviation())))
                        .mean(),
                Spread.of(all.stream().mapToDouble(s -> s.asShare(s.context().deviation())))
                        .mean());
    }

    /**
     * How values go with F1 over the languages, or, with other keys, over models.
     *
     * @param values e.g. a language's mean gap or its spread over samples; keys without a partner or with NaN are left out
     */
    public static <K extends Comparable<K>> Correlation withF1(Map<K, Double> values, Map<K, Double> f1) {
        SortedMap<K, Double> known = new TreeMap<>(values);
        known.keySet().retainAll(f1.keySet());
        known.entrySet().removeIf(e -> Double.isNaN(e.getValue()) || Double.isNaN(f1.get(e.getKey())));
        List<Double> partners = new ArrayList<>();
        known.keySet().forEach(key -> partners.add(f1.get(key)));
        double[] x = known.values().stream().mapToDouble(Double::doubleValue).toArray();
        double[] y = partners.stream().mapToDouble(Double::doubleValue).toArray();
        if (x.length < FEWEST_POINTS) {
            return new Correlation(x.length, Double.NaN, Double.NaN);
        }
        return new Correlation(
                x.length, new PearsonsCorrelation().correlation(x, y), new SpearmansCorrelation().correlation(x, y));
    }

    /**
     * A correlation and what it rests on.
     *
     * @param points number of pairs
     * @param pearson of the values; NaN with fewer than three points or where one side does not vary
     * @param spearman of their ranks, ties at their mean rank; NaN likewise
     */
    public record Correlation(int points, double pearson, double spearman) {}
}
