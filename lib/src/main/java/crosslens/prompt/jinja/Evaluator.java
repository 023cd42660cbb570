package crosslens.prompt.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives expressions their values. Counts its steps, so that no template runs for ever. */
final class Evaluator {
    private static final int MOST_STEPS = 2_000_000;

    private int steps;

    Object value(Expression expression, Scope scope) {
        step();
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        if (expression instanceof Expression.Name name) {
            return scope.get(name.name());
        }
        if (expression instanceof Expression.Attribute attribute) {
            return Methods.attribute(value(attribute.target(), scope), attribute.name());
        }
        if (expression instanceof Expression.Item item) {
            return Methods.item(value(item.target(), scope), value(item.index(), scope));
        }
        if (expression instanceof Expression.Slice slice) {
            return slice(slice, scope);
        }
        if (expression instanceof Expression.ListOf list) {
            List<Object> values = values(list.items(), scope);
            return list.tuple() ? new Tuple(values) : values;
        }
        if (expression instanceof Expression.MapOf map) {
            return map(map, scope);
        }
        return computed(expression, scope);
    }

    private Object computed(Expression expression, Scope scope) {
        if (expression instanceof Expression.Call call) {
            return call(call, scope);
        }
        if (expression instanceof Expression.Filter filter) {
            return filtered(value(filter.target(), scope), filter.name(), filter.arguments(), scope);
        }
        if (expression instanceof Expression.Test test) {
            Object target = value(test.target(), scope);
            return Tests.apply(test.name(), target, arguments(test.name(), test.arguments(), scope)) != test.negated();
        }
        if (expression instanceof Expression.Unary unary) {
            return unary(unary, scope);
        }
        if (expression instanceof Expression.Binary binary) {
            return binary(binary, scope);
        }
        if (expression instanceof Expression.Comparison comparison) {
            return compare(comparison, scope);
        }
        Expression.Conditional conditional = (Expression.Conditional) expression;
        if (Values.truth(value(conditional.condition(), scope))) {
            return value(conditional.then(), scope);
        }
        return conditional.otherwise() == null
                ? new Undefined("an 'if' without 'else' gave no value")
                : value(conditional.otherwise(), scope);
    }

    Object filtered(Object target, String name, Expression.Arguments arguments, Scope scope) {
        return Filters.apply(name, target, arguments(name, arguments, scope));
    }

    /** Counts one step of work. */
    void step() {
        if (++steps > MOST_STEPS) {
            throw new JinjaException("the template does not come to an end: more than " + MOST_STEPS + " steps");
        }
    }

    private Object slice(Expression.Slice slice, Scope scope) {
        Object target = value(slice.target(), scope);
        if (target instanceof Undefined undefined) {
            throw undefined.failure();
        }
        return Operators.slice(
                target, bound(slice.start(), scope), bound(slice.stop(), scope), bound(slice.step(), scope));
    }

    private Object bound(Expression bound, Scope scope) {
        return bound == null ? null : value(bound, scope);
    }

    private List<Object> values(List<Expression> expressions, Scope scope) {
        List<Object> values = new ArrayList<>();
        for (Expression each : expressions) {
            values.add(value(each, scope));
        }
        return values;
    }

    private Map<Object, Object> map(Expression.MapOf map, Scope scope) {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < map.keys().size(); i++) {
            values.put(value(map.keys().get(i), scope), value(map.values().get(i), scope));
        }
        return values;
    }

    private Arguments arguments(String name, Expression.Arguments arguments, Scope scope) {
        Map<String, Object> named = new LinkedHashMap<>();
        List<Object> positional = values(arguments.positional(), scope);
        for (int i = 0; i < arguments.names().size(); i++) {
            named.put(arguments.names().get(i), value(arguments.named().get(i), scope));
        }
        return new Arguments(name, positional, named);
    }

    private Object call(Expression.Call call, Scope scope) {
        Object target = value(call.target(), scope);
        String name = call.target() instanceof Expression.Name n
                ? n.name()
                : call.target() instanceof Expression.Attribute attribute ? attribute.name() : "this value";
        if (target instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(target instanceof Callable callable)) {
            throw new JinjaException(name + " is no function");
        }
        return callable.call(arguments(name, call.arguments(), scope));
    }

    private Object unary(Expression.Unary unary, Scope scope) {
        Object operand = value(unary.operand(), scope);
        if (unary.operator().equals("not")) {
            return !Values.truth(operand);
        }
        if (operand instanceof Undefined undefined) {
            throw undefined.failure();
        }
        Object negative = Operators.negative(operand);
        return unary.operator().equals("-") ? negative : Operators.negative(negative);
    }

    private Object binary(Expression.Binary binary, Scope scope) {
        Object left = value(binary.left(), scope);
        return switch (binary.operator()) {
            case "and" -> Values.truth(left) ? value(binary.right(), scope) : left;
            case "or" -> Values.truth(left) ? left : value(binary.right(), scope);
            default -> Operators.apply(binary.operator(), left, value(binary.right(), scope));
        };
    }

    private boolean compare(Expression.Comparison comparison, Scope scope) {
        Object left = value(comparison.first(), scope);
        for (int i = 0; i < comparison.operators().size(); i++) {
            Object right = value(comparison.others().get(i), scope);
            if (!holds(comparison.operators().get(i), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    static boolean holds(String operator, Object left, Object right) {
        return switch (operator) {
            case "==" -> Values.equal(left, right);
            case "!=" -> !Values.equal(left, right);
            case "in" -> Values.contains(right, left);
            case "not in" -> !Values.contains(right, left);
            case "<" -> Values.compare(left, right) < 0;
            case "<=" -> Values.compare(left, right) <= 0;
            case ">" -> Values.compare(left, right) > 0;
            default -> Values.compare(left, right) >= 0;
        };
    }
}
