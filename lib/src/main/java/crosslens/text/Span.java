package crosslens.text;

/** A half-open range {@code [start, end)} of UTF-16 units of one string. */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: [" + start + ", " + end + ")");
        }
    }

    public int length() {
        return end - start;
    }

    /** True if the two ranges share at least one unit; an empty span overlaps nothing. */
    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }
}
