package crosslens.attribute;

import crosslens.prompt.PartKind;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * After how many layers a token has collected most of its relevance (MRD, study X §2.2.1 and §5.1).
 *
 * <p>Of a matrix with one row for the embeddings and one for each of L layers' outputs, the rows 1 to N = L − 1 count: the last layer's output is relevant only
 * where the explained token stands. The depth of a token is the smallest n for which the sum of its first n rows is at least {@code share} times the sum of
 * all N, each row on the {@code scale} first. A token whose total is not positive has no depth; a running sum that falls somewhere makes the depth depend on
 * where it is read. Both are counted. Sums are taken in double precision, in the order of the layers.
 *
 * @param share of the total to reach, in (0, 1]
 * @param quantile of the depths of a part's tokens that stands beside their maximum, in (0, 1)
 */
public record RelevanceDepth(RelevanceScale scale, double share, double quantile) {
    /** Layers divided by their largest value, 95 % of the total, the ninth decile beside the maximum. */
    public static final RelevanceDepth DEFAULT = new RelevanceDepth(RelevanceScale.MAX, 0.95, 0.9);

    private static final int FEWEST_ROWS = 3;

    public RelevanceDepth {
        if (scale == null || !(share > 0 && share <= 1) || !(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("share (" + share + ") must lie in (0, 1], quantile (" + quantile
                    + ") between 0 and 1, and the scale (" + scale + ") must be given");
        }
    }

    /**
     * The depth of every token.
     *
     * @param relevance shape (L + 1, T), the embeddings' row first
     * @return shape (T), each 1..L−1, or 0 for a token without a depth
     * @throws IllegalArgumentException if there are fewer than three rows, rows of different lengths or values that are not finite
     */
    public int[] tokens(float[][] relevance) {
        double[][] columns = columns(relevance);
        return Arrays.stream(columns).mapToInt(this::depth).toArray();
    }

    /**
     * The depths of one sample's parts, with the controls.
     *
     * @param id the item's
     * @param paragraph the item's cluster
     * @param relevance shape (L + 1, T), the embeddings' row first
     * @param parts places of tokens by part, see {@link crosslens.prompt.PartTokens}
     * @throws IllegalArgumentException as {@link #tokens}, and if a part names a token that is not there
     */
    public SampleDepth sample(String id, int paragraph, float[][] relevance, Map<PartKind, BitSet> parts) {
        double[][] columns = columns(relevance);
        int[] depths = Arrays.stream(columns).mapToInt(this::depth).toArray();
        List<Integer> question = withDepth(parts.getOrDefault(PartKind.QUESTION, new BitSet()), depths);
        Map<PartKind, PartDepth> found = new EnumMap<>(PartKind.class);
        parts.forEach((kind, tokens) -> {
            if (tokens.length() > depths.length) {
                throw new IllegalArgumentException("the part " + kind + " of " + id + " names token "
                        + (tokens.length() - 1) + " of " + depths.length);
            }
            found.put(kind, part(tokens, depths, columns, question.size()));
        });
        int without = (int) Arrays.stream(depths).filter(d -> d == 0).count();
        int falling = (int) Arrays.stream(columns).filter(RelevanceDepth::falls).count();
        return new SampleDepth(
                id,
                paragraph,
                relevance.length - 1,
                depths.length,
                without,
                falling,
                firstTokenShare(relevance),
                found);
    }

    /** The depth of one column of layers, or 0 if its sum is not positive. */
    int depth(double[] layers) {
        double total = 0;
        for (double layer : layers) {
            total += layer;
        }
        if (total <= 0) {
            return 0;
        }
        double sum = 0;
        for (int n = 0; n < layers.length; n++) {
            sum += layers[n];
            if (sum >= share * total) {
                return n + 1;
            }
        }
        return layers.length;
    }

    private PartDepth part(BitSet tokens, int[] depths, double[][] columns, int matchedSize) {
        List<Integer> found = withDepth(tokens, depths);
        double[] sum = new double[columns.length == 0 ? 0 : columns[0].length];
        tokens.stream().forEach(t -> {
            for (int n = 0; n < sum.length; n++) {
                sum[n] += columns[t][n];
            }
        });
        return PartDepth.of(tokens.cardinality(), found, quantile, matchedSize, depth(sum));
    }

    private double[][] columns(float[][] relevance) {
        if (relevance.length < FEWEST_ROWS) {
            throw new IllegalArgumentException(
                    "a depth needs the embeddings and two layers or more, not " + relevance.length + " rows");
        }
        int tokens = relevance[0].length;
        double[][] columns = new double[tokens][relevance.length - 2];
        for (int n = 0; n < relevance.length; n++) {
            if (relevance[n].length != tokens) {
                throw new IllegalArgumentException("row " + n + " has " + relevance[n].length + " tokens, row 0 has "
                        + tokens + ": they must be of one sample");
            }
        }
        for (int n = 1; n < relevance.length - 1; n++) {
            double[] row = scale.of(relevance[n]);
            for (int t = 0; t < tokens; t++) {
                columns[t][n - 1] = row[t];
            }
        }
        return columns;
    }

    /** Mean over the layers that count of the first token's part in the layer's absolute relevance; NaN where no layer has any. */
    private static double firstTokenShare(float[][] relevance) {
        double shares = 0;
        int layers = 0;
        for (int n = 1; n < relevance.length - 1; n++) {
            double sum = 0;
            for (float value : relevance[n]) {
                sum += Math.abs((double) value);
            }
            if (sum > 0) {
                shares += Math.abs(relevance[n][0]) / sum;
                layers++;
            }
        }
        return layers == 0 ? Double.NaN : shares / layers;
    }

    private static boolean falls(double[] layers) {
        return Arrays.stream(layers).anyMatch(value -> value < 0);
    }

    private static List<Integer> withDepth(BitSet tokens, int[] depths) {
        return tokens.stream()
                .filter(t -> t < depths.length && depths[t] > 0)
                .mapToObj(t -> depths[t])
                .sorted()
                .toList();
    }
}
