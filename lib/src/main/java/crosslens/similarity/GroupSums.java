package crosslens.similarity;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one group of paragraphs adds to S, for every layer: enough to merge, to leave out and to store.
 *
 * @param samples number of pairs
 * @param paragraphs they come from
 * @param cosines sum of the cosines between the two vectors of a pair, by layer
 * @param directions sum of the other language's unit vectors, by layer, shape (layers, E)
 */
public record GroupSums(long samples, SortedSet<Integer> paragraphs, double[] cosines, double[][] directions) {
    public GroupSums {
        paragraphs = Collections.unmodifiableSortedSet(new TreeSet<>(paragraphs));
        cosines = cosines.clone();
        directions = Arrays.stream(directions).map(double[]::clone).toArray(double[][]::new);
        if (cosines.length == 0 || cosines.length != directions.length) {
            throw new IllegalArgumentException(
                    cosines.length + " layers of cosines for " + directions.length + " of directions");
        }
        int width = directions[0].length;
        if (width == 0 || Arrays.stream(directions).anyMatch(row -> row.length != width)) {
            throw new IllegalArgumentException("the layers' directions differ in width, or have none");
        }
        if (samples < paragraphs.size() || samples > 0 && paragraphs.isEmpty()) {
            throw new IllegalArgumentException(samples + " samples from " + paragraphs.size() + " paragraphs");
        }
        if (Arrays.stream(cosines).anyMatch(v -> !Double.isFinite(v))
                || Arrays.stream(directions).flatMapToDouble(Arrays::stream).anyMatch(v -> !Double.isFinite(v))) {
            throw new IllegalArgumentException("a sum is not finite");
        }
    }

    /** A group without samples. */
    static GroupSums empty(int layers, int width) {
        return new GroupSums(0, new TreeSet<>(), new double[layers], new double[layers][width]);
    }

    int layers() {
        return cosines.length;
    }

    int width() {
        return directions[0].length;
    }

    @Override
    public double[] cosines() {
        return cosines.clone();
    }

    @Override
    public double[][] directions() {
        return Arrays.stream(directions).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupSums sums
                && samples == sums.samples
                && paragraphs.equals(sums.paragraphs)
                && Arrays.equals(cosines, sums.cosines)
                && Arrays.deepEquals(directions, sums.directions);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(samples) * 31 + Arrays.hashCode(cosines);
    }

    @Override
    public String toString() {
        return samples + " samples of " + paragraphs.size() + " paragraphs, " + layers() + " layers of width "
                + width();
    }
}
