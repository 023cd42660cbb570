package crosslens.similarity;

import crosslens.score.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The vectors of some samples in English and in language x at every layer, for the measures that need all of them at once.
 *
 * <p>Unlike {@link SimilaritySums} this grows with the samples: 8·K·(N + 1)·E bytes ({@link #bytes}). A measure then takes O(K²·E) time a layer and O(K²) memory.
 * Belongs to one thread at a time.
 */
public final class VectorPairs {
    private final int layers;
    private final int width;
    private final List<Integer> paragraphs = new ArrayList<>();
    private final List<float[][]> english = new ArrayList<>();
    private final List<float[][]> others = new ArrayList<>();

    /**
     * @param layers number of layers that are looked at, the embeddings among them
     * @param width E, the length of a vector
     */
    public VectorPairs(int layers, int width) {
        if (layers < 1 || width < 1) {
            throw new IllegalArgumentException("layers (" + layers + ") and width (" + width + ") must be at least 1");
        }
        this.layers = layers;
        this.width = width;
    }

    /** Memory that the vectors of so many samples take in both languages. */
    public static long bytes(long samples, int layers, int width) {
        return 2 * samples * layers * width * Float.BYTES;
    }

    /**
     * Adds one sample; its vectors are kept as they are.
     *
     * @param paragraph running number of the sample's paragraph
     * @param inEnglish by layer, shape (layers, E)
     * @param inOther the same sample in language x, shape (layers, E)
     */
    public void add(int paragraph, float[][] inEnglish, float[][] inOther) {
        for (float[][] rows : List.of(inEnglish, inOther)) {
            if (rows.length != layers || Arrays.stream(rows).anyMatch(row -> row.length != width)) {
                throw new IllegalArgumentException(
                        "a sample needs " + layers + " vectors of " + width + " numbers in both languages");
            }
        }
        SimilaritySums.groupOf(paragraph);
        paragraphs.add(paragraph);
        english.add(inEnglish);
        others.add(inOther);
    }

    /** Number of samples, K. */
    public int samples() {
        return paragraphs.size();
    }

    /**
     * A measure at every layer, its interval by leaving out one group of paragraphs at a time.
     *
     * @throws IllegalArgumentException if there are fewer than two samples, or a vector has no direction or a number that is not finite
     */
    public CompanionCurve curve(Companion measure) {
        if (samples() < 2) {
            throw new IllegalArgumentException(
                    measure.title() + " compares different samples and needs two or more, not " + samples()
                            + ": take a larger limit or another subset");
        }
        List<CompanionPoint> points = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            float[][] left = rows(english, l);
            float[][] right = rows(others, l);
            points.add(measure == Companion.CKA ? alignment(l, left, right) : retrieval(l, left, right));
        }
        return new CompanionCurve(
                measure, samples(), (int) paragraphs.stream().distinct().count(), points);
    }

    private CompanionPoint alignment(int layer, float[][] left, float[][] right) {
        double[][] a = LinearCka.products(left);
        double[][] b = LinearCka.products(right);
        int[] all = IntStream.range(0, samples()).toArray();
        int[] shifted =
                Arrays.stream(all).map(i -> (i + samples() / 2) % samples()).toArray();
        double value = LinearCka.of(a, all, b, all);
        return new CompanionPoint(
                layer,
                value,
                LinearCka.of(a, all, b, shifted),
                interval(value, rows -> LinearCka.of(a, rows, b, rows)));
    }

    /** Queries are left out, candidates stay: so the chance level does too. */
    private CompanionPoint retrieval(int layer, float[][] left, float[][] right) {
        boolean[][] hits = NeighbourRetrieval.hits(left, right);
        ToDoubleFunction<int[]> share = rows -> Arrays.stream(rows)
                .mapToDouble(i -> ((hits[0][i] ? 1 : 0) + (hits[1][i] ? 1 : 0)) / 2.0)
                .average()
                .orElse(Double.NaN);
        double value = share.applyAsDouble(IntStream.range(0, samples()).toArray());
        return new CompanionPoint(layer, value, 1.0 / samples(), interval(value, share));
    }

    private Optional<Interval> interval(double value, ToDoubleFunction<int[]> statistic) {
        int[] groups = paragraphs.stream()
                .mapToInt(SimilaritySums::groupOf)
                .sorted()
                .distinct()
                .toArray();
        if (paragraphs.stream().distinct().count() < Jackknife.LEAST_PARAGRAPHS) {
            return Optional.empty();
        }
        double[] without = Arrays.stream(groups)
                .mapToDouble(group -> statistic.applyAsDouble(IntStream.range(0, samples())
                        .filter(i -> SimilaritySums.groupOf(paragraphs.get(i)) != group)
                        .toArray()))
                .toArray();
        return Jackknife.interval(value, without);
    }

    private static float[][] rows(List<float[][]> samples, int layer) {
        return samples.stream().map(rows -> rows[layer]).toArray(float[][]::new);
    }
}
