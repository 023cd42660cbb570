package crosslens.score;

import crosslens.text.PythonText;

/** Takes the answer out of what a model wrote; the raw text itself is kept elsewhere. */
public final class AnswerText {
    /** The label that both of the kit's wordings ask for. */
    public static final String DEFAULT_LABEL = "Answer:";

    private AnswerText() {}

    /** The answer with {@link #DEFAULT_LABEL} as the label. */
    public static String parse(String raw) {
        return parse(raw, DEFAULT_LABEL);
    }

    /**
     * The first line that is not blank, after one leading label has been dropped, stripped at both ends as Python strips; empty if there is none.
     *
     * @param label as the wording has it, compared without regard to case; blank: none is dropped
     */
    public static String parse(String raw, String label) {
        String text = PythonText.strip(raw);
        String wanted = PythonText.strip(label);
        if (text.regionMatches(true, 0, wanted, 0, wanted.length())) {
            text = PythonText.strip(text.substring(wanted.length()));
        }
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return PythonText.strip(text.substring(0, end));
    }
}
