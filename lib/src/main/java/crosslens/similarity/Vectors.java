package crosslens.similarity;

import java.util.Arrays;

/** Arithmetic on vectors, in double precision. */
final class Vectors {
    private Vectors() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static void add(double[] to, double[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    /**
     * The direction of a vector.
     *
     * @param where names it in a refusal
     * @throws IllegalArgumentException if it has none
     */
    static double[] unit(double[] vector, String where) {
        double square = 0;
        for (double value : vector) {
            square += value * value;
        }
        if (!Double.isFinite(square)) {
            throw new IllegalArgumentException("a vector of " + where + " holds a number that is not finite");
        }
        if (square == 0) {
            throw new IllegalArgumentException("a vector of " + where + " is all zeros and has no direction");
        }
        double length = Math.sqrt(square);
        double[] unit = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }

    static double[] wide(float[] vector) {
        double[] wide = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            wide[i] = vector[i];
        }
        return wide;
    }

    static double[][] wide(float[][] rows) {
        return Arrays.stream(rows).map(Vectors::wide).toArray(double[][]::new);
    }
}
