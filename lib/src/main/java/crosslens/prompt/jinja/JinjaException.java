package crosslens.prompt.jinja;

/** A template that cannot be parsed, asks for what does not exist, or raised an error itself. The message names the line of the template. */
public final class JinjaException extends IllegalArgumentException {
    private final boolean placed;

    JinjaException(String message) {
        super(message);
        placed = false;
    }

    JinjaException(int line, String message) {
        super("chat template, line " + line + ": " + message);
        placed = true;
    }

    /** The same error with the line, unless it has one already. */
    JinjaException at(int line) {
        return placed ? this : new JinjaException(line, getMessage());
    }
}
