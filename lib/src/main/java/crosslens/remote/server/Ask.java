package crosslens.remote.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.lm.GenerationSettings;
import crosslens.lm.StopRule;
import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import java.util.ArrayList;
import java.util.List;

/**
 * What a request asks for.
 *
 * @param chat whether it came as a chat request
 * @param stop texts before which the answer ends
 * @param stream whether the answer is to come as events
 * @param streamUsage whether the last event says what was used
 */
record Ask(
        boolean chat,
        String model,
        Prompt prompt,
        GenerationSettings settings,
        List<String> stop,
        boolean stream,
        boolean streamUsage) {
    static final int DEFAULT_MAX_TOKENS = 256;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MOST_STOPS = 4;

    /**
     * Reads a request.
     *
     * @param mostTokens that it may ask for
     * @throws ApiError naming the parameter that is wrong, or that this server cannot serve
     */
    static Ask read(boolean chat, byte[] body, int mostTokens) throws ApiError {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw ApiError.of(400, "invalid_json", "the request is not JSON: " + e.getOriginalMessage());
        } catch (java.io.IOException e) {
            throw ApiError.of(400, "invalid_json", "the request is not JSON");
        }
        if (json == null || !json.isObject()) {
            throw ApiError.of(400, "invalid_json", "the request must be a JSON object");
        }
        refuseUnsupported(json);
        List<String> stop = stop(json.path("stop"));
        StopRule rule = stop.contains("\n") ? StopRule.NEWLINE : StopRule.EOS;
        JsonNode model = json.path("model");
        if (!model.isTextual()) {
            throw ApiError.parameter("model", "must be a text");
        }
        return new Ask(
                chat,
                model.textValue(),
                chat ? message(json.path("messages")) : text(json.path("prompt")),
                new GenerationSettings(chat ? Style.CHAT : Style.RAW, "", maxTokens(json, mostTokens), rule),
                stop,
                json.path("stream").asBoolean(false),
                json.path("stream_options").path("include_usage").asBoolean(false));
    }

    /** Only what would change the answer is refused; what merely tunes sampling has nothing to tune here. */
    private static void refuseUnsupported(JsonNode json) throws ApiError {
        JsonNode temperature = json.path("temperature");
        if (!isAbsent(temperature) && temperature.asDouble(1) != 0) {
            throw ApiError.unsupported(
                    "temperature", "answers are always the likeliest: temperature must be 0 or left out");
        }
        for (String count : new String[] {"n", "best_of"}) {
            if (!isAbsent(json.path(count)) && json.path(count).asInt(0) != 1) {
                throw ApiError.unsupported(count, "there is one answer to a request: " + count + " must be 1");
            }
        }
        JsonNode logprobs = json.path("logprobs");
        if (!isAbsent(logprobs) && !(logprobs.isBoolean() && !logprobs.booleanValue())
                || json.path("echo").asBoolean()) {
            throw ApiError.unsupported(
                    json.path("echo").asBoolean() ? "echo" : "logprobs",
                    "log-probabilities are not served; every choice has the smallest lead of its tokens over the second likeliest, in logits, as crosslens_margin");
        }
        for (String other : new String[] {"tools", "functions", "response_format", "logit_bias", "suffix"}) {
            if (!isAbsent(json.path(other)) && !json.path(other).isEmpty()) {
                throw ApiError.unsupported(other, other + " is not served");
            }
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static int maxTokens(JsonNode json, int most) throws ApiError {
        String name = isAbsent(json.path("max_completion_tokens")) ? "max_tokens" : "max_completion_tokens";
        JsonNode value = json.path(name);
        if (isAbsent(value)) {
            return Math.min(DEFAULT_MAX_TOKENS, most);
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1 || value.intValue() > most) {
            throw ApiError.parameter(name, "must be 1 to " + most);
        }
        return value.intValue();
    }

    private static List<String> stop(JsonNode stop) throws ApiError {
        List<String> texts = new ArrayList<>();
        if (stop.isTextual()) {
            texts.add(stop.textValue());
        }
        for (JsonNode one : stop) {
            texts.add(one.isTextual() ? one.textValue() : "");
        }
        if (texts.contains("") || texts.size() > MOST_STOPS) {
            throw ApiError.parameter("stop", "must be a text or up to " + MOST_STOPS + " texts, none of them empty");
        }
        return texts;
    }

    /** The one user message that a model's template is given here. */
    private static Prompt message(JsonNode messages) throws ApiError {
        if (messages.size() != 1 || !messages.path(0).path("role").asText().equals("user")) {
            throw ApiError.parameter("messages", "must be one message of role user; the template adds the rest");
        }
        JsonNode content = messages.path(0).path("content");
        if (content.isTextual()) {
            return Prompt.plain(content.textValue());
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
                throw ApiError.parameter("messages", "must hold text alone");
            }
            text.append(part.path("text").textValue());
        }
        if (content.isEmpty()) {
            throw ApiError.parameter("messages", "must have content");
        }
        return Prompt.plain(text.toString());
    }

    /** A text to be read as it is. Its empty template part says that nothing is to be added; control tokens in the text stay ordinary text. */
    private static Prompt text(JsonNode prompt) throws ApiError {
        JsonNode text = prompt.isArray() && prompt.size() == 1 ? prompt.path(0) : prompt;
        if (!text.isTextual() || text.textValue().isEmpty()) {
            throw ApiError.parameter("prompt", "must be one text, not empty");
        }
        return new Prompt(text.textValue(), List.of(new Part(PartKind.TEMPLATE, 0, 0)));
    }
}
