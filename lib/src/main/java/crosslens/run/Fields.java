package crosslens.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the fields of one JSON object, each by its type. Every refusal is an {@link IllegalArgumentException} that names the field; {@link #end} refuses
 * fields that were not asked for.
 */
final class Fields {
    private final JsonNode object;
    private final String what;
    private final Set<String> read = new HashSet<>();

    /** @param what names the object in refusals */
    Fields(JsonNode object, String what) {
        if (!object.isObject()) {
            throw new IllegalArgumentException(what + " is not a JSON object");
        }
        this.object = object;
        this.what = what;
    }

    boolean has(String name) {
        return object.has(name);
    }

    JsonNode value(String name) {
        read.add(name);
        JsonNode value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException("field '" + name + "' of " + what + " is missing");
        }
        return value;
    }

    String text(String name) {
        JsonNode value = value(name);
        require(value.isTextual(), name, "a text");
        return value.textValue();
    }

    int integer(String name) {
        JsonNode value = value(name);
        require(value.isIntegralNumber() && value.canConvertToInt(), name, "a whole number");
        return value.intValue();
    }

    long longInteger(String name) {
        JsonNode value = value(name);
        require(value.isIntegralNumber() && value.canConvertToLong(), name, "a whole number");
        return value.longValue();
    }

    /** A number, or NaN for null. */
    double number(String name) {
        JsonNode value = value(name);
        require(value.isNumber() || value.isNull(), name, "a number or null");
        return value.isNull() ? Double.NaN : value.doubleValue();
    }

    List<String> texts(String name) {
        JsonNode value = value(name);
        require(value.isArray(), name, "a list of texts");
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            require(element.isTextual(), name, "a list of texts");
            texts.add(element.textValue());
        }
        return texts;
    }

    List<Integer> integers(String name) {
        JsonNode value = value(name);
        require(value.isArray(), name, "a list of whole numbers");
        List<Integer> integers = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            require(element.isIntegralNumber() && element.canConvertToInt(), name, "a list of whole numbers");
            integers.add(element.intValue());
        }
        return integers;
    }

    /** Texts, booleans and whole numbers (as {@code Long}) by name. */
    Map<String, Object> scalars(String name) {
        JsonNode value = value(name);
        require(value.isObject(), name, "an object");
        Map<String, Object> scalars = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode scalar = entry.getValue();
            if (scalar.isTextual()) {
                scalars.put(entry.getKey(), scalar.textValue());
            } else if (scalar.isBoolean()) {
                scalars.put(entry.getKey(), scalar.booleanValue());
            } else {
                require(
                        scalar.isIntegralNumber() && scalar.canConvertToLong(),
                        name,
                        "an object of texts, booleans and whole numbers");
                scalars.put(entry.getKey(), scalar.longValue());
            }
        }
        return scalars;
    }

    Map<String, String> textsByName(String name) {
        Map<String, String> texts = new TreeMap<>();
        scalars(name).forEach((key, value) -> {
            require(value instanceof String, name, "an object of texts");
            texts.put(key, value.toString());
        });
        return texts;
    }

    void end() {
        object.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw new IllegalArgumentException("field " + JsonText.quote(name) + " of " + what + " is unknown");
            }
        });
    }

    private void require(boolean right, String name, String type) {
        if (!right) {
            throw new IllegalArgumentException("field '" + name + "' of " + what + " must be " + type);
        }
    }
}
