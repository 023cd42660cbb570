package crosslens.data;

import java.io.IOException;
import java.util.Optional;

/** A server answered, but not with what was asked for. */
public final class WebStatusException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String retryAfter;
    private final String code;

    WebStatusException(String message, WebAnswer answer) {
        super(message);
        this.status = answer.status();
        this.retryAfter = answer.header("Retry-After").orElse(null);
        this.code = answer.header("X-Error-Code").orElse("");
    }

    /** The HTTP status, e.g. 404. */
    public int status() {
        return status;
    }

    /** When the server wants to be asked again, as it says it. */
    public Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The model hub's own word for what is wrong, e.g. {@code GatedRepo}; empty if there is none. */
    public String code() {
        return code;
    }
}
