package crosslens.prompt.jinja;

import java.util.ArrayList;
import java.util.List;

/** Carries out the statements of a template into one text. */
final class Interpreter {
    private static final int DEEPEST_CALL = 100;
    private static final int LONGEST = 4_000_000;

    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private final Evaluator evaluator = new Evaluator();
    private StringBuilder out = new StringBuilder();
    private int calls;

    static String render(List<Node> nodes, Scope scope) {
        Interpreter interpreter = new Interpreter();
        interpreter.all(nodes, scope);
        return interpreter.out.toString();
    }

    private Flow all(List<Node> nodes, Scope scope) {
        for (Node node : nodes) {
            Flow flow;
            try {
                evaluator.step();
                flow = one(node, scope);
            } catch (JinjaException e) {
                throw e.at(node.line());
            }
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow one(Node node, Scope scope) {
        if (node instanceof Node.Text text) {
            write(text.text());
        } else if (node instanceof Node.Output output) {
            write(Values.text(evaluator.value(output.value(), scope)));
        } else if (node instanceof Node.If conditional) {
            return branch(conditional, scope);
        } else if (node instanceof Node.For loop) {
            loop(loop, scope);
        } else if (node instanceof Node.Block block) {
            Scope inner = new Scope(scope);
            for (int i = 0; i < block.names().size(); i++) {
                inner.set(block.names().get(i), evaluator.value(block.values().get(i), scope));
            }
            return all(block.body(), inner);
        } else if (node instanceof Node.Break) {
            return Flow.BREAK;
        } else if (node instanceof Node.Continue) {
            return Flow.CONTINUE;
        } else {
            assign(node, scope);
        }
        return Flow.NEXT;
    }

    private void write(String text) {
        if (out.length() + text.length() > LONGEST) {
            throw new JinjaException("the text becomes longer than " + LONGEST + " characters");
        }
        out.append(text);
    }

    private void assign(Node node, Scope scope) {
        if (node instanceof Node.Set set) {
            bind(set.names(), evaluator.value(set.value(), scope), scope);
        } else if (node instanceof Node.SetField set) {
            Object target = scope.get(set.namespace());
            if (!(target instanceof Namespace namespace)) {
                throw new JinjaException("'" + set.namespace() + "' is no namespace: its fields cannot be set");
            }
            namespace.fields().put(set.name(), evaluator.value(set.value(), scope));
        } else if (node instanceof Node.Captured captured) {
            capture(captured, scope);
        } else {
            Node.Macro macro = (Node.Macro) node;
            scope.set(macro.name(), (Callable) arguments -> call(macro, arguments, scope));
        }
    }

    private Flow branch(Node.If conditional, Scope scope) {
        for (Node.Branch branch : conditional.branches()) {
            if (branch.condition() == null || Values.truth(evaluator.value(branch.condition(), scope))) {
                return all(branch.body(), scope);
            }
        }
        return Flow.NEXT;
    }

    private void loop(Node.For loop, Scope scope) {
        Object source = evaluator.value(loop.items(), scope);
        List<Object> items = new ArrayList<>();
        for (Object item : Values.items(source)) {
            Scope trial = new Scope(scope);
            bind(loop.names(), item, trial);
            if (loop.condition() == null || Values.truth(evaluator.value(loop.condition(), trial))) {
                items.add(item);
            }
        }
        if (items.isEmpty()) {
            all(loop.otherwise(), new Scope(scope));
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            Scope turn = new Scope(scope);
            bind(loop.names(), items.get(i), turn);
            turn.set("loop", new Loop(items, i));
            if (all(loop.body(), turn) == Flow.BREAK) {
                break;
            }
        }
    }

    private static void bind(List<String> names, Object value, Scope scope) {
        if (names.size() == 1) {
            scope.set(names.get(0), value);
            return;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        List<Object> items = Values.items(value);
        if (items.size() != names.size()) {
            throw new JinjaException(items.size() + " values for the " + names.size() + " names " + names);
        }
        for (int i = 0; i < names.size(); i++) {
            scope.set(names.get(i), items.get(i));
        }
    }

    private void capture(Node.Captured captured, Scope scope) {
        Object text = captured(captured.body(), new Scope(scope));
        for (Node.Filtered filter : captured.filters()) {
            text = evaluator.filtered(text, filter.name(), filter.arguments(), scope);
        }
        if (captured.name() == null) {
            write(Values.text(text));
        } else {
            scope.set(captured.name(), text);
        }
    }

    private String captured(List<Node> body, Scope scope) {
        StringBuilder outer = out;
        out = new StringBuilder();
        all(body, scope);
        String text = out.toString();
        out = outer;
        return text;
    }

    private Object call(Node.Macro macro, Arguments arguments, Scope defined) {
        List<String> parameters = macro.parameters();
        arguments.allow(parameters.size(), parameters.toArray(String[]::new));
        if (++calls > DEEPEST_CALL) {
            throw new JinjaException("macro '" + macro.name() + "' calls itself too deep");
        }
        Scope inner = new Scope(defined);
        int required = parameters.size() - macro.defaults().size();
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i);
            Object otherwise = i < required
                    ? new Undefined("parameter '" + name + "' was not provided")
                    : evaluator.value(macro.defaults().get(i - required), inner);
            inner.set(name, arguments.get(i, name, otherwise));
        }
        String text = captured(macro.body(), inner);
        calls--;
        return text;
    }
}
