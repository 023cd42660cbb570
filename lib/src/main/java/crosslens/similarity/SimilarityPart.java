package crosslens.similarity;

import java.util.Locale;

/** Which tokens of a prompt a similarity is about. */
public enum SimilarityPart {
    QUESTION,
    CONTEXT,
    /** The prompt's last token, from which the answer is predicted. */
    LAST;

    /** E.g. {@code last input token}, for titles. */
    public String title() {
        return this == LAST ? "last input token" : toString();
    }

    /** The name used in options and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
