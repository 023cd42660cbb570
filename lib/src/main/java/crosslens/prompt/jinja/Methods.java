package crosslens.prompt.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Attributes and items of values, and the methods of texts, lists and maps that change nothing. */
final class Methods {
    private static final Set<String> OF_MAPS = Set.of("get", "items", "keys", "values");
    private static final Set<String> OF_LISTS = Set.of("index", "count");

    private Methods() {}

    /** {@code target.name}: an attribute first, then an item, as jinja2 looks. */
    static Object attribute(Object target, String name) {
        if (target instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (target instanceof Map<?, ?> map) {
            return OF_MAPS.contains(name) ? (Callable) arguments -> ofMap(map, arguments) : entry(map, name);
        }
        return own(target, name);
    }

    /** {@code target[key]}: an item first, then an attribute. */
    static Object item(Object target, Object key) {
        if (target instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (key instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (target instanceof Map<?, ?> map) {
            return map.containsKey(key) || !(key instanceof String name) ? entry(map, key) : attribute(map, name);
        }
        if (target instanceof Generated) {
            throw new JinjaException(Values.typeName(target) + " has no items by number");
        }
        if (key instanceof String name) {
            return own(target, name);
        }
        return target instanceof String || target instanceof List<?>
                ? Operators.item(target, key)
                : new Undefined(Values.typeName(target) + " has no item " + Values.repr(key));
    }

    private static Object entry(Map<?, ?> map, Object key) {
        return map.containsKey(key) ? map.get(key) : new Undefined("a map has no entry " + Values.repr(key));
    }

    private static Object own(Object target, String name) {
        if (target instanceof String text && TextMethods.NAMES.contains(name)) {
            return (Callable) arguments -> TextMethods.call(text, name, arguments);
        }
        if (target instanceof List<?> list && OF_LISTS.contains(name)) {
            return (Callable) arguments -> ofList(list, arguments);
        }
        if (target instanceof Loop loop) {
            return loop.field(name);
        }
        if (target instanceof Namespace namespace && namespace.fields().containsKey(name)) {
            return namespace.fields().get(name);
        }
        return new Undefined(Values.typeName(target) + " has no attribute '" + name + "'");
    }

    private static Object ofMap(Map<?, ?> map, Arguments arguments) {
        if (arguments.name().equals("get")) {
            arguments.allow(2);
            Object key = arguments.get(0, "key");
            return map.containsKey(key) ? map.get(key) : arguments.get(1, "default", null);
        }
        arguments.allow(0);
        if (arguments.name().equals("keys")) {
            return new ArrayList<Object>(map.keySet());
        }
        return arguments.name().equals("values") ? new ArrayList<Object>(map.values()) : pairs(map);
    }

    static List<Object> pairs(Map<?, ?> map) {
        List<Object> pairs = new ArrayList<>();
        map.forEach((key, value) -> {
            pairs.add(new Tuple(Arrays.asList(key, value)));
        });
        return pairs;
    }

    private static Object ofList(List<?> list, Arguments arguments) {
        Object item = arguments.allow(1).get(0, "value");
        long count = list.stream().filter(each -> Values.equal(each, item)).count();
        if (arguments.name().equals("count")) {
            return count;
        }
        for (int i = 0; i < list.size(); i++) {
            if (Values.equal(list.get(i), item)) {
                return (long) i;
            }
        }
        throw new JinjaException(Values.repr(item) + " is not in the list");
    }
}
