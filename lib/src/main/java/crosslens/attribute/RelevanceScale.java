package crosslens.attribute;

/** How the relevance of one layer is made comparable to that of another before layers are summed. A layer of nothing but zeros stays as it is. */
public enum RelevanceScale {
    /** Divided by the layer's largest absolute value; signs stay. The study's. */
    MAX,
    /** Absolute values, divided by the largest. */
    ABSOLUTE,
    /** Negative values set to 0, then divided by the largest absolute value the layer had. */
    POSITIVE,
    /** Divided by the sum of the layer's absolute values; signs stay. */
    L1,
    /** As it is. */
    NONE;

    /**
     * One layer on this scale.
     *
     * @param layer relevance by token, shape (T); left as it is
     * @return shape (T)
     * @throws IllegalArgumentException if a value is not finite
     */
    public double[] of(float[] layer) {
        double largest = 0;
        double sum = 0;
        for (int t = 0; t < layer.length; t++) {
            if (!Float.isFinite(layer[t])) {
                throw new IllegalArgumentException("the relevance of token " + t + " is " + layer[t]
                        + ": check the model's weights for values that are not finite");
            }
            largest = Math.max(largest, Math.abs((double) layer[t]));
            sum += Math.abs((double) layer[t]);
        }
        double divisor = this == NONE || largest == 0 ? 1 : this == L1 ? sum : largest;
        double[] scaled = new double[layer.length];
        for (int t = 0; t < layer.length; t++) {
            double value = this == ABSOLUTE ? Math.abs(layer[t]) : this == POSITIVE ? Math.max(0, layer[t]) : layer[t];
            scaled[t] = value / divisor;
        }
        return scaled;
    }
}
