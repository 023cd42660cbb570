package crosslens.tensor;

/** The floating-point types arithmetic can run in. */
public enum FloatType {
    F32("f32", 6, 4),
    F64("f64", 7, 8),
    /** Faster than {@link #F32} only where the processor or the GPU has instructions for it, and hundreds of times slower elsewhere. */
    BF16("bf16", 15, 2),
    /** As {@link #BF16}; fast on GPUs. */
    F16("f16", 5, 2);

    private final String label;
    private final int code;
    private final int bytes;

    FloatType(String label, int code, int bytes) {
        this.label = label;
        this.code = code;
        this.bytes = bytes;
    }

    /** The name used in options and files, e.g. {@code f32}. */
    public String label() {
        return label;
    }

    /** The engine's number of the type, for functions that make tensors. */
    public int code() {
        return code;
    }

    /** Bytes of one value. */
    public int bytes() {
        return bytes;
    }

    /** Whether products are rounded to fewer digits than float32 has. */
    public boolean low() {
        return bytes < 4;
    }

    /**
     * The type of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static FloatType named(String label) {
        for (FloatType type : values()) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no type '" + label + "'; known are f32, f64, bf16 and f16");
    }
}
