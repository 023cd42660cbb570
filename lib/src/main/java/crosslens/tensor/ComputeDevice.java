package crosslens.tensor;

/** Where tensors lie and are computed. */
public enum ComputeDevice {
    CPU,
    /** The first graphics processor the engine sees; needs natives of its own (see {@code environment/gpu}). */
    GPU
}
