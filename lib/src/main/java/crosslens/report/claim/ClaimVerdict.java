package crosslens.report.claim;

import crosslens.score.Interval;
import java.util.Collection;
import java.util.Optional;

/** What a sample says of a claim. */
public enum ClaimVerdict {
    HOLDS("holds"),
    FAILS("fails"),
    CANNOT_TELL("cannot be told");

    private final String label;

    ClaimVerdict(String label) {
        this.label = label;
    }

    /** As shown. */
    public String label() {
        return label;
    }

    /** A value claimed to lie above a bound: holds if its whole interval does, fails if its whole interval lies below; no interval tells nothing. */
    static ClaimVerdict above(Optional<Interval> interval, double bound) {
        if (interval.isEmpty()) {
            return CANNOT_TELL;
        }
        return interval.get().low() > bound ? HOLDS : interval.get().high() < bound ? FAILS : CANNOT_TELL;
    }

    /** Something claimed of most cases: holds or fails if it does in more than half of all, those that cannot be told among them. */
    static ClaimVerdict most(Collection<ClaimVerdict> cases) {
        long holding = cases.stream().filter(HOLDS::equals).count();
        long failing = cases.stream().filter(FAILS::equals).count();
        return 2 * holding > cases.size() ? HOLDS : 2 * failing > cases.size() ? FAILS : CANNOT_TELL;
    }
}
