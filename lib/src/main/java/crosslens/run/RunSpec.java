package crosslens.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.lm.GenerationSettings;
import crosslens.lm.ModelCard;
import crosslens.lm.StopRule;
import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.text.Language;
import crosslens.text.Sha256;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that determines a run's answers, and nothing else: two requests with equal specs are the same run.
 *
 * @param fingerprint the model's, see {@link ModelCard#fingerprint}
 * @param contextData SHA-256 of the data file of the context language
 * @param questionData SHA-256 of the data file of the question language; the same where the languages are
 * @param demonstrations ids of the demonstrations, in their order in the prompt
 * @param wording hash of the texts of the prompt format
 * @param templateArguments what the chat template is given besides the message: texts, booleans and whole numbers
 * @param answerPrefix text the answer is made to continue, or empty
 * @param dtype type the model's arithmetic runs in, e.g. {@code f32}
 * @param resultsVersion the kit's own, see {@link #RESULTS_VERSION}
 */
public record RunSpec(
        String fingerprint,
        String contextData,
        String questionData,
        Cell cell,
        List<String> demonstrations,
        String wording,
        Map<String, ?> templateArguments,
        String answerPrefix,
        StopRule stop,
        int maxTokens,
        String dtype,
        int resultsVersion) {
    /** Raised by hand whenever a change of the kit changes answers. */
    public static final int RESULTS_VERSION = 1;

    public RunSpec {
        requireText(fingerprint, "fingerprint");
        requireText(wording, "wording");
        requireText(dtype, "dtype");
        requireHash(contextData, "contextData");
        requireHash(questionData, "questionData");
        demonstrations = List.copyOf(demonstrations);
        templateArguments = scalars(templateArguments);
        if (maxTokens < 1 || resultsVersion < 1) {
            throw new IllegalArgumentException(
                    "maxTokens (" + maxTokens + ") and resultsVersion (" + resultsVersion + ") must be at least 1");
        }
        if (answerPrefix == null || stop == null || cell == null) {
            throw new IllegalArgumentException("a spec needs its cell, answer prefix and stop rule");
        }
    }

    /** The spec of a model asked with the given settings, under this kit's results version. */
    public static RunSpec of(
            ModelCard model,
            GenerationSettings settings,
            Cell cell,
            String contextData,
            String questionData,
            List<String> demonstrations,
            String wording,
            Map<String, ?> templateArguments) {
        if (settings.style() != cell.style()) {
            throw new IllegalArgumentException(
                    "the cell is in style " + cell.style() + ", the settings in " + settings.style());
        }
        return new RunSpec(
                model.fingerprint(),
                contextData,
                questionData,
                cell,
                demonstrations,
                wording,
                templateArguments,
                settings.answerPrefix(),
                settings.stop(),
                settings.maxTokens(),
                model.dtype(),
                RESULTS_VERSION);
    }

    /** The run's identity: SHA-256 in hex of the spec's canonical JSON. */
    public String key() {
        return Sha256.of(JsonText.canonical(toJson()));
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("fingerprint", fingerprint).put("contextData", contextData).put("questionData", questionData);
        json.putObject("cell")
                .put("context", cell.context().code())
                .put("question", cell.question().code())
                .put("shots", cell.shots())
                .put("format", cell.format())
                .put("style", label(cell.style()));
        demonstrations.forEach(json.putArray("demonstrations")::add);
        json.put("wording", wording);
        ObjectNode arguments = json.putObject("templateArguments");
        templateArguments.forEach((name, value) -> put(arguments, name, value));
        return json.put("answerPrefix", answerPrefix)
                .put("stop", label(stop))
                .put("maxTokens", maxTokens)
                .put("dtype", dtype)
                .put("resultsVersion", resultsVersion);
    }

    static RunSpec fromJson(JsonNode json) {
        Fields fields = new Fields(json, "the spec");
        Fields cell = new Fields(fields.value("cell"), "the cell");
        RunSpec spec = new RunSpec(
                fields.text("fingerprint"),
                fields.text("contextData"),
                fields.text("questionData"),
                new Cell(
                        new Language(cell.text("context")),
                        new Language(cell.text("question")),
                        cell.integer("shots"),
                        cell.text("format"),
                        constant(Style.class, cell.text("style"))),
                fields.texts("demonstrations"),
                fields.text("wording"),
                fields.scalars("templateArguments"),
                fields.text("answerPrefix"),
                constant(StopRule.class, fields.text("stop")),
                fields.integer("maxTokens"),
                fields.text("dtype"),
                fields.integer("resultsVersion"));
        cell.end();
        fields.end();
        return spec;
    }

    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E constant(Class<E> type, String label) {
        for (E constant : type.getEnumConstants()) {
            if (label(constant).equals(label)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(JsonText.quote(label) + " is no " + type.getSimpleName());
    }

    static void put(ObjectNode object, String name, Object value) {
        if (value instanceof String text) {
            object.put(name, text);
        } else if (value instanceof Boolean truth) {
            object.put(name, truth);
        } else {
            object.put(name, (Long) value);
        }
    }

    static Map<String, Object> scalars(Map<String, ?> arguments) {
        Map<String, Object> scalars = new TreeMap<>();
        arguments.forEach((name, value) -> {
            if (value instanceof Integer || value instanceof Long) {
                scalars.put(name, ((Number) value).longValue());
            } else if (value instanceof String || value instanceof Boolean) {
                scalars.put(name, value);
            } else {
                throw new IllegalArgumentException("setting " + JsonText.quote(name)
                        + " must be a text, a boolean or a whole number, not " + value);
            }
        });
        return Collections.unmodifiableMap(scalars);
    }

    private static void requireText(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " of a spec is empty");
        }
    }

    private static void requireHash(String value, String name) {
        if (value == null || !Sha256.looksRight(value)) {
            throw new IllegalArgumentException(
                    name + " of a spec must be a SHA-256 in lower-case hex, not " + JsonText.quote("" + value));
        }
    }
}
