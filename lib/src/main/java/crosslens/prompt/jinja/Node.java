package crosslens.prompt.jinja;

import java.util.List;

/** A statement of a template. {@code line} is where its tag stands in the source. */
sealed interface Node {
    int line();

    record Text(String text, int line) implements Node {}

    record Output(Expression value, int line) implements Node {}

    /** One branch after the other; an {@code else} is a branch whose condition is null. */
    record If(List<Branch> branches, int line) implements Node {}

    record Branch(Expression condition, List<Node> body) {}

    /** A loop; {@code condition} (after {@code if}) may be null, {@code otherwise} is what an empty loop gives. */
    record For(
            List<String> names, Expression items, Expression condition, List<Node> body, List<Node> otherwise, int line)
            implements Node {}

    /** {@code set a = 1}, {@code set a, b = pair}. */
    record Set(List<String> names, Expression value, int line) implements Node {}

    /** {@code set namespace.name = value}. */
    record SetField(String namespace, String name, Expression value, int line) implements Node {}

    /** Text made by a body and passed through filters: {@code set name} with an end tag if there is a name, else printed. */
    record Captured(String name, List<Node> body, List<Filtered> filters, int line) implements Node {}

    record Filtered(String name, Expression.Arguments arguments) {}

    record Macro(String name, List<String> parameters, List<Expression> defaults, List<Node> body, int line)
            implements Node {}

    /** Statements with names of their own, {@code with}; also {@code generation}, which only marks its body. */
    record Block(List<String> names, List<Expression> values, List<Node> body, int line) implements Node {}

    record Break(int line) implements Node {}

    record Continue(int line) implements Node {}
}
