package crosslens.decoder;

import ai.djl.ndarray.NDArray;

/**
 * The norm between the last layer and the head, for readers of the residual: x becomes x / √(mean x² + epsilon) times the weight.
 *
 * @param weight shape (E), whatever a family adds to it included; the decoder's, not to be closed
 */
public record FinalNorm(NDArray weight, double epsilon) {
    /** A decoder's. */
    public static FinalNorm of(Decoder decoder) {
        return new FinalNorm(decoder.weights().finalNorm(), decoder.config().normEpsilon());
    }
}
