package crosslens.prompt.jinja;

import crosslens.prompt.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the statements of a template. */
final class TemplateParser {
    private final TokenStream in;
    private final ExpressionParser expressions;
    private int loops;

    private TemplateParser(String source) {
        in = new TokenStream(Lexer.tokens(source));
        expressions = new ExpressionParser(in);
    }

    static List<Node> parse(String source) {
        return new TemplateParser(source).body(Set.of());
    }

    /** Statements up to a tag whose name is among the ends; that name is left to read, its tag's beginning is not. */
    private List<Node> body(Set<String> ends) {
        in.enter();
        List<Node> nodes = new ArrayList<>();
        int start = in.line();
        while (in.now().kind() != Kind.END) {
            Token token = in.next();
            if (token.kind() == Kind.DATA) {
                nodes.add(new Node.Text(token.text(), token.line()));
            } else if (token.kind() == Kind.OUTPUT_BEGIN) {
                nodes.add(new Node.Output(expressions.expressions(), token.line()));
                in.expect(Kind.OUTPUT_END, "'}}'");
            } else if (in.now().kind() == Kind.NAME && ends.contains(in.now().text())) {
                in.leave();
                return List.copyOf(nodes);
            } else {
                nodes.add(statement(in.line(), in.expectName()));
            }
        }
        if (!ends.isEmpty()) {
            throw new JinjaException(
                    start, "a block that begins here is not closed: " + String.join(" or ", ends) + " is missing");
        }
        in.leave();
        return List.copyOf(nodes);
    }

    private Node statement(int line, String name) {
        return switch (name) {
            case "if" -> conditional(line);
            case "for" -> loop(line);
            case "set" -> assignment(line);
            case "macro" -> macro(line);
            case "filter" -> filterBlock(line);
            case "with" -> with(line);
            case "generation" -> {
                endTag();
                yield new Node.Block(List.of(), List.of(), bodyTo("endgeneration"), line);
            }
            case "break", "continue" -> {
                if (loops == 0) {
                    throw new JinjaException(line, "'" + name + "' outside a loop");
                }
                endTag();
                yield name.equals("break") ? new Node.Break(line) : new Node.Continue(line);
            }
            default -> throw new JinjaException(line, "the tag '" + name + "' is not known here");
        };
    }

    private void endTag() {
        in.expect(Kind.BLOCK_END, "'%}'");
    }

    /** A body up to its end tag, which is read too. */
    private List<Node> bodyTo(String end) {
        List<Node> body = body(Set.of(end));
        in.next();
        endTag();
        return body;
    }

    private Node conditional(int line) {
        List<Node.Branch> branches = new ArrayList<>();
        boolean more = true;
        while (more) {
            Expression condition = expressions.expressions();
            endTag();
            branches.add(new Node.Branch(condition, body(Set.of("elif", "else", "endif"))));
            more = in.skipName("elif");
        }
        if (in.skipName("else")) {
            endTag();
            branches.add(new Node.Branch(null, body(Set.of("endif"))));
        }
        in.next();
        endTag();
        return new Node.If(List.copyOf(branches), line);
    }

    private Node loop(int line) {
        List<String> names = targets();
        if (!in.skipName("in")) {
            throw new JinjaException(line, "'in' expected, found " + in.now().shown());
        }
        Expression items = expressions.or();
        Expression condition = in.skipName("if") ? expressions.expression() : null;
        endTag();
        loops++;
        List<Node> body = body(Set.of("else", "endfor"));
        loops--;
        List<Node> otherwise = List.of();
        if (in.skipName("else")) {
            endTag();
            otherwise = body(Set.of("endfor"));
        }
        in.next();
        endTag();
        return new Node.For(names, items, condition, body, otherwise, line);
    }

    /** {@code a}, {@code a, b} or {@code (a, b)}. */
    private List<String> targets() {
        boolean bracket = in.skipOperator("(");
        List<String> names = new ArrayList<>(List.of(in.expectName()));
        while (in.skipOperator(",")) {
            names.add(in.expectName());
        }
        if (bracket) {
            in.expectOperator(")");
        }
        return List.copyOf(names);
    }

    private Node assignment(int line) {
        if (in.ahead().isOperator(".")) {
            String namespace = in.expectName();
            in.next();
            String field = in.expectName();
            in.expectOperator("=");
            Expression value = expressions.expressions();
            endTag();
            return new Node.SetField(namespace, field, value, line);
        }
        List<String> names = targets();
        if (in.skipOperator("=")) {
            Expression value = expressions.expressions();
            endTag();
            return new Node.Set(names, value, line);
        }
        List<Node.Filtered> filters = new ArrayList<>();
        while (in.skipOperator("|")) {
            filters.add(filtered());
        }
        endTag();
        if (names.size() > 1) {
            throw new JinjaException(line, "a block is given to one name, not to " + names);
        }
        return new Node.Captured(names.get(0), bodyTo("endset"), List.copyOf(filters), line);
    }

    private Node.Filtered filtered() {
        Expression.Filter filter = expressions.filter(new Expression.Literal(null));
        return new Node.Filtered(filter.name(), filter.arguments());
    }

    private Node filterBlock(int line) {
        List<Node.Filtered> filters = new ArrayList<>();
        do {
            filters.add(filtered());
        } while (in.skipOperator("|"));
        endTag();
        return new Node.Captured(null, bodyTo("endfilter"), List.copyOf(filters), line);
    }

    private Node macro(int line) {
        String name = in.expectName();
        in.expectOperator("(");
        List<String> parameters = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        while (!in.skipOperator(")")) {
            parameters.add(in.expectName());
            if (in.skipOperator("=")) {
                defaults.add(expressions.expression());
            } else if (!defaults.isEmpty()) {
                throw new JinjaException(line, "a parameter without a default follows one with a default");
            }
            if (!in.now().isOperator(")")) {
                in.expectOperator(",");
            }
        }
        endTag();
        int outer = loops;
        loops = 0;
        List<Node> body = bodyTo("endmacro");
        loops = outer;
        return new Node.Macro(name, List.copyOf(parameters), List.copyOf(defaults), body, line);
    }

    private Node with(int line) {
        List<String> names = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (in.now().kind() != Kind.BLOCK_END) {
            names.add(in.expectName());
            in.expectOperator("=");
            values.add(expressions.expression());
            if (in.now().kind() != Kind.BLOCK_END) {
                in.expectOperator(",");
            }
        }
        endTag();
        return new Node.Block(List.copyOf(names), List.copyOf(values), bodyTo("endwith"), line);
    }
}
