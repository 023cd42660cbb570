package crosslens.prompt.jinja;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values handed to a function, filter, test or method called {@code name}. */
record Arguments(String name, List<Object> positional, Map<String, Object> named) {

    /** The argument at a place or by its name; without it, the default. */
    Object get(int place, String parameter, Object otherwise) {
        if (place < positional.size()) {
            return positional.get(place);
        }
        return named.containsKey(parameter) ? named.get(parameter) : otherwise;
    }

    Object get(int place, String parameter) {
        if (place >= positional.size() && !named.containsKey(parameter)) {
            throw new JinjaException(name + " needs the argument '" + parameter + "'");
        }
        return get(place, parameter, null);
    }

    /** A text, or null where it is left out or None. */
    String text(int place, String parameter) {
        Object value = get(place, parameter, null);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new JinjaException(name + ": " + parameter + " must be a text, not " + Values.typeName(value));
    }

    int integer(int place, String parameter, int otherwise) {
        Object value = get(place, parameter, (long) otherwise);
        if (value instanceof Long number && number == (int) (long) number) {
            return (int) (long) number;
        }
        throw new JinjaException(name + ": " + parameter + " must be an integer, not " + Values.repr(value));
    }

    /** Refuses more arguments than the function has, and names that it does not have. */
    Arguments allow(int most, String... names) {
        if (positional.size() > most) {
            throw new JinjaException(name + " takes at most " + most + " arguments, not " + positional.size());
        }
        for (String given : named.keySet()) {
            if (!Set.of(names).contains(given)) {
                throw new JinjaException(name + " has no argument '" + given + "'");
            }
        }
        return this;
    }

    Arguments after(int count) {
        return new Arguments(name, positional.subList(Math.min(count, positional.size()), positional.size()), named);
    }
}
