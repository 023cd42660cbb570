package crosslens.prompt.jinja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What Python's values do: truth, equality, order, items, and how they are written. */
final class Values {
    private Values() {}

    static boolean truth(Object value) {
        if (value == null || value instanceof Undefined) {
            return false;
        }
        if (value instanceof Boolean b) {
            return b;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return !(value instanceof Map<?, ?> map) || !map.isEmpty();
    }

    static boolean equal(Object a, Object b) {
        if (isNumber(a) && isNumber(b)) {
            return a instanceof Double || b instanceof Double ? toDouble(a) == toDouble(b) : toLong(a) == toLong(b);
        }
        if (a instanceof Undefined && b instanceof Undefined) {
            return true;
        }
        if (a instanceof List<?> one && b instanceof List<?> other) {
            boolean same = one.size() == other.size();
            for (int i = 0; same && i < one.size(); i++) {
                same = equal(one.get(i), other.get(i));
            }
            return same;
        }
        if (a instanceof Map<?, ?> one && b instanceof Map<?, ?> other) {
            return one.keySet().equals(other.keySet())
                    && one.keySet().stream().allMatch(key -> equal(one.get(key), other.get(key)));
        }
        return a == null ? b == null : a.equals(b);
    }

    /** Negative, zero or positive for numbers and for texts (by code point); other pairs have no order. */
    static int compare(Object a, Object b) {
        if (isNumber(a) && isNumber(b)) {
            return a instanceof Double || b instanceof Double
                    ? Double.compare(toDouble(a), toDouble(b))
                    : Long.compare(toLong(a), toLong(b));
        }
        if (a instanceof String one && b instanceof String other) {
            return java.util.Arrays.compare(
                    one.codePoints().toArray(), other.codePoints().toArray());
        }
        throw new JinjaException(typeName(a) + " and " + typeName(b) + " have no order");
    }

    static boolean contains(Object container, Object item) {
        if (container instanceof String text) {
            if (item instanceof String part) {
                return text.contains(part);
            }
            throw new JinjaException("'in' a text needs a text, not " + typeName(item));
        }
        if (container instanceof Map<?, ?> map) {
            return map.containsKey(item);
        }
        return items(container).stream().anyMatch(each -> equal(each, item));
    }

    /** What a loop over the value meets: a list's items, a map's keys, a text's characters, nothing for undefined. */
    static List<Object> items(Object value) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (value instanceof Generated generated) {
            return generated.items();
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof String text) {
            return text.codePoints().mapToObj(Character::toString).collect(Collectors.toCollection(ArrayList::new));
        }
        if (value instanceof Undefined) {
            return List.of();
        }
        throw new JinjaException(typeName(value) + " has no items");
    }

    static long length(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> || value instanceof Map<?, ?> || value instanceof Undefined) {
            return items(value).size();
        }
        throw new JinjaException(typeName(value) + " has no length");
    }

    /** As {@code str(value)} writes it. */
    static String text(Object value) {
        return value instanceof String text ? text : value instanceof Undefined ? "" : repr(value);
    }

    /** As {@code repr(value)} writes it. */
    static String repr(Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean b) {
            return b ? "True" : "False";
        }
        if (value instanceof Double d) {
            return number(d);
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Tuple tuple) {
            return tuple.written();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> repr(e.getKey()) + ": " + repr(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Undefined) {
            return "Undefined";
        }
        if (value instanceof Long) {
            return value.toString();
        }
        throw new JinjaException(typeName(value) + " cannot be written as text");
    }

    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e16)) {
            String[] parts = Double.toString(value).split("E");
            int exponent = Integer.parseInt(parts[1]);
            String digits = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
            return digits + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "")
                    + Math.abs(exponent);
        }
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private static String quoted(String text) {
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c == quote) {
                        quoted.append('\\');
                    }
                    if (c < 0x20 || c == 0x7f) {
                        quoted.append(String.format(Locale.ROOT, "\\x%02x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append(quote).toString();
    }

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    static long toLong(Object number) {
        return number instanceof Boolean b ? (b ? 1 : 0) : ((Number) number).longValue();
    }

    static double toDouble(Object number) {
        return number instanceof Boolean ? toLong(number) : ((Number) number).doubleValue();
    }

    /** A name for messages: a text, a list, an integer, … */
    static String typeName(Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Undefined undefined) {
            return "an undefined value (" + undefined.message() + ")";
        }
        return value instanceof String
                ? "a text"
                : value instanceof List<?>
                        ? "a list"
                        : value instanceof Map<?, ?>
                                ? "a map"
                                : value instanceof Boolean
                                        ? "a truth value"
                                        : value instanceof Number
                                                ? "a number"
                                                : value instanceof Generated
                                                        ? "a generator (add '| list')"
                                                        : "this value";
    }
}
