package crosslens.prompt.jinja;

import java.util.List;

/** The variable {@code loop} in one turn of a loop. Its depth counts recursive loops only, of which there are none here. */
record Loop(List<Object> items, int index0) {

    Object field(String name) {
        return switch (name) {
            case "index" -> index0 + 1L;
            case "index0" -> (long) index0;
            case "revindex" -> (long) items.size() - index0;
            case "revindex0" -> items.size() - index0 - 1L;
            case "first" -> index0 == 0;
            case "last" -> index0 == items.size() - 1;
            case "length" -> (long) items.size();
            case "depth" -> 1L;
            case "depth0" -> 0L;
            case "previtem" -> neighbour(index0 - 1, "there is no previous item");
            case "nextitem" -> neighbour(index0 + 1, "there is no next item");
            case "cycle" -> (Callable) this::cycle;
            default -> new Undefined("'loop' has no attribute '" + name + "'");
        };
    }

    private Object neighbour(int index, String otherwise) {
        return index >= 0 && index < items.size() ? items.get(index) : new Undefined(otherwise);
    }

    private Object cycle(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw new JinjaException("loop.cycle needs at least one value");
        }
        return arguments.positional().get(index0 % arguments.positional().size());
    }
}
