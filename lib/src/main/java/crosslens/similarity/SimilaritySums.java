package crosslens.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * S(en, x) of every layer (study X §2.2.2): the mean cosine between a sample's English vector and its vector in language x, divided by the mean cosine between
 * the x vectors of two different samples.
 *
 * <p>One pass: with unit vectors u the sum over pairs is (‖Σu‖² − K) / 2, so only Σu and the sum of the K cosines are kept: O(K·E) time, O(E) memory a layer,
 * and sums of separate workers can be added. They are kept apart for {@value #GROUPS} fixed groups of paragraphs, which gives intervals by leaving one group
 * out at a time. A value below zero in the divisor makes S negative: {@link SimilarityPoint} shows both.
 *
 * <p>For a part that comes before the question all questions of a paragraph share one vector: add such a paragraph once, {@link #has} tells.
 */
public final class SimilaritySums {
    /** Number of groups; a paragraph belongs to the one of its number's remainder. */
    public static final int GROUPS = 20;

    private final int layers;
    private final int width;
    private final long[] samples = new long[GROUPS];
    private final List<SortedSet<Integer>> paragraphs = new ArrayList<>();
    private final double[][] cosines;
    private final double[][][] directions;

    /**
     * @param layers number of layers that are looked at, the embeddings among them
     * @param width E, the length of a vector
     */
    public SimilaritySums(int layers, int width) {
        if (layers < 1 || width < 1) {
            throw new IllegalArgumentException("layers (" + layers + ") and width (" + width + ") must be at least 1");
        }
        this.layers = layers;
        this.width = width;
        this.cosines = new double[GROUPS][layers];
        this.directions = new double[GROUPS][layers][];
        for (int g = 0; g < GROUPS; g++) {
            paragraphs.add(new TreeSet<>());
        }
    }

    /** The group of a paragraph, by its running number in the data set. */
    public static int groupOf(int paragraph) {
        if (paragraph < 0) {
            throw new IllegalArgumentException("paragraphs count from 0, not " + paragraph);
        }
        return paragraph % GROUPS;
    }

    /** Whether a sample of the paragraph was added. */
    public boolean has(int paragraph) {
        return paragraphs.get(groupOf(paragraph)).contains(paragraph);
    }

    /**
     * Adds one sample; either all its layers or, on a refusal, nothing.
     *
     * @param paragraph running number of the sample's paragraph
     * @param english by layer, shape (layers, E)
     * @param other the same sample in language x, by layer, shape (layers, E)
     * @throws IllegalArgumentException if a shape is wrong, a number is not finite or a vector is all zeros and so has no direction
     */
    public void add(int paragraph, float[][] english, float[][] other) {
        add(paragraph, Vectors.wide(english), Vectors.wide(other));
    }

    /** As {@link #add(int, float[][], float[][])}, for vectors in double precision. */
    public void add(int paragraph, double[][] english, double[][] other) {
        int group = groupOf(paragraph);
        if (english.length != layers || other.length != layers) {
            throw new IllegalArgumentException("a sample needs " + layers + " layers in both languages, not "
                    + english.length + " and " + other.length);
        }
        double[] cosine = new double[layers];
        double[][] units = new double[layers][];
        for (int l = 0; l < layers; l++) {
            double[] e = unit(english[l], l);
            units[l] = unit(other[l], l);
            cosine[l] = Vectors.dot(e, units[l]);
        }
        addTo(group, 1, new TreeSet<>(List.of(paragraph)), cosine, units);
    }

    /** Adds the sums of a group that were made elsewhere, e.g. by an earlier run; the two must rest on different samples. */
    public void put(int group, GroupSums sums) {
        if (sums.layers() != layers || sums.width() != width) {
            throw new IllegalArgumentException(
                    "sums of another shape (" + sums + "); these have " + layers + " layers of width " + width);
        }
        if (sums.paragraphs().stream().anyMatch(p -> groupOf(p) != group)) {
            throw new IllegalArgumentException("not the paragraphs of group " + group + ": " + sums.paragraphs());
        }
        addTo(group, sums.samples(), sums.paragraphs(), sums.cosines(), sums.directions());
    }

    /** @param rows may be kept */
    private void addTo(int group, long count, SortedSet<Integer> from, double[] cosine, double[][] rows) {
        samples[group] += count;
        paragraphs.get(group).addAll(from);
        Vectors.add(cosines[group], cosine);
        for (int l = 0; l < layers; l++) {
            if (directions[group][l] == null) {
                directions[group][l] = rows[l];
            } else {
                Vectors.add(directions[group][l], rows[l]);
            }
        }
    }

    /** Adds all groups of another worker's sums; the two must rest on different samples. */
    public void merge(SimilaritySums other) {
        for (int g = 0; g < GROUPS; g++) {
            put(g, other.group(g));
        }
    }

    /** The sums of one group as they stand. */
    public GroupSums group(int group) {
        if (samples[group] == 0) {
            return GroupSums.empty(layers, width);
        }
        return new GroupSums(samples[group], paragraphs.get(group), cosines[group], directions[group]);
    }

    /** Number of samples, K. */
    public long samples() {
        return Arrays.stream(samples).sum();
    }

    /** Number of paragraphs they come from. */
    public int paragraphs() {
        return paragraphs.stream().mapToInt(SortedSet::size).sum();
    }

    public int layers() {
        return layers;
    }

    /**
     * S of every layer with its interval.
     *
     * @throws IllegalArgumentException if there are fewer than two samples
     */
    public List<SimilarityPoint> curve() {
        Jackknife jackknife = new Jackknife(this);
        List<SimilarityPoint> points = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            int layer = l;
            points.add(new SimilarityPoint(
                    l, cross(l, -1), within(l, -1), jackknife.all()[l], jackknife.interval(values -> values[layer])));
        }
        return List.copyOf(points);
    }

    /**
     * S of every layer, shape (layers).
     *
     * @param without a group to leave out, or −1
     * @throws IllegalArgumentException if there are fewer than two samples
     */
    double[] values(int without) {
        long k = count(without);
        if (k < 2) {
            throw new IllegalArgumentException("similarity compares different samples and needs two or more, not " + k
                    + ": take a larger limit or another subset");
        }
        double[] values = new double[layers];
        for (int l = 0; l < layers; l++) {
            values[l] = cross(l, without) / within(l, without);
        }
        return values;
    }

    /** Groups that have samples. */
    int[] groups() {
        return IntStream.range(0, GROUPS).filter(g -> samples[g] > 0).toArray();
    }

    private double cross(int layer, int without) {
        double sum = 0;
        for (int g = 0; g < GROUPS; g++) {
            sum += g == without ? 0 : cosines[g][layer];
        }
        return sum / count(without);
    }

    private double within(int layer, int without) {
        double[] sum = new double[width];
        for (int g = 0; g < GROUPS; g++) {
            if (g != without && samples[g] > 0) {
                Vectors.add(sum, directions[g][layer]);
            }
        }
        double k = count(without);
        return (Vectors.dot(sum, sum) - k) / (k * (k - 1));
    }

    private long count(int without) {
        return samples() - (without < 0 ? 0 : samples[without]);
    }

    private double[] unit(double[] vector, int layer) {
        if (vector.length != width) {
            throw new IllegalArgumentException(
                    "a vector of layer " + layer + " has " + vector.length + " numbers, not " + width);
        }
        return Vectors.unit(vector, "layer " + layer);
    }
}
