package crosslens.remote;

import com.fasterxml.jackson.databind.JsonNode;
import crosslens.lm.StopReason;
import crosslens.lm.StopRule;

/**
 * The answer in a reply.
 *
 * @param text untouched; empty where there is none
 */
record AnswerReading(String text, StopReason stop) {
    static AnswerReading of(Caller.Outcome outcome, StopRule rule) {
        if (outcome.json() == null) {
            return new AnswerReading("", outcome.stop());
        }
        JsonNode choice = outcome.json().path("choices").path(0);
        String text = text(choice);
        String finish = choice.path("finish_reason").asText("");
        if (finish.equals("content_filter")) {
            return new AnswerReading(text == null ? "" : text, StopReason.CONTENT_FILTER);
        }
        if (text == null) {
            return new AnswerReading("", StopReason.EMPTY_REPLY);
        }
        if (rule.ends(text)) {
            return new AnswerReading(text, StopReason.NEWLINE);
        }
        return new AnswerReading(text, finish.equals("length") ? StopReason.LENGTH : StopReason.EOS);
    }

    /** The content, or what a model said when it refused; null if there is neither. */
    private static String text(JsonNode choice) {
        for (JsonNode place : new JsonNode[] {
            choice.path("message").path("content"),
            choice.path("text"),
            choice.path("message").path("refusal")
        }) {
            if (place.isTextual()) {
                return place.textValue();
            }
        }
        return null;
    }
}
