package crosslens.prompt.jinja;

import java.util.HashMap;
import java.util.Map;

/** Names and their values; what is not here is looked up outside. A loop's turn, a macro's call and a {@code with} have one of their own. */
final class Scope {
    private final Scope outside;
    private final Map<String, Object> values = new HashMap<>();

    Scope(Scope outside) {
        this.outside = outside;
    }

    void set(String name, Object value) {
        values.put(name, value);
    }

    Object get(String name) {
        for (Scope scope = this; scope != null; scope = scope.outside) {
            if (scope.values.containsKey(name)) {
                return scope.values.get(name);
            }
        }
        return new Undefined("'" + name + "' is undefined");
    }
}
