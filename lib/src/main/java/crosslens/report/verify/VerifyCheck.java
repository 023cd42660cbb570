package crosslens.report.verify;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One rule that printed numbers of the study should obey, and how many do.
 *
 * @param tables e.g. {@code 2 from 6a, 6b}
 * @param rule one sentence without its full stop
 * @param of how many numbers the rule was tried on
 * @param exceptions those that break it
 * @param known the {@link Misfit#cell cells} that are known to break it
 * @param tells what the outcome says, and what it cannot say, in full sentences; may be blank
 */
public record VerifyCheck(
        String tables, String rule, int of, List<Misfit> exceptions, SortedSet<String> known, String tells) {
    /**
     * A number that breaks a rule.
     *
     * @param cell model and language, e.g. {@code GPT-4o ro}
     * @param detail what is printed and what was expected
     */
    public record Misfit(String cell, String detail) {}

    public VerifyCheck {
        exceptions = List.copyOf(exceptions);
        known = new TreeSet<>(known);
        if (exceptions.size() > of) {
            throw new IllegalArgumentException(exceptions.size() + " exceptions among " + of + " numbers");
        }
    }

    /** How many numbers obey. */
    public int agree() {
        return of - exceptions.size();
    }

    /** Whether exactly the known numbers break the rule. */
    public boolean asKnown() {
        TreeSet<String> found = new TreeSet<>();
        exceptions.forEach(exception -> found.add(exception.cell()));
        return found.equals(known);
    }
}
