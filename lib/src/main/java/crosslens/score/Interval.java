package crosslens.score;

/** An estimate and the bounds of its interval, in the unit of the estimate. */
public record Interval(double estimate, double low, double high) {}
