package crosslens.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The content of a {@code tokenizer.json}: the vocabulary, the small sections as trees, and the model section as bytes, because it has tens of
 * megabytes and is only handed on.
 */
final class TokenizerJson {
    private static final JsonFactory STREAMS = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // a vocabulary's names come once each
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper(STREAMS);
    private static final Set<String> REPLACED = Set.of("truncation", "padding", "post_processor", "added_tokens");

    private final Map<String, JsonNode> sections = new HashMap<>();
    private final Map<Integer, String> vocabulary = new HashMap<>();
    private final ObjectNode facts = JsonNodeFactory.instance.objectNode();
    private byte[] model = new byte[0];

    private TokenizerJson() {}

    /** @throws IOException if the file cannot be read or is not what its name says; names the file */
    static TokenizerJson read(Path file) throws IOException {
        TokenizerJson content = new TokenizerJson();
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(in)) {
            content.readFile(parser);
        } catch (JacksonException e) {
            throw new IOException(
                    "Cannot read " + file + ": " + e.getOriginalMessage() + " at line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()),
                    e);
        } catch (CharConversionException e) {
            throw new IOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
        if (content.vocabulary.isEmpty()) {
            throw new IOException("Cannot read " + file + ": it has no model with a vocabulary");
        }
        return content;
    }

    private void readFile(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "it must hold a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT && name.equals("model")) {
                readModel(parser);
            } else {
                sections.put(name, parser.readValueAsTree());
            }
        }
    }

    private void readModel(JsonParser parser) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        try (JsonGenerator copy = STREAMS.createGenerator(bytes)) {
            copy.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                copy.writeFieldName(name);
                JsonToken value = parser.nextToken();
                if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
                    readVocabulary(parser, copy);
                } else {
                    if (value.isScalarValue()) {
                        facts.set(name, parser.readValueAs(JsonNode.class));
                        JSON.writeTree(copy, facts.get(name));
                    } else {
                        copy.copyCurrentStructure(parser);
                    }
                }
            }
            copy.writeEndObject();
        }
        model = bytes.toByteArray();
    }

    private void readVocabulary(JsonParser parser, JsonGenerator copy) throws IOException {
        copy.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String symbol = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new JsonParseException(parser, "a token's id must be a whole number");
            }
            int id = TokenizerFacts.checked(parser.getLongValue());
            vocabulary.put(id, symbol);
            copy.writeNumberField(symbol, id);
        }
        copy.writeEndObject();
    }

    /** The learned vocabulary, by id. */
    Map<Integer, String> vocabulary() {
        return Collections.unmodifiableMap(vocabulary);
    }

    /** A scalar of the model section, e.g. {@code byte_fallback}; a missing node if it is not there. */
    JsonNode fact(String name) {
        return facts.path(name);
    }

    /** A section beside the model, e.g. {@code normalizer}; a missing node if it is not there. */
    JsonNode section(String name) {
        return sections.getOrDefault(name, MissingNode.getInstance());
    }

    /** The steps of a section that may be a sequence of them; none if it is not there. */
    List<JsonNode> steps(String name) {
        JsonNode section = section(name);
        if (!section.isObject()) {
            return List.of();
        }
        for (String list : List.of("normalizers", "pretokenizers", "processors", "decoders")) {
            if (section.path(list).isArray()) {
                return List.copyOf(JSON.convertValue(
                        section.get(list), JSON.getTypeFactory().constructCollectionType(List.class, JsonNode.class)));
            }
        }
        return List.of(section);
    }

    /**
     * The file again, without truncation, padding and post-processing.
     *
     * @param added the added tokens it is to have
     * @param preTokenizer its pre-tokenizer
     */
    InputStream stream(ArrayNode added, JsonNode preTokenizer) throws IOException {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        sections.forEach((name, section) -> {
            if (!REPLACED.contains(name)) {
                head.set(name, section);
            }
        });
        head.set("added_tokens", added);
        if (!preTokenizer.isMissingNode()) {
            head.set("pre_tokenizer", preTokenizer);
        }
        byte[] text = JSON.writeValueAsBytes(head);
        byte[] start = (new String(text, 0, text.length - 1, StandardCharsets.UTF_8) + ",\"model\":")
                .getBytes(StandardCharsets.UTF_8);
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(start),
                new ByteArrayInputStream(model),
                new ByteArrayInputStream(new byte[] {'}'}))));
    }
}
