package crosslens.prompt.jinja;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A list that is written with round brackets, as Python writes its tuples. Items may be null. */
final class Tuple extends AbstractList<Object> {
    private final List<Object> items;

    Tuple(List<?> items) {
        this.items = Collections.unmodifiableList(new ArrayList<>(items));
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    String written() {
        String inside = items.stream().map(Values::repr).collect(Collectors.joining(", "));
        return "(" + inside + (items.size() == 1 ? ",)" : ")");
    }
}
