package crosslens.remote.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.lm.GenerationSettings;
import crosslens.lm.StopRule;
import crosslens.lm.TokenReader;
import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a request asks for.
 *
 * @param chat whether it came as a chat request
 * @param settings how it is answered; of no meaning where nothing is to be generated
 * @param generated whether there is to be an answer, else the text is only read
 * @param stop texts before which the answer ends
 * @param echo whether the prompt is to come back before the answer
 * @param logProbs how many alternatives are told with every token's log-probability; none are told if this is absent
 * @param stream whether the answer is to come as events
 * @param streamUsage whether the last event says what was used
 */
record Ask(
        boolean chat,
        String model,
        Prompt prompt,
        GenerationSettings settings,
        boolean generated,
        List<String> stop,
        boolean echo,
        OptionalInt logProbs,
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
        JsonNode model = json.path("model");
        if (!model.isTextual()) {
            throw ApiError.parameter("model", "must be a text");
        }
        boolean echo = flag(json, "echo");
        if (chat && echo) {
            throw ApiError.unsupported("echo", "echo is for completions: a chat answer holds no prompt");
        }
        int maxTokens = maxTokens(json, echo ? 0 : 1, mostTokens);
        return new Ask(
                chat,
                model.textValue(),
                chat ? message(json.path("messages")) : text(json.path("prompt")),
                new GenerationSettings(chat ? Style.CHAT : Style.RAW, "", Math.max(1, maxTokens), StopRule.EOS),
                maxTokens > 0,
                stop,
                echo,
                chat ? chatLogProbs(json) : completionLogProbs(json),
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
        for (String other : new String[] {"tools", "functions", "response_format", "logit_bias", "suffix"}) {
            if (!isAbsent(json.path(other)) && !json.path(other).isEmpty()) {
                throw ApiError.unsupported(other, other + " is not served");
            }
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static boolean flag(JsonNode json, String name) throws ApiError {
        JsonNode value = json.path(name);
        if (!isAbsent(value) && !value.isBoolean()) {
            throw ApiError.parameter(name, "must be true or false");
        }
        return value.asBoolean(false);
    }

    private static OptionalInt chatLogProbs(JsonNode json) throws ApiError {
        boolean wanted = flag(json, "logprobs");
        if (!wanted && !isAbsent(json.path("top_logprobs"))) {
            throw ApiError.parameter("top_logprobs", "needs logprobs to be true");
        }
        return wanted ? OptionalInt.of(alternatives(json, "top_logprobs")) : OptionalInt.empty();
    }

    private static OptionalInt completionLogProbs(JsonNode json) throws ApiError {
        JsonNode wanted = json.path("logprobs");
        return isAbsent(wanted) || wanted.isBoolean() && !wanted.booleanValue()
                ? OptionalInt.empty()
                : OptionalInt.of(alternatives(json, "logprobs"));
    }

    private static int alternatives(JsonNode json, String name) throws ApiError {
        JsonNode value = json.path(name);
        if (isAbsent(value)) {
            return 0;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 0
                || value.intValue() > TokenReader.MOST_ALTERNATIVES) {
            throw ApiError.parameter(name, "must be 0 to " + TokenReader.MOST_ALTERNATIVES);
        }
        return value.intValue();
    }

    private static int maxTokens(JsonNode json, int least, int most) throws ApiError {
        String name = isAbsent(json.path("max_completion_tokens")) ? "max_tokens" : "max_completion_tokens";
        JsonNode value = json.path(name);
        if (isAbsent(value)) {
            return Math.min(DEFAULT_MAX_TOKENS, most);
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw ApiError.parameter(name, "must be " + least + " to " + most + (least == 0 ? "" : "; 0 needs echo"));
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
