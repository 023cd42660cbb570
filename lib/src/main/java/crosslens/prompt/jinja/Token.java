package crosslens.prompt.jinja;

/** A piece of a template's source: text between tags, the borders of tags, and what stands inside them. */
record Token(Kind kind, String text, int line) {
    enum Kind {
        DATA,
        BLOCK_BEGIN,
        BLOCK_END,
        OUTPUT_BEGIN,
        OUTPUT_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean is(Kind kind, String text) {
        return this.kind == kind && this.text.equals(text);
    }

    boolean isName(String name) {
        return is(Kind.NAME, name);
    }

    boolean isOperator(String operator) {
        return is(Kind.OPERATOR, operator);
    }

    String shown() {
        return kind == Kind.END
                ? "the end of the template"
                : kind == Kind.BLOCK_END || kind == Kind.OUTPUT_END ? "the end of the tag" : "'" + text + "'";
    }
}
