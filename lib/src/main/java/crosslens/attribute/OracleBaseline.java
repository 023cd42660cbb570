package crosslens.attribute;

import crosslens.text.Quote;
import java.util.Locale;

/** What taking a segment away means. */
public enum OracleBaseline {
    /** The segment's text, its trailing white space included, is not in the prompt; what follows moves up. The study's. */
    DELETE,
    /** The prompt stays, but no later token sees the segment's tokens; positions stay. */
    MASK_KEYS;

    /** The baseline of a {@link #toString name}. */
    public static OracleBaseline of(String name) {
        for (OracleBaseline baseline : values()) {
            if (baseline.toString().equals(name)) {
                return baseline;
            }
        }
        throw new IllegalArgumentException("unknown baseline " + Quote.of(name) + ": write delete or mask-keys");
    }

    /** The name of the command line and of files, e.g. {@code mask-keys}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
