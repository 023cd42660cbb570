package crosslens.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The kit's JSON on disk, in three shapes: canonical (hashed), line (records and logs) and pretty (run.json).
 *
 * <p>Any Java string survives any of them, a lone surrogate too: what UTF-8 cannot carry is escaped.
 */
final class JsonText {
    /** Longest line written or read, in bytes; keeps a damaged or hostile file from filling the memory. */
    static final int LONGEST_LINE = 256 << 20;

    private static final int SHOWN = 80;
    private static final HexFormat HEX = HexFormat.of();
    private static final Comparator<String> BY_CODE_POINT = (a, b) ->
            java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_LINE)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private JsonText() {}

    /** The tree of one JSON value; a repeated key or text after the value is an error. An empty text is an error too. */
    static JsonNode parse(String text) throws JsonProcessingException {
        JsonNode node = STRICT.readTree(text);
        if (node.isMissingNode()) {
            throw new JsonParseException(null, "nothing but white space");
        }
        return node;
    }

    /** Indented, ASCII only. */
    static String pretty(JsonNode node) {
        try {
            return STRICT.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can be written", e);
        }
    }

    /**
     * The one text of a value: keys sorted by code point, no white space, ASCII only with lower-case escapes. It equals Python's
     * {@code json.dumps(value, sort_keys=True, separators=(",", ":"))}.
     *
     * @throws IllegalArgumentException if the value holds a fraction: those have no canonical text
     */
    static String canonical(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(node, true, out);
        return out.toString();
    }

    /**
     * One line without its newline, keys in the tree's order. Letters of every script stay readable; control characters and line separators of every
     * kind are escaped, so that no tool sees a second line and no terminal a command.
     */
    static String line(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(node, false, out);
        return out.toString();
    }

    /** Untrusted text for a message: quoted, escaped and cut at 80 characters. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder();
        string(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…", false, out);
        return out.toString();
    }

    private static void write(JsonNode node, boolean canonical, StringBuilder out) {
        if (node.isObject()) {
            object(node, canonical, out);
        } else if (node.isArray()) {
            out.append('[');
            for (int i = 0; i < node.size(); i++) {
                if (i > 0) {
                    out.append(',');
                }
                write(node.get(i), canonical, out);
            }
            out.append(']');
        } else if (node.isTextual()) {
            string(node.textValue(), canonical, out);
        } else if (canonical && node.isNumber() && !node.isIntegralNumber()) {
            throw new IllegalArgumentException("a fraction has no canonical text: " + node);
        } else {
            out.append(node);
        }
    }

    private static void object(JsonNode node, boolean canonical, StringBuilder out) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        if (canonical) {
            keys.sort(BY_CODE_POINT);
        }
        out.append('{');
        for (int i = 0; i < keys.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            string(keys.get(i), canonical, out);
            out.append(':');
            write(node.get(keys.get(i)), canonical, out);
        }
        out.append('}');
    }

    private static void string(String text, boolean ascii, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c >= ' ' && c < 0x7f) {
                        out.append(c);
                    } else if (!ascii
                            && Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else if (ascii || c <= 0x9f || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                        out.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
