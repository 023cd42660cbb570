package crosslens.similarity;

import java.util.BitSet;
import java.util.Locale;

/** How the hidden states of a part's tokens become one vector. */
public enum Pooling {
    /** Their mean. */
    MEAN,
    /** The last of them. */
    LAST;

    /**
     * One layer's vector.
     *
     * @param states of all tokens, shape (T, E), row after row
     * @param width E
     * @param tokens of the part
     * @return shape (E); a mean is summed in double precision
     * @throws IllegalArgumentException if the part has no token or one beyond T, or the states are no whole rows
     */
    public float[] of(float[] states, int width, BitSet tokens) {
        if (width < 1 || states.length % width != 0) {
            throw new IllegalArgumentException(states.length + " states are no whole rows of width " + width);
        }
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("the part has no token: there is nothing to pool");
        }
        int rows = states.length / width;
        if (tokens.length() > rows) {
            throw new IllegalArgumentException("the part names token " + (tokens.length() - 1) + " of " + rows);
        }
        double[] sum = new double[width];
        BitSet pooled = tokens;
        if (this == LAST) {
            pooled = new BitSet();
            pooled.set(tokens.length() - 1);
        }
        pooled.stream().forEach(token -> {
            for (int d = 0; d < width; d++) {
                sum[d] += states[token * width + d];
            }
        });
        float[] vector = new float[width];
        int count = pooled.cardinality();
        for (int d = 0; d < width; d++) {
            vector[d] = (float) (sum[d] / count);
        }
        return vector;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
