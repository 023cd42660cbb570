package crosslens.text;

/** Untrusted text made fit for a message: quoted, shortened, and without anything a terminal would obey. */
public final class Quote {
    private static final int LIMIT = 60;

    private Quote() {}

    /** The text in double quotes, {@link #escape escaped}, at most 60 code points of it. */
    public static String of(String text) {
        boolean whole = text.codePointCount(0, text.length()) <= LIMIT;
        String shown = whole ? text : text.substring(0, text.offsetByCodePoints(0, LIMIT));
        return '"' + escape(shown) + (whole ? "\"" : "…\"");
    }

    /** The whole text; control, format and lone surrogate characters, separators of lines and the no-break space appear as {@code \u001B} and the like. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> escaped.append(visible(codePoint)));
        return escaped.toString();
    }

    private static String visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> String.format("\\u%04X", codePoint);
            default -> codePoint == 0xA0 ? "\\u00A0" : Character.toString(codePoint);
        };
    }
}
