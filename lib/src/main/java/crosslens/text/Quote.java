package crosslens.text;

/** Untrusted text made fit for a message: quoted, shortened, and without anything a terminal would obey. */
public final class Quote {
    private static final int LIMIT = 60;

    private Quote() {}

    /** The text in double quotes, at most 60 code points of it; control, format and lone surrogate characters appear as {@code \u001B} and the like. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int shown = 0;
        for (int i = 0; i < text.length() && shown < LIMIT; shown++) {
            int codePoint = text.codePointAt(i);
            quoted.append(visible(codePoint));
            i += Character.charCount(codePoint);
        }
        return quoted.append(text.codePointCount(0, text.length()) > LIMIT ? "…\"" : "\"")
                .toString();
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
