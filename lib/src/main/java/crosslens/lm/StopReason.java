package crosslens.lm;

import java.util.Locale;

/** Why an answer ended. */
public enum StopReason {
    NEWLINE,
    EOS,
    LENGTH,
    /** The prompt does not fit the model's context: nothing was generated. */
    TOO_LONG,
    /** The model computed no numbers. */
    ERROR,
    /** The endpoint's filter withheld the answer or a part of it. */
    CONTENT_FILTER,
    /** The endpoint's reply holds no answer: no choices, or one without content. */
    EMPTY_REPLY,
    /** What came, several times, is no reply: HTML, broken JSON, JSON of another shape. */
    NOT_JSON,
    /** The connection ended in the middle of the reply, several times. */
    CUT_OFF,
    /** The endpoint refuses this one request while it answers others. */
    REJECTED,
    /** The endpoint fails at this one request, several times, while it answers others. */
    SERVER_ERROR,
    /** No reply came in time, several times, while others came. */
    TIMEOUT;

    /** Whether the endpoint is to blame and not the model: nothing was answered, and asking again might help. */
    public boolean isFailure() {
        return switch (this) {
            case NOT_JSON, CUT_OFF, REJECTED, SERVER_ERROR, TIMEOUT -> true;
            default -> false;
        };
    }

    /** Whether an item that ended so may be asked again on request: the endpoint gave no answer, and may give one another time. */
    public boolean mayBeAskedAgain() {
        return isFailure() || this == CONTENT_FILTER || this == EMPTY_REPLY;
    }

    /** The name used in files, e.g. {@code too_long}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
