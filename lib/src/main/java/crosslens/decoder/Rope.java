package crosslens.decoder;

/**
 * Rotary position embedding of a layer.
 *
 * @param theta base of the frequencies
 */
public record Rope(double theta, RopeScaling scaling) {
    public Rope {
        if (!(theta > 0)) {
            throw new IllegalArgumentException("the rotary base must be above 0, not " + theta);
        }
    }
}
