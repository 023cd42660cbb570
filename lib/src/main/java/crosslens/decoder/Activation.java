package crosslens.decoder;

/** What a gated MLP's gate passes through. */
public enum Activation {
    SILU,
    /** The tanh approximation. */
    GELU_TANH,
    /** By the error function. */
    GELU
}
