package crosslens.similarity;

/**
 * Linear centred kernel alignment of two sets of vectors of the same samples, in [0, 1]: 1 where one is a rotation, shift and scaling of the other (Kornblith
 * and others 2019, "Similarity of Neural Network Representations Revisited", arXiv 1905.00414, §3). It is high by chance where the samples are fewer than the
 * vectors are wide: read it against the value between samples in shuffled order.
 *
 * <p>Unlike S it cannot be had in O(E) memory: all K vectors of both languages are needed, or sums of E × E. Here it takes O(K²·E) time and O(K²) memory beside
 * the vectors.
 */
public final class LinearCka {
    /** Up to such a share of their squared length, vectors differ by float32 rounding alone and count as equal. */
    private static final double EQUAL = 1e-12;

    private LinearCka() {}

    /**
     * The alignment; NaN where all vectors of one side are equal.
     *
     * @param left shape (K, E1), a row a sample
     * @param right shape (K, E2), the same samples in the same order
     * @throws IllegalArgumentException if there are fewer than two samples, unequal numbers of them, rows of different widths or numbers that are not finite
     */
    public static double of(float[][] left, float[][] right) {
        if (left.length != right.length || left.length < 2) {
            throw new IllegalArgumentException("alignment needs the same two or more samples on both sides, not "
                    + left.length + " and " + right.length);
        }
        return of(products(left), products(right));
    }

    /**
     * The alignment of some samples, from all samples' products.
     *
     * @param leftRows the samples on the left, by row
     * @param rightRows as many on the right; the same unless pairs are to be broken up
     */
    static double of(double[][] left, int[] leftRows, double[][] right, int[] rightRows) {
        return of(centred(left, leftRows), centred(right, rightRows));
    }

    private static double of(double[][] a, double[][] b) {
        double self = inner(a, a) * inner(b, b);
        return self == 0 ? Double.NaN : inner(a, b) / Math.sqrt(self);
    }

    /** The products of some rows after these rows' mean is taken off. */
    private static double[][] centred(double[][] products, int[] rows) {
        int k = rows.length;
        double[] means = new double[k];
        double mean = 0;
        for (int i = 0; i < k; i++) {
            for (int j : rows) {
                means[i] += products[rows[i]][j] / k;
            }
            mean += means[i] / k;
        }
        double[][] centred = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                centred[i][j] = products[rows[i]][rows[j]] - means[i] - means[j] + mean;
            }
        }
        return centred;
    }

    /** Products of all rows after the rows' mean is taken off, shape (K, K); zeros where all rows are equal. */
    static double[][] products(float[][] rows) {
        int width = rows[0].length;
        double[] mean = new double[width];
        for (float[] row : rows) {
            if (row.length != width) {
                throw new IllegalArgumentException("vectors of widths " + width + " and " + row.length);
            }
            for (int d = 0; d < width; d++) {
                mean[d] += row[d] / (double) rows.length;
            }
        }
        double[][] centred = new double[rows.length][width];
        double[][] products = new double[rows.length][rows.length];
        double before = 0;
        double after = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int d = 0; d < width; d++) {
                centred[i][d] = rows[i][d] - mean[d];
                before += rows[i][d] * (double) rows[i][d];
                after += centred[i][d] * centred[i][d];
            }
            for (int j = 0; j <= i; j++) {
                products[i][j] = Vectors.dot(centred[i], centred[j]);
                products[j][i] = products[i][j];
                if (!Double.isFinite(products[i][j])) {
                    throw new IllegalArgumentException(
                            "the vector of sample " + i + " holds a number that is not finite");
                }
            }
        }
        return after <= EQUAL * before ? new double[rows.length][rows.length] : products;
    }

    private static double inner(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Vectors.dot(a[i], b[i]);
        }
        return sum;
    }
}
