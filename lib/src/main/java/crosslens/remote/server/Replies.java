package crosslens.remote.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.lm.Generation;
import crosslens.lm.ModelCard;
import crosslens.lm.StopReason;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol's form of one answer.
 *
 * @param created seconds since 1970
 */
record Replies(String id, long created, ModelCard card, Ask ask, Generation answer) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FINGERPRINT_DIGITS = 16;

    /** The whole answer as one JSON object. */
    String whole() {
        ObjectNode reply = head(ask.chat() ? "chat.completion" : "text_completion");
        ObjectNode choice = choice(reply);
        if (ask.chat()) {
            choice.putObject("message").put("role", "assistant").put("content", text());
        } else {
            choice.put("text", text());
        }
        end(choice);
        usage(reply);
        return reply.toString();
    }

    /** The answer as events, each one JSON object; the model hands answers out whole, so one of them holds all of the text. */
    List<String> events() {
        List<String> events = new ArrayList<>();
        String kind = ask.chat() ? "chat.completion.chunk" : "text_completion";
        ObjectNode text = head(kind);
        ObjectNode choice = choice(text);
        if (ask.chat()) {
            choice.putObject("delta").put("role", "assistant").put("content", text());
        } else {
            choice.put("text", text());
        }
        choice.putNull("finish_reason");
        events.add(text.toString());
        ObjectNode last = head(kind);
        ObjectNode end = choice(last);
        if (ask.chat()) {
            end.putObject("delta");
        } else {
            end.put("text", "");
        }
        end(end);
        events.add(last.toString());
        if (ask.streamUsage()) {
            ObjectNode usage = head(kind);
            usage.putArray("choices");
            usage(usage);
            events.add(usage.toString());
        }
        return events;
    }

    private ObjectNode head(String object) {
        String fingerprint = card.fingerprint();
        return JSON.createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", card.name())
                .put(
                        "system_fingerprint",
                        fingerprint.substring(0, Math.min(FINGERPRINT_DIGITS, fingerprint.length())));
    }

    private static ObjectNode choice(ObjectNode reply) {
        return reply.putArray("choices").addObject().put("index", 0);
    }

    private void end(ObjectNode choice) {
        boolean cut = cut() < answer.text().length();
        choice.putNull("logprobs").put("finish_reason", answer.stop() == StopReason.LENGTH && !cut ? "length" : "stop");
        if (!Double.isNaN(answer.margin())) {
            choice.put("crosslens_margin", answer.margin());
        }
    }

    private void usage(ObjectNode reply) {
        int used = answer.tokens().size();
        reply.putObject("usage")
                .put("prompt_tokens", answer.promptTokens())
                .put("completion_tokens", used)
                .put("total_tokens", answer.promptTokens() + used);
    }

    private String text() {
        return answer.text().substring(0, cut());
    }

    /** Where the first of the request's stop texts begins. */
    private int cut() {
        return ask.stop().stream()
                .mapToInt(stop -> answer.text().indexOf(stop))
                .filter(at -> at >= 0)
                .min()
                .orElse(answer.text().length());
    }
}
