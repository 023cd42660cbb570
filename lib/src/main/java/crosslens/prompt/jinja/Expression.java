package crosslens.prompt.jinja;

import java.util.List;

/** What stands inside a tag and has a value. */
sealed interface Expression {
    record Literal(Object value) implements Expression {}

    record Name(String name) implements Expression {}

    record ListOf(List<Expression> items, boolean tuple) implements Expression {}

    record MapOf(List<Expression> keys, List<Expression> values) implements Expression {}

    /** {@code target.name}. */
    record Attribute(Expression target, String name) implements Expression {}

    /** {@code target[index]}. */
    record Item(Expression target, Expression index) implements Expression {}

    /** {@code target[start:stop:step]}; what is left out is null. */
    record Slice(Expression target, Expression start, Expression stop, Expression step) implements Expression {}

    record Call(Expression target, Arguments arguments) implements Expression {}

    record Filter(Expression target, String name, Arguments arguments) implements Expression {}

    record Test(Expression target, String name, Arguments arguments, boolean negated) implements Expression {}

    /** {@code -x}, {@code +x} or {@code not x}. */
    record Unary(String operator, Expression operand) implements Expression {}

    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /** {@code a < b <= c}: each neighbouring pair must hold. */
    record Comparison(Expression first, List<String> operators, List<Expression> others) implements Expression {}

    /** {@code then if condition else otherwise}; without an else, {@code otherwise} is null. */
    record Conditional(Expression condition, Expression then, Expression otherwise) implements Expression {}

    record Arguments(List<Expression> positional, List<String> names, List<Expression> named) {
        static final Arguments NONE = new Arguments(List.of(), List.of(), List.of());
    }
}
