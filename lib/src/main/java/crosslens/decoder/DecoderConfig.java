package crosslens.decoder;

import java.util.List;

/**
 * The facts that determine a decoder's arithmetic.
 *
 * @param hidden E, width of the residual
 * @param vocabulary V
 * @param contextLength most tokens of one sequence
 * @param normEpsilon added to the mean square in every norm of width E or D
 * @param embeddingScale what embeddings are multiplied by before the first layer
 * @param finalSoftCap c of c · tanh(logit / c), which logits pass through; 0 if they do not
 * @param tiedEmbeddings whether the head is the embedding matrix
 * @param postNorms whether attention's and the MLP's results are normalised before they are added to the residual
 * @param activation of every MLP's gate
 * @param layers first to last
 */
public record DecoderConfig(
        int hidden,
        int vocabulary,
        int contextLength,
        double normEpsilon,
        double embeddingScale,
        double finalSoftCap,
        boolean tiedEmbeddings,
        boolean postNorms,
        Activation activation,
        Attention attention,
        List<Layer> layers) {

    /**
     * What may differ from layer to layer.
     *
     * @param window tokens a token sees, itself included; 0 if it sees all before it
     */
    public record Layer(int window, Rope rope, FeedForward feedForward) {
        public Layer {
            if (window < 0) {
                throw new IllegalArgumentException(
                        "a window must hold 1 token or more, or be 0 for none, not " + window);
            }
        }
    }

    public DecoderConfig {
        layers = List.copyOf(layers);
        Requirement.positive("layers", layers.size());
        Requirement.positive("hidden", hidden);
        Requirement.positive("contextLength", contextLength);
        if (vocabulary < 2) {
            throw new IllegalArgumentException("vocabulary must be at least 2, not " + vocabulary);
        }
        if (!(normEpsilon > 0) || !(embeddingScale > 0) || !(finalSoftCap >= 0)) {
            throw new IllegalArgumentException("normEpsilon (" + normEpsilon + ") and embeddingScale (" + embeddingScale
                    + ") must be above 0 and finalSoftCap (" + finalSoftCap + ") 0 or above");
        }
        for (Layer layer : layers) {
            if (layer.rope().scaling() instanceof RopeScaling.Divisors d
                    && d.divisors().size() != attention.rotaryWidth() / 2) {
                throw new IllegalArgumentException(
                        "rotary divisors: " + d.divisors().size() + " instead of " + attention.rotaryWidth() / 2);
            }
        }
    }
}
