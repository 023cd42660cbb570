package crosslens.judge;

import crosslens.score.AnswerText;

/**
 * An answer to be judged.
 *
 * @param id unique within one call
 * @param question as the answering model was asked
 * @param raw as it wrote its answer, label and further lines included
 */
public record JudgedAnswer(String id, String question, String raw) {
    public JudgedAnswer {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an answer to be judged needs an id");
        }
    }

    /** Whether nothing visible is left without the label: such an answer is {@link FailureType#BLANK} and never sent to a judge. */
    public boolean isBlank() {
        return AnswerText.parse(raw)
                .codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.CONTROL);
    }
}
