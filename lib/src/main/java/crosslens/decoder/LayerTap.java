package crosslens.decoder;

import ai.djl.ndarray.NDArray;

/** Sees the residual between layers while a forward pass runs. */
@FunctionalInterface
public interface LayerTap {
    /** Looks at nothing. */
    LayerTap NONE = (layer, hidden) -> {};

    /**
     * Called with h_0 (the embeddings), then with the output of each layer.
     *
     * @param layer 0 to N
     * @param hidden shape (T, E), rows in the order of the pack; valid during the call only
     */
    void accept(int layer, NDArray hidden);
}
