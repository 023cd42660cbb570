package crosslens.decoder;

/** The function of the gate in a gated MLP. The order is the code that the TorchScript text reads. */
public enum Activation {
    SILU,
    /** GELU by its tanh approximation. */
    GELU_TANH
}
