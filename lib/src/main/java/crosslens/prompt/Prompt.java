package crosslens.prompt;

import crosslens.text.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * A text for a model together with what its stretches are.
 *
 * <p>As {@link PromptBuilder} makes it, it is the user message alone: no model has seen it yet and it holds no {@link PartKind#TEMPLATE} part.
 * {@link ChatTemplate#apply} and {@link #raw} turn it into what a local model reads. Control tokens are recognised inside TEMPLATE parts only.
 *
 * @param parts in order of start; may nest (a demonstration holds its labels), never outside the text
 */
public record Prompt(String text, List<Part> parts) {
    public Prompt {
        parts = List.copyOf(parts);
        for (Part part : parts) {
            if (part.start() < 0 || part.end() < part.start() || part.end() > text.length()) {
                throw new IllegalArgumentException(
                        "part " + part + " lies outside a prompt of " + text.length() + " units");
            }
        }
    }

    /** A text without parts: control tokens in it stay ordinary text. */
    public static Prompt plain(String text) {
        return new Prompt(text, List.of());
    }

    /** A text that is all template: control tokens in it are parsed as such. */
    public static Prompt control(String text) {
        return new Prompt(text, List.of(new Part(PartKind.TEMPLATE, 0, text.length())));
    }

    /**
     * This user message as a base model reads it: with a newline at its end, then the beginning of the answer.
     *
     * @param answerPrefix what the answer is made to begin with, e.g. {@code Answer:}; null or empty for none
     */
    public Prompt raw(String answerPrefix) {
        String line = text.endsWith("\n") ? text : text + "\n";
        return new Prompt(line, parts).withAnswerPrefix(answerPrefix);
    }

    /** This text with the beginning of the answer after it, as an {@link PartKind#ANSWER_PREFIX} part; null or empty changes nothing. */
    Prompt withAnswerPrefix(String answerPrefix) {
        if (answerPrefix == null || answerPrefix.isEmpty()) {
            return this;
        }
        List<Part> all = new ArrayList<>(parts);
        all.add(new Part(PartKind.ANSWER_PREFIX, text.length(), text.length() + answerPrefix.length()));
        return new Prompt(text + answerPrefix, all);
    }

    /** SHA-256 of the text's UTF-8 bytes, lower-case hex. */
    public String sha256() {
        return Sha256.of(text);
    }
}
