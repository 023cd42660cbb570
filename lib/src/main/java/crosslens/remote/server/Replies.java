package crosslens.remote.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.lm.Generation;
import crosslens.lm.ModelCard;
import crosslens.lm.StopReason;
import crosslens.remote.server.Service.Answered;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol's form of an answer.
 *
 * @param created seconds since 1970
 */
record Replies(String id, long created, ModelCard card, Ask ask) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FINGERPRINT_DIGITS = 16;

    /** The whole answer as one JSON object. */
    String whole(Answered answered) {
        ObjectNode reply = head(ask.chat() ? "chat.completion" : "text_completion");
        ObjectNode choice = choice(reply);
        if (ask.chat()) {
            choice.putObject("message").put("role", "assistant").put("content", text(answered));
        } else {
            choice.put("text", text(answered));
        }
        logProbs(choice, answered);
        end(choice, answered.answer());
        usage(reply, answered.answer());
        return reply.toString();
    }

    /** The whole answer as events, each one JSON object, with the log-probabilities that were asked for. */
    List<String> events(Answered answered) {
        List<String> events = new ArrayList<>();
        ObjectNode text = event();
        ObjectNode choice = piece(text, text(answered), true);
        logProbs(choice, answered);
        choice.putNull("finish_reason");
        events.add(text.toString());
        events.addAll(last(answered.answer()));
        return events;
    }

    /**
     * An event with a piece of text.
     *
     * @param first whether it is the first of its answer
     */
    String piece(String text, boolean first) {
        ObjectNode event = event();
        piece(event, text, first).putNull("logprobs").putNull("finish_reason");
        return event.toString();
    }

    /** The events that end an answer. */
    List<String> last(Generation answer) {
        ObjectNode last = event();
        ObjectNode choice = choice(last);
        if (ask.chat()) {
            choice.putObject("delta");
        } else {
            choice.put("text", "");
        }
        choice.putNull("logprobs");
        end(choice, answer);
        if (!ask.streamUsage()) {
            return List.of(last.toString());
        }
        ObjectNode usage = event();
        usage.putArray("choices");
        usage(usage, answer);
        return List.of(last.toString(), usage.toString());
    }

    private ObjectNode piece(ObjectNode event, String text, boolean first) {
        ObjectNode choice = choice(event);
        if (ask.chat()) {
            ObjectNode delta = choice.putObject("delta");
            if (first) {
                delta.put("role", "assistant");
            }
            delta.put("content", text);
        } else {
            choice.put("text", text);
        }
        return choice;
    }

    private ObjectNode event() {
        return head(ask.chat() ? "chat.completion.chunk" : "text_completion");
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

    private void end(ObjectNode choice, Generation answer) {
        boolean cut = shown(answer).length() < answer.text().length();
        choice.put("finish_reason", answer.stop() == StopReason.LENGTH && !cut ? "length" : "stop");
        if (!Double.isNaN(answer.margin())) {
            choice.put("crosslens_margin", answer.margin());
        }
    }

    private void logProbs(ObjectNode choice, Answered answered) {
        if (answered.reading().isEmpty()) {
            choice.putNull("logprobs");
            return;
        }
        LogProbsJson json = new LogProbsJson(
                echoed(), shown(answered.answer()), ask.logProbs().orElse(0));
        ObjectNode into = choice.putObject("logprobs");
        if (ask.chat()) {
            json.chat(into, answered.reading().get().tokens());
        } else {
            json.completion(into, answered.reading().get().tokens());
        }
    }

    private static void usage(ObjectNode reply, Generation answer) {
        int used = answer.tokens().size();
        reply.putObject("usage")
                .put("prompt_tokens", answer.promptTokens())
                .put("completion_tokens", used)
                .put("total_tokens", answer.promptTokens() + used);
    }

    private String text(Answered answered) {
        return echoed() + shown(answered.answer());
    }

    /** The prompt where it is to come back, else nothing. */
    String echoed() {
        return ask.echo() ? ask.prompt().text() : "";
    }

    private String shown(Generation answer) {
        return answer.text().substring(0, GrowingText.cut(answer.text(), ask.stop()));
    }
}
