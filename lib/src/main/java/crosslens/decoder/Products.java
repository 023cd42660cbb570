package crosslens.decoder;

/** Which library multiplies by the weights. Results differ in their last bits only. */
public enum Products {
    /** The engine's default: any device, any type, and gradients pass. */
    PLAIN("multiply-plain"),
    /** oneDNN with weights in its own layout: float32 on a processor, two to five times as fast, and no gradient passes. */
    ONEDNN("multiply-onednn");

    private final String resource;

    Products(String resource) {
        this.resource = resource;
    }

    String resource() {
        return resource;
    }
}
