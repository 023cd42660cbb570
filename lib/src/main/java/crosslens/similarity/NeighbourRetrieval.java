package crosslens.similarity;

import java.util.stream.IntStream;

/**
 * How often a sample's nearest neighbour in the other language, by cosine, is the same sample (as in cross-lingual sentence retrieval: Artetxe and Schwenk
 * 2019, "Massively Multilingual Sentence Embeddings", arXiv 1812.10464). A blind choice scores 1 / K.
 *
 * @param samples K
 * @param fromLeft share of the left vectors whose nearest right one is their own
 * @param fromRight the other way round
 */
public record NeighbourRetrieval(int samples, double fromLeft, double fromRight) {
    /**
     * Compares all pairs, in O(K²·E) time. A sample counts as found only if its own vector is nearer than every other: where vectors are equal, nothing is
     * found. Samples that share a vector, as the questions of one paragraph share their context's, are to be given once.
     *
     * @param left shape (K, E), a row a sample
     * @param right shape (K, E), the same samples in the same order
     * @throws IllegalArgumentException if there are fewer than two samples, unequal numbers of them or of widths, or vectors without a direction
     */
    public static NeighbourRetrieval of(float[][] left, float[][] right) {
        if (left.length != right.length || left.length < 2) {
            throw new IllegalArgumentException("retrieval needs the same two or more samples on both sides, not "
                    + left.length + " and " + right.length);
        }
        boolean[][] hits = hits(left, right);
        return new NeighbourRetrieval(left.length, share(hits[0]), share(hits[1]));
    }

    /** Which samples are found, shape (2, K): first the left ones whose nearest right vector is their own, then the other way round. */
    static boolean[][] hits(float[][] left, float[][] right) {
        int k = left.length;
        double[][] a = units(left, left[0].length, "left");
        double[][] b = units(right, left[0].length, "right");
        double[][] cosines = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                cosines[i][j] = Vectors.dot(a[i], b[j]);
            }
        }
        boolean[][] hits = new boolean[2][k];
        for (int i = 0; i < k; i++) {
            hits[0][i] = true;
            hits[1][i] = true;
            for (int j = 0; j < k; j++) {
                hits[0][i] &= j == i || cosines[i][j] < cosines[i][i];
                hits[1][i] &= j == i || cosines[j][i] < cosines[i][i];
            }
        }
        return hits;
    }

    private static double share(boolean[] hits) {
        return IntStream.range(0, hits.length).filter(i -> hits[i]).count() / (double) hits.length;
    }

    /** What a blind choice scores. */
    public double chance() {
        return 1.0 / samples;
    }

    private static double[][] units(float[][] rows, int width, String side) {
        double[][] units = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new IllegalArgumentException("vectors of widths " + width + " and " + rows[i].length);
            }
            units[i] = Vectors.unit(Vectors.wide(rows[i]), side + " sample " + i);
        }
        return units;
    }
}
