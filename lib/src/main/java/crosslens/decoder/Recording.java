package crosslens.decoder;

/** What stays in memory between a forward pass and the way back. Results are the same. */
public enum Recording {
    /** All that is needed: fastest. */
    WHOLE,
    /** Each layer's input; the layer is computed again when it is its turn: a fraction of the memory, about half as much time again. */
    BY_LAYER
}
