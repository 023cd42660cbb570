package crosslens.study;

import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.run.AnswerRecord;
import crosslens.text.PythonText;
import crosslens.token.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stored answer as the oracle's target: what follows the label, without the token that ended it.
 *
 * @param prefixed whether it was generated after the label instead of writing it
 * @param text of the target, up to the newline that ended it
 * @param ids of the target where the model's tokens are known, else empty
 */
record OracleAnswer(boolean prefixed, String text, int[] ids, StopReason stop) {
    /** Whether there is nothing to score: no text but white space. */
    boolean isBlank() {
        return PythonText.strip(text).isEmpty();
    }

    /** Whether nothing was answered through no fault of the answer: the model failed, or the endpoint did. */
    boolean failed() {
        return stop.isFailure() || stop == StopReason.ERROR || stop == StopReason.CONTENT_FILTER;
    }

    /** An answer that continues a prefix. */
    static OracleAnswer prefixed(AnswerRecord answer, StopRule rule, Optional<Tokenizer> tokenizer) {
        return after(answer, 0, 0, rule, tokenizer, true);
    }

    /**
     * An answer that may begin with the label itself.
     *
     * @return empty if it does not, or if a token lies across the label's end
     */
    static Optional<OracleAnswer> own(AnswerRecord answer, String label, StopRule rule, Optional<Tokenizer> tokenizer) {
        int start = PythonText.leadingSpace(answer.raw());
        if (!answer.raw().regionMatches(true, start, label, 0, label.length())) {
            return Optional.empty();
        }
        int end = start + label.length();
        if (tokenizer.isEmpty()) {
            return Optional.of(after(answer, end, 0, rule, tokenizer, false));
        }
        // Compared without leading white space: a tokenizer of pieces keeps a space before the first word that the text
        // does not show.
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String shown = "";
        int token = 0;
        while (shown.length() < label.length() && token < answer.tokens().size()) {
            read.writeBytes(tokenizer.get().bytes(answer.tokens().get(token)));
            shown = read.toString(StandardCharsets.UTF_8);
            shown = shown.substring(PythonText.leadingSpace(shown));
            token++;
        }
        return shown.equalsIgnoreCase(label)
                ? Optional.of(after(answer, end, token, rule, tokenizer, false))
                : Optional.empty();
    }

    private static OracleAnswer after(
            AnswerRecord answer,
            int character,
            int token,
            StopRule rule,
            Optional<Tokenizer> tokenizer,
            boolean prefixed) {
        String text = rule.answer(answer.raw().substring(character));
        int[] ids = answer.tokens().stream().mapToInt(Integer::intValue).toArray();
        boolean ended = answer.stop() == StopReason.NEWLINE || answer.stop() == StopReason.EOS;
        int end = tokenizer.isPresent() && ended ? ids.length - 1 : ids.length;
        return new OracleAnswer(
                prefixed, text, token < end ? Arrays.copyOfRange(ids, token, end) : new int[0], answer.stop());
    }
}
