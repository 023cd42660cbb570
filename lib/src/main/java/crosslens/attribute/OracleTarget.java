package crosslens.attribute;

import java.util.Locale;

/** Which log-probability the oracle watches while it takes segments away (study X §2.1.3). */
public enum OracleTarget {
    /** Of the first token of the model's own answer. */
    STEP,
    /** Of the model's whole own answer: the sum over its tokens, each given those before it. */
    SEQUENCE;

    /** The name of the command line and of files, e.g. {@code step}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
