package crosslens.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.lm.Generation;
import crosslens.lm.StopReason;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One stored answer. It holds no time, so that a run made twice is the same.
 *
 * @param id the item's
 * @param demos ids of the demonstrations in its prompt
 * @param promptSha SHA-256 of the text the model read
 * @param promptTokens tokens the model read
 * @param tokens ids of the new tokens, the stopping one included
 * @param raw the model's text, untouched
 * @param margin smallest difference between the two largest logits, at least 0; NaN where unknown
 * @param reply an endpoint's reply as it came, its usage included; empty for a local model
 */
public record AnswerRecord(
        String id,
        List<String> demos,
        String promptSha,
        int promptTokens,
        List<Integer> tokens,
        String raw,
        StopReason stop,
        double margin,
        String reply) {
    public AnswerRecord {
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException("an answer needs the id of its item");
        }
        if (promptSha == null || raw == null || stop == null || reply == null) {
            throw new IllegalArgumentException(
                    "the answer to " + JsonText.quote(id) + " lacks its prompt hash, text, stop reason or reply");
        }
        if (promptTokens < 0 || margin < 0 || Double.isInfinite(margin)) {
            throw new IllegalArgumentException("the answer to " + JsonText.quote(id) + " has " + promptTokens
                    + " prompt tokens and a margin of " + margin + ": neither may be negative or infinite");
        }
        demos = List.copyOf(demos);
        tokens = List.copyOf(tokens);
    }

    /** A model's answer; an infinite margin (every other token masked) counts as unknown. */
    public static AnswerRecord of(Generation answer, List<String> demos) {
        return new AnswerRecord(
                answer.id(),
                demos,
                answer.promptSha(),
                answer.promptTokens(),
                answer.tokens(),
                answer.text(),
                answer.stop(),
                Double.isInfinite(answer.margin()) ? Double.NaN : answer.margin(),
                answer.reply());
    }

    /** The answer as one line of UTF-8, newline included. */
    byte[] toLine() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        demos.forEach(json.putArray("demos")::add);
        json.put("promptSha", promptSha).put("promptTokens", promptTokens);
        tokens.forEach(json.putArray("tokens")::add);
        json.put("raw", raw).put("stop", stop.label());
        if (Double.isNaN(margin)) {
            json.putNull("margin");
        } else {
            json.put("margin", margin);
        }
        if (!reply.isEmpty()) {
            json.put("reply", reply);
        }
        byte[] line = (JsonText.line(json) + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > JsonText.LONGEST_LINE) {
            throw new IllegalArgumentException("the answer to " + JsonText.quote(id) + " fills " + line.length
                    + " bytes; a line holds " + JsonText.LONGEST_LINE);
        }
        return line;
    }

    static AnswerRecord fromJson(JsonNode json) {
        Fields fields = new Fields(json, "an answer");
        AnswerRecord answer = new AnswerRecord(
                fields.text("id"),
                fields.texts("demos"),
                fields.text("promptSha"),
                fields.integer("promptTokens"),
                fields.integers("tokens"),
                fields.text("raw"),
                RunSpec.constant(StopReason.class, fields.text("stop")),
                fields.number("margin"),
                fields.has("reply") ? fields.text("reply") : "");
        fields.end();
        return answer;
    }
}
