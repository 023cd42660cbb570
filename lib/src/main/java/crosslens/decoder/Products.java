package crosslens.decoder;

/** Which library multiplies by the weights. Results differ in their last bits only. */
public enum Products {
    /** The engine's default: any device, any type, and gradients pass. */
    PLAIN("multiply-plain"),
    /**
     * oneDNN with weights in its own layout: float32 on a processor, faster above all for few rows, and no gradient passes. Not the default: early
     * trials with it ended in crashes of the JVM whose cause was never found.
     */
    ONEDNN("multiply-onednn");

    private final String resource;

    Products(String resource) {
        this.resource = resource;
    }

    String resource() {
        return resource;
    }
}
