package crosslens.prompt.jinja;

import crosslens.text.PythonText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Filters that turn one value into another; those that go over many are in {@link ListFilters}. */
final class Filters {
    private static final Set<String> OF_VALUES = Set.of(
            "trim",
            "length",
            "count",
            "upper",
            "lower",
            "title",
            "capitalize",
            "replace",
            "default",
            "d",
            "tojson",
            "string",
            "safe",
            "int",
            "float",
            "abs",
            "round",
            "indent",
            "items",
            "attr");
    static final Set<String> NAMES = java.util.stream.Stream.of(OF_VALUES, ListFilters.NAMES)
            .flatMap(Set::stream)
            .collect(Collectors.toSet());

    private static final Pattern WORD =
            Pattern.compile("[-\\s({\\[<]+|[^-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);

    private Filters() {}

    static Object apply(String name, Object value, Arguments arguments) {
        return switch (name) {
            case "trim" ->
                TextMethods.strip(
                        Values.text(value), arguments.allow(1, "chars").text(0, "chars"), true, true);
            case "length", "count" -> Values.length(value);
            case "upper" -> Values.text(value).toUpperCase(Locale.ROOT);
            case "lower" -> PythonText.lower(Values.text(value));
            case "title" -> title(Values.text(value));
            case "capitalize" -> TextMethods.capitalize(Values.text(value));
            case "replace" -> replace(Values.text(value), arguments.allow(3, "old", "new", "count"));
            case "default", "d" -> orDefault(value, arguments.allow(2, "default_value", "boolean"));
            case "tojson" -> Json.write(value, arguments.allow(2, "ensure_ascii", "indent", "separators", "sort_keys"));
            case "string", "safe" -> Values.text(value);
            case "int" -> integer(value, arguments.allow(1, "default"));
            case "float" -> real(value, arguments.allow(1, "default"));
            case "abs" -> Values.isNumber(value) && Values.toDouble(value) < 0 ? Operators.negative(value) : value;
            case "round" -> round(value, arguments.allow(1, "precision").integer(0, "precision", 0));
            case "indent" -> indent(Values.text(value), arguments.allow(3, "width", "first", "blank"));
            case "items" -> items(value);
            case "attr" ->
                Methods.attribute(value, Values.text(arguments.allow(1).get(0, "name")));
            default -> ListFilters.apply(name, value, arguments);
        };
    }

    private static String title(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> TextMethods.capitalize(word.group()))
                .collect(Collectors.joining());
    }

    private static String replace(String text, Arguments arguments) {
        Object count = arguments.get(2, "count", null);
        return TextMethods.replace(
                text,
                Values.text(arguments.get(0, "old")),
                Values.text(arguments.get(1, "new")),
                count == null ? -1 : arguments.integer(2, "count", -1));
    }

    private static Object orDefault(Object value, Arguments arguments) {
        boolean falseToo = Values.truth(arguments.get(1, "boolean", false));
        return value instanceof Undefined || falseToo && !Values.truth(value)
                ? arguments.get(0, "default_value", "")
                : value;
    }

    private static Object integer(Object value, Arguments arguments) {
        if (Values.isNumber(value)) {
            return (long) Values.toDouble(value) == Values.toLong(value)
                    ? Values.toLong(value)
                    : (long) Values.toDouble(value);
        }
        String text = value instanceof String given ? PythonText.strip(given) : "";
        if (text.matches("[+-]?\\d{1,18}")) {
            return Long.valueOf(text);
        }
        return real(value, new Arguments("int", List.of(Double.NaN), Map.of())) instanceof Double d && !d.isNaN()
                ? (Object) d.longValue()
                : arguments.get(0, "default", 0L);
    }

    private static Object real(Object value, Arguments arguments) {
        if (Values.isNumber(value)) {
            return Values.toDouble(value);
        }
        String text = value instanceof String given ? PythonText.strip(given) : "";
        boolean number = text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
        return number ? (Object) Double.valueOf(text) : arguments.get(0, "default", 0.0);
    }

    private static Object round(Object value, int precision) {
        if (!Values.isNumber(value)) {
            throw new JinjaException("round needs a number, not " + Values.typeName(value));
        }
        if (value instanceof Double d) {
            return new BigDecimal(d).setScale(precision, RoundingMode.HALF_EVEN).doubleValue();
        }
        return value;
    }

    private static String indent(String text, Arguments arguments) {
        Object width = arguments.get(0, "width", 4L);
        String margin = width instanceof String given
                ? given
                : " ".repeat(Math.max(0, Math.min(1000, arguments.integer(0, "width", 4))));
        boolean blank = Values.truth(arguments.get(2, "blank", false));
        List<Object> lines = TextMethods.lines(text + "\n");
        String body = lines.stream()
                .skip(1)
                .map(line -> "\n" + (blank || !line.equals("") ? margin : "") + line)
                .collect(Collectors.joining("", (String) lines.get(0), ""));
        return Values.truth(arguments.get(1, "first", false)) ? margin + body : body;
    }

    private static Object items(Object value) {
        if (value instanceof Undefined) {
            return new Generated(List.of());
        }
        if (value instanceof Map<?, ?> map) {
            return new Generated(Methods.pairs(map));
        }
        throw new JinjaException("items needs a map, not " + Values.typeName(value));
    }
}
