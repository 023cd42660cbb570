package crosslens.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.token.Alphabet;
import crosslens.token.LibraryTokenizer;
import crosslens.token.SpacePrefix;
import crosslens.token.Tokenizer;
import crosslens.token.Vocabulary;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes a tokenizer of a {@code tokenizer.json}: the library gets the file without its control tokens, which are ours to find. */
final class JsonTokenizers {
    private final TokenizerJson file;
    private final TokenizerFacts facts;
    private final VocabularyBuilder vocabulary = new VocabularyBuilder();
    private final Set<String> kept = new HashSet<>();
    private final ArrayNode textTokens = JsonNodeFactory.instance.arrayNode();

    private JsonTokenizers(TokenizerJson file, TokenizerFacts facts) {
        this.file = file;
        this.facts = facts;
    }

    /**
     * The tokenizer a file describes.
     *
     * @throws IllegalArgumentException if it is of a kind that is not read, contradicts itself, or is refused by the library
     */
    static Tokenizer of(TokenizerJson file, TokenizerFacts facts) throws IOException {
        return new JsonTokenizers(file, facts).make();
    }

    private Tokenizer make() throws IOException {
        String kind = file.fact("type").asText("BPE");
        if (!kind.equals("BPE")) {
            throw new IllegalArgumentException("its model is of the kind " + kind + "; BPE alone is read");
        }
        Alphabet alphabet = alphabet();
        learnedTokens();
        addedTokens();
        Optional<Boolean> decided = facts.addBos();
        OptionalInt bos = decided.isPresent() ? vocabulary.id(facts.token("bos_token")) : processedBos();
        boolean addBos = decided.orElse(bos.isPresent());
        if (bos.isEmpty()) {
            bos = vocabulary.id(facts.token("bos_token"));
        }
        SpacePrefix prefix = alphabet == Alphabet.SPACES ? prefix() : SpacePrefix.NONE;
        LibraryTokenizer.Source first = () -> file.stream(textTokens, file.section("pre_tokenizer"));
        LibraryTokenizer.Source later = prefix == SpacePrefix.FIRST
                ? () -> file.stream(textTokens, withoutPrefix(file.section("pre_tokenizer")))
                : first;
        return new LibraryTokenizer(
                vocabulary.build(facts, bos, addBos, vocabulary.id(facts.token("eos_token"))),
                alphabet,
                prefix,
                first,
                later);
    }

    private Alphabet alphabet() {
        for (String section : new String[] {"pre_tokenizer", "decoder", "normalizer"}) {
            for (JsonNode step : file.steps(section)) {
                String type = step.path("type").asText();
                if (type.equals("ByteLevel")) {
                    return Alphabet.BYTES;
                }
                if (type.equals("Metaspace")
                        || type.equals("Replace") && step.toString().contains("▁")) {
                    return Alphabet.SPACES;
                }
            }
        }
        throw new IllegalArgumentException(
                "it neither writes text byte by byte (ByteLevel) nor spaces as ▁ (Metaspace, Replace)");
    }

    private void learnedTokens() {
        boolean fallback = file.fact("byte_fallback").asBoolean();
        for (Map.Entry<Integer, String> token : file.vocabulary().entrySet()) {
            boolean isByte = fallback && token.getValue().matches("<0x[0-9A-F]{2}>");
            vocabulary.put(token.getKey(), token.getValue(), isByte ? Vocabulary.Kind.BYTE : Vocabulary.Kind.NORMAL);
        }
    }

    /** Takes the tokens of {@code tokenizer_config.json} too, which win over the file's own, as they do in the reference. */
    private void addedTokens() {
        for (JsonNode token : file.section("added_tokens")) {
            int id = TokenizerFacts.checked(token.path("id").asLong(-1));
            vocabulary.put(new TokenizerFacts.Added(
                    id, token.path("content").asText(), token.path("special").asBoolean()));
        }
        for (TokenizerFacts.Added token : facts.addedTokens()) {
            vocabulary.put(token);
        }
        for (JsonNode token : file.section("added_tokens")) {
            keep(token.path("id").asInt(), (ObjectNode) token.deepCopy());
        }
        for (TokenizerFacts.Added token : facts.addedTokens()) {
            ObjectNode plain = JsonNodeFactory.instance.objectNode();
            for (String flag : new String[] {"single_word", "lstrip", "rstrip", "normalized", "special"}) {
                plain.put(flag, false);
            }
            keep(token.id(), plain.put("content", token.text()));
        }
    }

    private void keep(int id, ObjectNode token) {
        if (vocabulary.kind(id) == Vocabulary.Kind.USER_DEFINED
                && kept.add(token.path("content").asText())) {
            textTokens.add(token.put("id", id).put("special", false));
        }
    }

    /** The token that post-processing puts in front of a text. */
    private OptionalInt processedBos() {
        for (JsonNode step : file.steps("post_processor")) {
            JsonNode begin = step.path("single").path(0).path("SpecialToken").path("id");
            JsonNode id =
                    step.path("special_tokens").path(begin.asText()).path("ids").path(0);
            if (id.isIntegralNumber()) {
                return OptionalInt.of(id.intValue());
            }
        }
        return OptionalInt.empty();
    }

    private SpacePrefix prefix() {
        for (JsonNode step : file.steps("normalizer")) {
            if (step.path("type").asText().equals("Prepend")) {
                return SpacePrefix.EVERY;
            }
        }
        for (JsonNode step : file.steps("pre_tokenizer")) {
            if (step.path("type").asText().equals("Metaspace")) {
                boolean none = !step.path("add_prefix_space").asBoolean(true);
                return switch (none ? "never" : step.path("prepend_scheme").asText("always")) {
                    case "never" -> SpacePrefix.NONE;
                    case "first" -> SpacePrefix.FIRST;
                    default -> SpacePrefix.EVERY;
                };
            }
        }
        return SpacePrefix.NONE;
    }

    private static JsonNode withoutPrefix(JsonNode preTokenizer) {
        JsonNode copy = preTokenizer.deepCopy();
        for (JsonNode step : copy.path("pretokenizers").isArray() ? copy.get("pretokenizers") : List.of(copy)) {
            if (step.path("type").asText().equals("Metaspace")) {
                ((ObjectNode) step).put("prepend_scheme", "never").remove("add_prefix_space");
            }
        }
        return copy;
    }
}
