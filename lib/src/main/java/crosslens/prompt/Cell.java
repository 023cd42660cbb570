package crosslens.prompt;

import crosslens.text.Language;
import java.util.Locale;

/**
 * One cell of a study: which language the context and answer stand in, which the question, and how it is asked.
 *
 * @param shots demonstrations before the question, 0 or 2
 * @param format name of the wording, {@code v1}, {@code v2} or a user's own
 */
public record Cell(Language context, Language question, int shots, String format, Style style) {
    public Cell {
        if (shots != 0 && shots != 2) {
            throw new IllegalArgumentException("shots must be 0 or 2, not " + shots);
        }
    }

    /** The language the cell is named after: the question's, or the context's where the question is English. */
    public Language language() {
        return question.equals(Language.EN) ? context : question;
    }

    /** E.g. {@code en-de, 2 shots, v1}. */
    public String label() {
        return pair() + ", " + shots + " shots, " + format;
    }

    /** E.g. {@code en-de, 2 shots, v1, raw}. */
    public String labelWithStyle() {
        return label() + ", " + style.name().toLowerCase(Locale.ROOT);
    }

    /** E.g. {@code en-de}: context English, question German. */
    public String pair() {
        return context + "-" + question;
    }
}
