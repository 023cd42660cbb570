package crosslens.prompt.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The filter {@code tojson} as chat templates get it: {@code json.dumps} with its spaces, without escapes for HTML. */
final class Json {
    private final boolean ascii;
    private final String indent;
    private final String comma;
    private final String colon;
    private final boolean sorted;
    private final StringBuilder out = new StringBuilder();

    private Json(Arguments arguments) {
        Object indent = arguments.get(1, "indent", null);
        List<Object> separators = arguments.get(2, "separators", null) == null
                ? List.of(indent == null ? ", " : ",", ": ")
                : Values.items(arguments.get(2, "separators"));
        this.ascii = Values.truth(arguments.get(0, "ensure_ascii", false));
        this.indent = indent == null
                ? null
                : indent instanceof String text
                        ? text
                        : " ".repeat(Math.max(0, Math.min(100, arguments.integer(1, "indent", 0))));
        this.comma = Values.text(separators.get(0));
        this.colon = Values.text(separators.get(1));
        this.sorted = Values.truth(arguments.get(3, "sort_keys", false));
    }

    static String write(Object value, Arguments arguments) {
        Json json = new Json(arguments);
        json.value(value, 1);
        return json.out.toString();
    }

    private void value(Object value, int depth) {
        if (depth > 100) {
            throw new JinjaException("tojson: nested too deep");
        }
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Double || value instanceof Long) {
            out.append(Values.repr(value));
        } else if (value instanceof List<?> list) {
            out.append('[');
            String between = "";
            for (Object item : list) {
                between = next(between, depth);
                value(item, depth + 1);
            }
            close(']', list.isEmpty(), depth);
        } else if (value instanceof Map<?, ?> map) {
            map(map, depth);
        } else {
            throw new JinjaException("tojson cannot write " + Values.typeName(value));
        }
    }

    private void map(Map<?, ?> map, int depth) {
        Map<String, Object> entries = sorted ? new TreeMap<>() : new java.util.LinkedHashMap<>();
        map.forEach((key, value) -> entries.put(key instanceof String text ? text : key(key), value));
        out.append('{');
        String between = "";
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            between = next(between, depth);
            text(entry.getKey());
            out.append(colon);
            value(entry.getValue(), depth + 1);
        }
        close('}', map.isEmpty(), depth);
    }

    private static String key(Object key) {
        return key == null || key instanceof Boolean ? String.valueOf(key) : Values.repr(key);
    }

    private String next(String between, int depth) {
        out.append(between);
        if (indent != null) {
            out.append('\n').append(indent.repeat(depth));
        }
        return comma;
    }

    private void close(char bracket, boolean empty, int depth) {
        if (indent != null && !empty) {
            out.append('\n').append(indent.repeat(depth - 1));
        }
        out.append(bracket);
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = "\"\\\n\r\t\f\b".indexOf(c);
            if (escape >= 0) {
                out.append('\\').append("\"\\nrtfb".charAt(escape));
            } else if (c < 0x20 || ascii && c > 0x7e) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
