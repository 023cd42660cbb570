package crosslens.similarity;

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
        int k = left.length;
        double[][] a = units(left, left[0].length, "left");
        double[][] b = units(right, left[0].length, "right");
        double[][] cosines = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                cosines[i][j] = Vectors.dot(a[i], b[j]);
            }
        }
        int fromLeft = 0;
        int fromRight = 0;
        for (int i = 0; i < k; i++) {
            boolean row = true;
            boolean column = true;
            for (int j = 0; j < k; j++) {
                row &= j == i || cosines[i][j] < cosines[i][i];
                column &= j == i || cosines[j][i] < cosines[i][i];
            }
            fromLeft += row ? 1 : 0;
            fromRight += column ? 1 : 0;
        }
        return new NeighbourRetrieval(k, (double) fromLeft / k, (double) fromRight / k);
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
