package crosslens.report;

/** A 95 % interval, both ends as fractions. */
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval must run upwards, not from " + low + " to " + high);
        }
    }
}
