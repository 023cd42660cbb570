package crosslens.decoder;

/**
 * What each row contributed to its sample's target, layer by layer: the sum over the width of h_l times the target's derivative
 * with respect to h_l, not normalised.
 *
 * @param targets the explained numbers, in the order of the targets
 * @param tokens whose logits they are
 * @param layers shape (N + 1, T): h_0, the embeddings, then each layer's output, the last before the final norm
 */
public record Relevance(double[] targets, int[] tokens, double[][] layers) {}
