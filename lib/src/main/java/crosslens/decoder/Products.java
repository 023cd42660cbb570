package crosslens.decoder;

/** Which library multiplies by the weights. Results differ in their last bits only. */
public enum Products {
    /** The engine's default: any device, any type, and gradients pass. */
    PLAIN("multiply-plain", "multiply-plain"),
    /**
     * oneDNN with weights in its own layout: float32 on a processor, faster above all for few rows, and no gradient passes. Not the default: early
     * trials with it ended in crashes of the JVM whose cause was never found.
     */
    ONEDNN("multiply-onednn", ""),
    /**
     * As {@link #PLAIN}, except that relevance whose way back is written out, without recording, is multiplied by oneDNN: float32 on a processor. For
     * models that explain and do not generate.
     */
    PLAIN_RECORDED("multiply-plain", "multiply-dense");

    private final String resource;
    private final String writtenOut;

    Products(String resource, String writtenOut) {
        this.resource = resource;
        this.writtenOut = writtenOut;
    }

    /** Resource of the functions that all passes use, those written out aside. */
    String resource() {
        return resource;
    }

    /** Resource of the functions that passes written out use; empty if there is no way back. */
    String writtenOut() {
        return writtenOut;
    }

    /** Whether there is a way back. */
    boolean differentiable() {
        return !writtenOut.isEmpty();
    }
}
