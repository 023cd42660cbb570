package crosslens.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the small files of a model's folder say about its tokenizer: {@code tokenizer_config.json}, {@code special_tokens_map.json},
 * {@code added_tokens.json}, {@code generation_config.json}, {@code config.json}. Each may be missing.
 */
final class TokenizerFacts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_TOKENS = 1 << 22;
    private static final List<String> SPECIAL_KEYS =
            List.of("bos_token", "eos_token", "unk_token", "pad_token", "sep_token", "cls_token", "mask_token");

    private final JsonNode config;
    private final JsonNode specials;
    private final JsonNode added;
    private final JsonNode generation;
    private final JsonNode model;

    /**
     * A token added to the learned vocabulary.
     *
     * @param special whether it steers the model, rather than being text
     */
    record Added(int id, String text, boolean special) {}

    private TokenizerFacts(Path folder) throws IOException {
        config = read(folder.resolve("tokenizer_config.json"));
        specials = read(folder.resolve("special_tokens_map.json"));
        added = read(folder.resolve("added_tokens.json"));
        generation = read(folder.resolve("generation_config.json"));
        model = read(folder.resolve("config.json"));
    }

    /** @throws IOException if one of the files is there and is no JSON object */
    static TokenizerFacts of(Path folder) throws IOException {
        return new TokenizerFacts(folder);
    }

    private static JsonNode read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode content = JSON.readTree(file.toFile());
            if (!content.isObject()) {
                throw new IOException(file + " must hold a JSON object");
            }
            return content;
        } catch (JacksonException e) {
            throw new IOException("Cannot read " + file + ": " + e.getOriginalMessage(), e);
        }
    }

    /** The text of a token by its role, e.g. {@code bos_token}. */
    Optional<String> token(String role) {
        return text(config.path(role)).or(() -> text(specials.path(role)));
    }

    private static Optional<String> text(JsonNode token) {
        JsonNode text = token.isObject() ? token.path("content") : token;
        return text.isTextual() && !text.textValue().isEmpty() ? Optional.of(text.textValue()) : Optional.empty();
    }

    /** The texts of all tokens that have a role. */
    Set<String> tokensWithRoles() {
        Set<String> texts = new HashSet<>();
        SPECIAL_KEYS.forEach(key -> token(key).ifPresent(texts::add));
        for (JsonNode file : List.of(config, specials)) {
            JsonNode more = file.path("additional_special_tokens");
            if (more.isArray()) {
                more.forEach(token -> text(token).ifPresent(texts::add));
            }
        }
        return texts;
    }

    /**
     * Tokens that these files add to the vocabulary, in order of id.
     *
     * @throws IllegalArgumentException if an id is none
     */
    List<Added> addedTokens() {
        Map<Integer, Added> byId = new TreeMap<>();
        Set<String> special = tokensWithRoles();
        for (Map.Entry<String, JsonNode> entry : entries(added)) {
            int id = id(entry.getValue().asText());
            byId.put(id, new Added(id, entry.getKey(), special.contains(entry.getKey())));
        }
        for (Map.Entry<String, JsonNode> entry : entries(config.path("added_tokens_decoder"))) {
            int id = id(entry.getKey());
            String text = entry.getValue().path("content").asText();
            boolean steers = entry.getValue().path("special").asBoolean() || special.contains(text);
            byId.put(id, new Added(id, text, steers));
        }
        return new ArrayList<>(byId.values());
    }

    private static List<Map.Entry<String, JsonNode>> entries(JsonNode object) {
        return object.isObject() ? new ArrayList<>(object.properties()) : List.of();
    }

    private static int id(String number) {
        try {
            return checked(Long.parseLong(number));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the id of an added token is '" + number + "', which is no number", e);
        }
    }

    /** A token's id, or the number of ids, if it is one that a vocabulary can have. */
    static int checked(long id) {
        if (id < 0 || id > MOST_TOKENS) {
            throw new IllegalArgumentException(
                    id + " is no token's id or number of tokens: at most " + MOST_TOKENS + " are read");
        }
        return (int) id;
    }

    /** How many ids the model has; 0 if its configuration does not say. */
    int modelVocabulary() {
        JsonNode size = model.path("vocab_size");
        JsonNode either = size.isMissingNode() ? model.path("text_config").path("vocab_size") : size;
        return either.isIntegralNumber() ? checked(either.longValue()) : 0;
    }

    /**
     * Whether a begin token is put in front: for tokenizers of the SentencePiece line the reference decides by {@code add_bos_token}, true unless set,
     * whatever the post-processor says; for others it does not look at that key.
     */
    Optional<Boolean> addBos() {
        String name = className();
        boolean decides = name.startsWith("Llama") || name.startsWith("CodeLlama") || name.startsWith("Gemma");
        return decides ? Optional.of(config.path("add_bos_token").asBoolean(true)) : Optional.empty();
    }

    /** The reference's class for this tokenizer; empty if it is not named. */
    String className() {
        return config.path("tokenizer_class").asText("");
    }

    /** Whether text after a control token gets a space in front, as the first does. */
    boolean legacy() {
        return config.path("legacy").asBoolean(true);
    }

    /** Ids that end an answer, as the model's own files list them; the tokenizer's end token is one more. */
    Set<Integer> endIds() {
        Set<Integer> ids = new HashSet<>();
        for (JsonNode file : List.of(generation, model, model.path("text_config"))) {
            JsonNode end = file.path("eos_token_id");
            for (JsonNode id : end.isArray() ? end : List.of(end)) {
                if (id.isIntegralNumber()) {
                    ids.add(checked(id.longValue()));
                }
            }
        }
        return ids;
    }

    /** The chat template in {@code tokenizer_config.json}: the only one, or of several the one named default. */
    Optional<String> chatTemplate() {
        JsonNode template = config.path("chat_template");
        if (!template.isArray()) {
            return text(template);
        }
        for (JsonNode named : template) {
            if (named.path("name").asText().equals("default")) {
                return text(named.path("template"));
            }
        }
        return Optional.empty();
    }
}
