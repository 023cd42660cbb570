package crosslens.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.prompt.PromptWording.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The JSON form of a {@link PromptWording}. Strict: every key must be there, none besides, each of its kind. */
final class WordingFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> KEYS =
            Set.of("name", "version", "labels", "opening", "instructions", "start", "layout");
    private static final Set<String> LABELS = Set.of("context", "question", "answer");

    private final String file;

    private WordingFile(String file) {
        this.file = file;
    }

    static PromptWording parse(String file, byte[] bytes) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            throw new IOException(file + place + ": " + e.getOriginalMessage(), e);
        }
        WordingFile reader = new WordingFile(file);
        reader.requireKeys(root, "the file", KEYS);
        JsonNode labels = root.get("labels");
        reader.requireKeys(labels, "labels", LABELS);
        try {
            return new PromptWording(
                    reader.text(root, "name"),
                    reader.version(root.get("version")),
                    reader.text(labels, "context"),
                    reader.text(labels, "question"),
                    reader.text(labels, "answer"),
                    reader.text(root, "opening"),
                    reader.lines(root.get("instructions")),
                    reader.text(root, "start"),
                    reader.layout(root.get("layout")));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private void requireKeys(JsonNode node, String where, Set<String> keys) throws IOException {
        if (node == null || !node.isObject()) {
            throw new IOException(file + ": " + where + " must be a JSON object with the keys " + new TreeSet<>(keys));
        }
        Set<String> missing = new TreeSet<>(keys);
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(key -> {
            if (!missing.remove(key)) {
                unknown.add(key);
            }
        });
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new IOException(file + ": " + where
                    + (missing.isEmpty() ? "" : " lacks the keys " + missing)
                    + (unknown.isEmpty() ? "" : " has unknown keys " + unknown)
                    + "; the keys are " + new TreeSet<>(keys));
        }
    }

    private String text(JsonNode parent, String key) throws IOException {
        JsonNode node = parent.get(key);
        if (!node.isTextual()) {
            throw new IOException(file + ": " + key + " must be a text, not " + node);
        }
        return node.textValue();
    }

    private int version(JsonNode node) throws IOException {
        if (!node.isInt()) {
            throw new IOException(file + ": version must be an integer, not " + node);
        }
        return node.intValue();
    }

    private List<String> lines(JsonNode node) throws IOException {
        requireArray(node, "instructions");
        List<String> lines = new ArrayList<>();
        for (JsonNode line : node) {
            if (!line.isTextual()) {
                throw new IOException(file + ": instructions[" + lines.size() + "] must be a text, not " + line);
            }
            lines.add(line.textValue());
        }
        return lines;
    }

    private List<List<Section>> layout(JsonNode node) throws IOException {
        requireArray(node, "layout");
        List<List<Section>> layout = new ArrayList<>();
        for (JsonNode group : node) {
            String where = "layout[" + layout.size() + "]";
            requireArray(group, where);
            List<Section> sections = new ArrayList<>();
            for (JsonNode section : group) {
                sections.add(section(section, where + "[" + sections.size() + "]"));
            }
            layout.add(sections);
        }
        return layout;
    }

    private Section section(JsonNode node, String where) throws IOException {
        for (Section section : Section.values()) {
            if (node.isTextual() && node.textValue().equals(name(section))) {
                return section;
            }
        }
        throw new IOException(file + ": " + where + " must be one of "
                + Arrays.stream(Section.values()).map(WordingFile::name).toList() + ", not " + node);
    }

    private void requireArray(JsonNode node, String where) throws IOException {
        if (!node.isArray()) {
            throw new IOException(file + ": " + where + " must be a list, not " + node);
        }
    }

    private static String name(Section section) {
        return section.name().toLowerCase(Locale.ROOT);
    }

    /** The content in one fixed writing: keys in a fixed order, no white space between them. */
    static String canonical(PromptWording wording) {
        ObjectNode root = JSON.createObjectNode();
        root.put("name", wording.name()).put("version", wording.version());
        root.putObject("labels")
                .put("context", wording.contextLabel())
                .put("question", wording.questionLabel())
                .put("answer", wording.answerLabel());
        root.put("opening", wording.opening());
        wording.instructions().forEach(root.putArray("instructions")::add);
        root.put("start", wording.start());
        ArrayNode layout = root.putArray("layout");
        for (List<Section> group : wording.layout()) {
            ArrayNode names = layout.addArray();
            group.forEach(section -> names.add(name(section)));
        }
        return root.toString();
    }
}
