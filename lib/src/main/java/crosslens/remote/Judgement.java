package crosslens.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import crosslens.lm.StopReason;
import crosslens.text.Quote;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Says what an arrived reply means. Nothing of a reply is trusted: its texts go into messages quoted, cut and escaped. */
final class Judgement {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern TOO_LONG = Pattern.compile(
            "context[ _]length|maximum context|context window|too many (input )?tokens|prompt is too long|exceeds? .{0,40}context",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSUPPORTED = Pattern.compile(
            "unsupported|not support|only the default|is not allowed|unrecognized", Pattern.CASE_INSENSITIVE);

    private Judgement() {}

    static Verdict of(Wire.Arrived arrived) {
        return switch (arrived.fate()) {
            case LATE -> new Verdict.Again(StopReason.TIMEOUT, "no reply in time", Duration.ZERO, true);
            case CUT_OFF ->
                new Verdict.Again(
                        StopReason.CUT_OFF, "the connection ended in the middle of the reply", Duration.ZERO, true);
            case GARBLED ->
                new Verdict.Again(
                        StopReason.NOT_JSON,
                        "what came is not HTTP: " + Quote.of(arrived.problem()),
                        Duration.ZERO,
                        false);
            case UNREACHABLE ->
                new Verdict.Again(
                        null, "cannot be reached (" + Quote.escape(arrived.problem()) + ")", Duration.ZERO, false);
            case WHOLE -> ofStatus(arrived.status(), arrived.headers(), arrived.body());
        };
    }

    /** The endpoint's own name of the model in a reply; empty where it names none. */
    static String model(String reply) {
        JsonNode json = parse(reply);
        return json.path("choices").isArray() ? text(json, "model") : "";
    }

    private static Verdict ofStatus(int status, HttpHeaders headers, String body) {
        JsonNode json = parse(body);
        if (status / 100 == 2 && json.path("choices").isArray()) {
            return new Verdict.Reply(json, text(json, "model"), text(json, "system_fingerprint"), usage(json));
        }
        JsonNode error = json.path("error").isObject() ? json.path("error") : json;
        String said = "status " + status + (said(error).isEmpty() ? "" : ": " + Quote.of(said(error)));
        if (status / 100 == 2) {
            return json.has("error")
                    ? ofError(error.path("code").asInt(500), headers, error, said)
                    : new Verdict.Again(StopReason.NOT_JSON, "not a reply but " + Quote.of(body), Duration.ZERO, true);
        }
        return ofError(status, headers, error, said);
    }

    private static Verdict ofError(int status, HttpHeaders headers, JsonNode error, String said) {
        String code = text(error, "code") + " " + text(error, "type") + " "
                + error.path("innererror").path("code").asText();
        if (status == 429) {
            return code.contains("insufficient_quota")
                    ? new Verdict.Fatal(said)
                    : new Verdict.Again(null, said, retryAfter(headers), false);
        }
        if (status == 408 || status == 409 || status == 425 || status >= 500) {
            return new Verdict.Again(StopReason.SERVER_ERROR, said, retryAfter(headers), false);
        }
        if (status != 400 && status != 413 && status != 422) {
            return new Verdict.Fatal(said + hint(status));
        }
        if (code.contains("content_filter") || code.contains("ResponsibleAIPolicyViolation")) {
            return new Verdict.Final(StopReason.CONTENT_FILTER, said);
        }
        if (code.contains("context_length_exceeded")
                || TOO_LONG.matcher(said(error)).find()) {
            return new Verdict.Final(StopReason.TOO_LONG, said);
        }
        for (String parameter : Dialect.OPTIONAL) {
            boolean named = text(error, "param").equals(parameter)
                    || said(error).contains(parameter)
                            && UNSUPPORTED.matcher(said(error)).find();
            if (named) {
                return new Verdict.Without(parameter, said);
            }
        }
        return new Verdict.Final(StopReason.REJECTED, said);
    }

    private static String hint(int status) {
        return switch (status) {
            case 401, 403 ->
                "; is the key in " + ApiKey.VARIABLE + " (for openai.com also " + ApiKey.OPENAI_VARIABLE + ") right?";
            case 404 -> "; are the model's name and the URL right, up to and with /v1?";
            case 301, 302, 303, 307, 308 -> "; redirects are not followed: name the address it leads to";
            default -> "";
        };
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String said(JsonNode error) {
        for (String field : new String[] {"message", "detail", "error"}) {
            if (error.path(field).isTextual()) {
                return error.path(field).textValue();
            }
        }
        return "";
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).isTextual() ? object.path(field).textValue() : "";
    }

    private static Verdict.Usage usage(JsonNode json) {
        JsonNode in = json.path("usage").path("prompt_tokens");
        JsonNode out = json.path("usage").path("completion_tokens");
        return isCount(in) && (isCount(out) || out.isMissingNode() || out.isNull())
                ? new Verdict.Usage(in.intValue(), out.asInt(0), true)
                : Verdict.Usage.UNKNOWN;
    }

    private static boolean isCount(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0;
    }

    /** Seconds or a date; zero where there is none or it cannot be read. */
    private static Duration retryAfter(HttpHeaders headers) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        if (value.matches("\\d{1,9}(\\.\\d{1,3})?")) {
            return Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), then);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
