package crosslens.prompt.jinja;

import crosslens.text.PythonText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tests: what can stand after {@code is}. */
final class Tests {
    private static final Map<String, String> COMPARISONS = Map.ofEntries(
            Map.entry("eq", "=="),
            Map.entry("equalto", "=="),
            Map.entry("==", "=="),
            Map.entry("ne", "!="),
            Map.entry("!=", "!="),
            Map.entry("lt", "<"),
            Map.entry("lessthan", "<"),
            Map.entry("<", "<"),
            Map.entry("le", "<="),
            Map.entry("<=", "<="),
            Map.entry("gt", ">"),
            Map.entry("greaterthan", ">"),
            Map.entry(">", ">"),
            Map.entry("ge", ">="),
            Map.entry(">=", ">="),
            Map.entry("in", "in"));
    private static final Set<String> OTHERS = Set.of(
            "defined",
            "undefined",
            "none",
            "string",
            "mapping",
            "iterable",
            "sequence",
            "number",
            "integer",
            "float",
            "boolean",
            "true",
            "false",
            "even",
            "odd",
            "divisibleby",
            "sameas",
            "callable",
            "upper",
            "lower");
    static final Set<String> NAMES = java.util.stream.Stream.of(COMPARISONS.keySet(), OTHERS)
            .flatMap(Set::stream)
            .collect(java.util.stream.Collectors.toSet());

    private Tests() {}

    static boolean apply(String name, Object value, Arguments arguments) {
        if (COMPARISONS.containsKey(name)) {
            return Evaluator.holds(
                    COMPARISONS.get(name), value, arguments.allow(1).get(0, "other"));
        }
        arguments.allow(name.equals("divisibleby") || name.equals("sameas") ? 1 : 0);
        return switch (name) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value == null;
            case "string" -> value instanceof String;
            case "mapping" -> value instanceof Map<?, ?>;
            case "iterable" -> hasItems(value) || value instanceof Generated;
            case "sequence" -> hasItems(value);
            case "number" -> Values.isNumber(value);
            case "integer" -> value instanceof Long;
            case "float" -> value instanceof Double;
            case "boolean" -> value instanceof Boolean;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "callable" -> value instanceof Callable;
            case "upper" ->
                cased(Values.text(value))
                        && Values.text(value).equals(Values.text(value).toUpperCase(Locale.ROOT));
            case "lower" ->
                cased(Values.text(value)) && Values.text(value).equals(PythonText.lower(Values.text(value)));
            case "sameas" -> same(value, arguments.get(0, "other"));
            default -> divides(name, value, arguments);
        };
    }

    private static boolean hasItems(Object value) {
        return value instanceof String
                || value instanceof List<?>
                || value instanceof Map<?, ?>
                || value instanceof Undefined;
    }

    private static boolean cased(String text) {
        return text.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
    }

    /** Identity in Python: the same thing, or equal values of one simple type. */
    private static boolean same(Object a, Object b) {
        return a == b || a != null && b != null && a.getClass() == b.getClass() && !hasItems(a) && a.equals(b);
    }

    private static boolean divides(String name, Object value, Arguments arguments) {
        Object by = name.equals("divisibleby") ? arguments.get(0, "num") : 2L;
        boolean divides = Values.equal(Operators.apply("%", value, by), 0L);
        return name.equals("odd") != divides;
    }
}
