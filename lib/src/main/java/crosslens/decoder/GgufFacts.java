package crosslens.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Typed access to one architecture's keys of a checkpoint. Collects what is wrong instead of stopping at the first problem. */
final class GgufFacts {
    private final Map<String, Object> metadata;
    private final String prefix;
    private final List<String> problems = new ArrayList<>();

    GgufFacts(Map<String, Object> metadata, String prefix) {
        this.metadata = metadata;
        this.prefix = prefix;
    }

    /** What was found wrong so far; a caller may add to it. */
    List<String> problems() {
        return problems;
    }

    /** An unknown key may stand for arithmetic that would silently be left out. */
    void refuseUnknown(Set<String> understood) {
        new TreeMap<>(metadata).forEach((key, value) -> {
            if (key.startsWith(prefix) && !understood.contains(key.substring(prefix.length()))) {
                problems.add("key " + key + " = " + shortened(value) + " is not understood");
            }
        });
    }

    /** A required whole number; 0 if it is missing or none, which is then a problem. */
    int integer(String key) {
        if (!metadata.containsKey(prefix + key)) {
            problems.add("missing key " + prefix + key);
            return 0;
        }
        return integer(key, 0);
    }

    int integer(String key, int absent) {
        Object value = metadata.get(prefix + key);
        if (value == null) {
            return absent;
        }
        if (value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        problems.add("key " + prefix + key + " is no whole number in range: " + shortened(value));
        return 0;
    }

    /** A number; NaN as {@code absent} makes it required. */
    double number(String key, double absent) {
        Object value = metadata.get(prefix + key);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value != null) {
            problems.add("key " + prefix + key + " is no number: " + shortened(value));
        } else if (Double.isNaN(absent)) {
            problems.add("missing key " + prefix + key);
        }
        return absent;
    }

    String text(String key, String absent) {
        Object value = metadata.get(prefix + key);
        if (value == null || value instanceof String) {
            return value == null ? absent : (String) value;
        }
        problems.add("key " + prefix + key + " is no text: " + shortened(value));
        return absent;
    }

    /** Where the key is present it must have the one value that is supported. */
    void require(String key, int supported) {
        int value = integer(key, supported);
        if (value != supported) {
            problems.add("key " + prefix + key + " = " + value + " is not supported, only " + supported);
        }
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
