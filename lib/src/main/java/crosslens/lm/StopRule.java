package crosslens.lm;

import crosslens.text.PythonText;

/** Where an answer ends, besides the model's own end token and the limit: at the first newline after visible text, or nowhere else. */
public enum StopRule {
    NEWLINE,
    EOS;

    /** Whether a text holds the newline that ends it. */
    public boolean ends(String text) {
        return newline(text) >= 0;
    }

    /** The part of a model's text that is the answer: up to the newline that ends it, or all of it; white space before visible text stays. */
    public String answer(String text) {
        int end = newline(text);
        return end < 0 ? text : text.substring(0, end);
    }

    private int newline(String text) {
        return this == EOS ? -1 : text.indexOf('\n', PythonText.leadingSpace(text));
    }
}
