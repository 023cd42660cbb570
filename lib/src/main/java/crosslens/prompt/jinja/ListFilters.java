package crosslens.prompt.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Filters that go over the items of a value. */
final class ListFilters {
    static final Set<String> NAMES = Set.of(
            "first",
            "last",
            "join",
            "list",
            "map",
            "select",
            "reject",
            "selectattr",
            "rejectattr",
            "sort",
            "dictsort",
            "unique",
            "reverse",
            "min",
            "max",
            "sum");

    private ListFilters() {}

    static Object apply(String name, Object value, Arguments arguments) {
        return switch (name) {
            case "first" -> end(Values.items(value), 0);
            case "last" -> last(value);
            case "join" -> join(value, arguments.allow(2, "d", "attribute"));
            case "list" -> new ArrayList<>(Values.items(value));
            case "map" -> map(value, arguments);
            case "select", "reject", "selectattr", "rejectattr" -> select(name, value, arguments);
            case "sort" -> sort(value, arguments.allow(3, "reverse", "case_sensitive", "attribute"));
            case "dictsort" -> dictsort(value, arguments.allow(0));
            case "unique" -> unique(Values.items(value));
            case "reverse" -> reverse(value);
            case "min", "max" -> extreme(name, Values.items(value));
            default -> sum(value, arguments.allow(2, "attribute", "start"));
        };
    }

    private static Object end(List<Object> items, int index) {
        return items.isEmpty() ? new Undefined("no item, the list is empty") : items.get(index);
    }

    private static Object last(Object value) {
        if (value instanceof Generated) {
            throw new JinjaException("last: " + Values.typeName(value));
        }
        List<Object> items = Values.items(value);
        return end(items, items.size() - 1);
    }

    private static String join(Object value, Arguments arguments) {
        Function<Object, Object> of = attribute(arguments.get(1, "attribute", null));
        return Values.items(value).stream()
                .map(item -> Values.text(of.apply(item)))
                .collect(Collectors.joining(Values.text(arguments.get(0, "d", ""))));
    }

    /** Reads {@code a}, {@code a.b} or a number from an item; null reads the item itself. */
    private static Function<Object, Object> attribute(Object path) {
        if (path == null) {
            return item -> item;
        }
        if (path instanceof Long) {
            return item -> Methods.item(item, path);
        }
        String[] names = Values.text(path).split("\\.");
        return item -> {
            Object value = item;
            for (String name : names) {
                value = Methods.item(value, name.matches("\\d{1,9}") ? (Object) Long.valueOf(name) : name);
            }
            return value;
        };
    }

    private static Object map(Object value, Arguments arguments) {
        List<Object> mapped = new ArrayList<>();
        if (arguments.named().containsKey("attribute")) {
            arguments.allow(0, "attribute", "default");
            Function<Object, Object> of = attribute(arguments.named().get("attribute"));
            for (Object item : Values.items(value)) {
                Object found = of.apply(item);
                mapped.add(
                        found instanceof Undefined && arguments.named().containsKey("default")
                                ? arguments.named().get("default")
                                : found);
            }
            return new Generated(mapped);
        }
        String filter = Values.text(arguments.get(0, "filter"));
        if (!Filters.NAMES.contains(filter)) {
            throw new JinjaException("there is no filter '" + filter + "'");
        }
        for (Object item : Values.items(value)) {
            mapped.add(Filters.apply(
                    filter, item, new Arguments(filter, arguments.after(1).positional(), arguments.named())));
        }
        return new Generated(mapped);
    }

    private static Object select(String name, Object value, Arguments arguments) {
        boolean byAttribute = name.endsWith("attr");
        Function<Object, Object> of = attribute(byAttribute ? arguments.get(0, "attribute") : null);
        Arguments rest = byAttribute ? arguments.after(1) : arguments;
        Predicate<Object> holds = Values::truth;
        if (!rest.positional().isEmpty()) {
            String test = Values.text(rest.positional().get(0));
            if (!Tests.NAMES.contains(test)) {
                throw new JinjaException("there is no test '" + test + "'");
            }
            Arguments given = new Arguments(test, rest.after(1).positional(), rest.named());
            holds = item -> Tests.apply(test, item, given);
        }
        boolean wanted = name.startsWith("select");
        List<Object> kept = new ArrayList<>();
        for (Object item : Values.items(value)) {
            if (holds.test(of.apply(item)) == wanted) {
                kept.add(item);
            }
        }
        return new Generated(kept);
    }

    private static Object folded(Object value, boolean caseSensitive) {
        return value instanceof String text && !caseSensitive ? crosslens.text.PythonText.lower(text) : value;
    }

    private static Object sort(Object value, Arguments arguments) {
        boolean caseSensitive = Values.truth(arguments.get(1, "case_sensitive", false));
        Function<Object, Object> of = attribute(arguments.get(2, "attribute", null));
        Comparator<Object> order =
                (a, b) -> Values.compare(folded(of.apply(a), caseSensitive), folded(of.apply(b), caseSensitive));
        List<Object> sorted = new ArrayList<>(Values.items(value));
        sorted.sort(Values.truth(arguments.get(0, "reverse", false)) ? order.reversed() : order);
        return sorted;
    }

    private static Object dictsort(Object value, Arguments none) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new JinjaException(none.name() + " needs a map, not " + Values.typeName(value));
        }
        List<Object> pairs = Methods.pairs(map);
        pairs.sort((a, b) -> Values.compare(folded(((List<?>) a).get(0), false), folded(((List<?>) b).get(0), false)));
        return pairs;
    }

    private static Object unique(List<Object> items) {
        List<Object> unique = new ArrayList<>();
        for (Object item : items) {
            if (unique.stream().noneMatch(seen -> Values.equal(folded(seen, false), folded(item, false)))) {
                unique.add(item);
            }
        }
        return new Generated(unique);
    }

    private static Object reverse(Object value) {
        if (value instanceof String) {
            return Operators.slice(value, null, null, -1L);
        }
        List<Object> reversed = new ArrayList<>(Values.items(value));
        Collections.reverse(reversed);
        return new Generated(reversed);
    }

    private static Object extreme(String name, List<Object> items) {
        Comparator<Object> order = (a, b) -> Values.compare(folded(a, false), folded(b, false));
        return items.isEmpty()
                ? new Undefined("no " + name + " of an empty list")
                : name.equals("min") ? Collections.min(items, order) : Collections.max(items, order);
    }

    private static Object sum(Object value, Arguments arguments) {
        Function<Object, Object> of = attribute(arguments.get(0, "attribute", null));
        Object sum = arguments.get(1, "start", 0L);
        for (Object item : Values.items(value)) {
            sum = Operators.apply("+", sum, of.apply(item));
        }
        return sum;
    }
}
