package crosslens.similarity;

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
    static double[] unit(float[] vector, String where) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
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
}
