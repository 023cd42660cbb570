package crosslens.lm;

import java.util.Locale;

/** Why an answer ended. */
public enum StopReason {
    NEWLINE,
    EOS,
    LENGTH,
    /** The prompt does not fit the model's context: nothing was generated. */
    TOO_LONG,
    ERROR;

    /** The name used in files, e.g. {@code too_long}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
