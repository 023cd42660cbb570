package crosslens.report;

/** Untrusted text made harmless for showing: names of models and settings may hold anything. */
public final class PlainText {
    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {}

    /**
     * The text with every control character, line or paragraph separator, lone surrogate and bidirectional override replaced by U+FFFD, so that it
     * cannot move the cursor, break a line or reorder its neighbours.
     */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().map(c -> harmful(c) ? REPLACEMENT : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean harmful(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || codePoint >= 0x202A && codePoint <= 0x202E
                || codePoint >= 0x2066 && codePoint <= 0x2069;
    }

    /** The text with blanks and line ends as signs, so that nothing of it hides. */
    public static String visible(String text) {
        return text.replace(' ', '\u00b7').replace('\n', '\u23ce');
    }

    /** The text as one word of a POSIX shell: as it is where it is plain, in single quotes otherwise. */
    public static String shellWord(String text) {
        if (!text.isEmpty() && text.matches("[A-Za-z0-9._/@:+=,-]+") && text.charAt(0) != '-') {
            return text;
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
