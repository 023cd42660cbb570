package crosslens.tensor;

/** The floating-point types arithmetic can run in. */
public enum FloatType {
    F32("f32"),
    F64("f64");

    private final String label;

    FloatType(String label) {
        this.label = label;
    }

    /** The name used in options and files, e.g. {@code f32}. */
    public String label() {
        return label;
    }
}
