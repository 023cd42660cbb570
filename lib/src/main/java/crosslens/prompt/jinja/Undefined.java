package crosslens.prompt.jinja;

/** What a name without a value gives: prints as nothing, is false and has no items; anything else done with it is an error with this message. */
record Undefined(String message) {
    JinjaException failure() {
        return new JinjaException(message);
    }
}
