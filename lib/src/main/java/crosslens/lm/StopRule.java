package crosslens.lm;

/** Where an answer ends, besides the model's own end token and the limit: at the first newline after visible text, or nowhere else. */
public enum StopRule {
    NEWLINE,
    EOS;

    /** The part of a model's text that is the answer: up to the newline that ends it, or all of it; white space before visible text stays. */
    public String answer(String text) {
        if (this == EOS) {
            return text;
        }
        int visible = 0;
        while (visible < text.length() && Character.isWhitespace(text.charAt(visible))) {
            visible++;
        }
        int end = text.indexOf('\n', visible);
        return end < 0 ? text : text.substring(0, end);
    }
}
