package crosslens.report.comparison;

import crosslens.score.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two measurements of one language, or of the mean over a group's languages, on the same questions. All values are fractions.
 *
 * @param group what the rows of one family of tests share, e.g. {@code m, en-x}
 * @param label the language's code, or {@link #MEAN}
 * @param items questions
 * @param interval of the second minus the first, paired, by paragraph; empty under 20 paragraphs
 * @param p of no difference; empty under 20 paragraphs
 * @param adjusted the same by Holm over the languages of the group; that of the mean, one test by itself, is not adjusted
 */
public record ComparisonRow(
        String group,
        String label,
        int items,
        double first,
        double second,
        Optional<Interval> interval,
        OptionalDouble p,
        OptionalDouble adjusted) {
    /** Label of the row that is the plain mean over the group's languages other than English. */
    public static final String MEAN = "mean";

    /** Greatest p-value that counts as a difference. */
    public static final double LEVEL = 0.05;

    public double difference() {
        return second - first;
    }

    /** Whether the adjusted p-value is under 0.05; only then may a difference look like one. */
    public boolean significant() {
        return adjusted.isPresent() && adjusted.getAsDouble() < LEVEL;
    }

    /** In words: {@code higher}, {@code lower}, {@code not told apart}, {@code too few paragraphs}. */
    public String reading() {
        if (adjusted.isEmpty()) {
            return "too few paragraphs";
        }
        return !significant() ? "not told apart" : difference() > 0 ? "higher" : "lower";
    }
}
