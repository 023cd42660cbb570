package crosslens.prompt.jinja;

import crosslens.prompt.jinja.Expression.Arguments;
import crosslens.prompt.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads expressions with jinja2's precedence: {@code if, or, and, not, comparison, + -, ~, * / // %, **, sign, filter and test}. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> NO_TEST_ARGUMENT = Set.of("else", "or", "and", "if", "in", "not", "is");

    private final TokenStream in;

    ExpressionParser(TokenStream in) {
        this.in = in;
    }

    /** An expression, or several with commas between them, which make a list. */
    Expression expressions() {
        Expression first = expression();
        if (!in.now().isOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (in.skipOperator(",")) {
            if (in.now().kind() == Kind.BLOCK_END || in.now().kind() == Kind.OUTPUT_END) {
                break;
            }
            items.add(expression());
        }
        return new Expression.ListOf(List.copyOf(items), true);
    }

    Expression expression() {
        in.enter();
        Expression value = or();
        while (in.skipName("if")) {
            Expression condition = or();
            Expression otherwise = in.skipName("else") ? expression() : null;
            value = new Expression.Conditional(condition, value, otherwise);
        }
        in.leave();
        return value;
    }

    /** An expression that ends before {@code if}: what a loop goes over. */
    Expression or() {
        Expression left = and();
        while (in.skipName("or")) {
            left = new Expression.Binary("or", left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (in.skipName("and")) {
            left = new Expression.Binary("and", left, not());
        }
        return left;
    }

    private Expression not() {
        if (in.skipName("not")) {
            in.enter();
            Expression operand = not();
            in.leave();
            return new Expression.Unary("not", operand);
        }
        return comparison();
    }

    private Expression comparison() {
        Expression first = sum();
        List<String> operators = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        while (true) {
            if (in.now().kind() == Kind.OPERATOR
                    && COMPARISONS.contains(in.now().text())) {
                operators.add(in.next().text());
            } else if (in.skipName("in")) {
                operators.add("in");
            } else if (in.now().isName("not") && in.ahead().isName("in")) {
                in.next();
                in.next();
                operators.add("not in");
            } else {
                break;
            }
            others.add(sum());
        }
        return operators.isEmpty()
                ? first
                : new Expression.Comparison(first, List.copyOf(operators), List.copyOf(others));
    }

    private Expression sum() {
        Expression left = concatenation();
        while (in.now().isOperator("+") || in.now().isOperator("-")) {
            left = new Expression.Binary(in.next().text(), left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        Expression left = product();
        while (in.skipOperator("~")) {
            left = new Expression.Binary("~", left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (in.now().isOperator("*")
                || in.now().isOperator("/")
                || in.now().isOperator("//")
                || in.now().isOperator("%")) {
            left = new Expression.Binary(in.next().text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (in.skipOperator("**")) {
            left = new Expression.Binary("**", left, unary(true));
        }
        return left;
    }

    private Expression unary(boolean withFilters) {
        in.enter();
        Expression value;
        if (in.now().isOperator("-") || in.now().isOperator("+")) {
            value = new Expression.Unary(in.next().text(), unary(false));
        } else {
            value = postfix(primary());
        }
        in.leave();
        return withFilters ? filtersAndTests(value) : value;
    }

    private Expression primary() {
        Token token = in.next();
        return switch (token.kind()) {
            case NAME -> named(token.text());
            case STRING -> {
                StringBuilder text = new StringBuilder(token.text());
                while (in.now().kind() == Kind.STRING) {
                    text.append(in.next().text());
                }
                yield new Expression.Literal(text.toString());
            }
            case INTEGER -> new Expression.Literal(integer(token));
            case FLOAT -> new Expression.Literal(Double.valueOf(token.text()));
            case OPERATOR -> bracketed(token);
            default -> throw new JinjaException(token.line(), "a value expected, found " + token.shown());
        };
    }

    private static Expression named(String name) {
        return switch (name) {
            case "true", "True" -> new Expression.Literal(true);
            case "false", "False" -> new Expression.Literal(false);
            case "none", "None" -> new Expression.Literal(null);
            default -> new Expression.Name(name);
        };
    }

    private static Long integer(Token token) {
        if (token.text().length() > 18) {
            throw new JinjaException(token.line(), "the number " + token.text() + " is too large");
        }
        return Long.valueOf(token.text());
    }

    private Expression bracketed(Token token) {
        switch (token.text()) {
            case "(":
                return parenthesised();
            case "[":
                return new Expression.ListOf(items("]"), false);
            case "{":
                return map();
            default:
                throw new JinjaException(token.line(), "a value expected, found " + token.shown());
        }
    }

    private Expression parenthesised() {
        if (in.skipOperator(")")) {
            return new Expression.ListOf(List.of(), true);
        }
        Expression first = expression();
        if (in.skipOperator(",")) {
            List<Expression> all = new ArrayList<>(List.of(first));
            all.addAll(items(")"));
            return new Expression.ListOf(List.copyOf(all), true);
        }
        in.expectOperator(")");
        return first;
    }

    private List<Expression> items(String close) {
        List<Expression> items = new ArrayList<>();
        while (!in.skipOperator(close)) {
            items.add(expression());
            if (!in.now().isOperator(close)) {
                in.expectOperator(",");
            }
        }
        return List.copyOf(items);
    }

    private Expression map() {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!in.skipOperator("}")) {
            keys.add(expression());
            in.expectOperator(":");
            values.add(expression());
            if (!in.now().isOperator("}")) {
                in.expectOperator(",");
            }
        }
        return new Expression.MapOf(List.copyOf(keys), List.copyOf(values));
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            if (in.skipOperator(".")) {
                Token name = in.next();
                if (name.kind() == Kind.INTEGER) {
                    value = new Expression.Item(value, new Expression.Literal(integer(name)));
                } else if (name.kind() == Kind.NAME) {
                    value = new Expression.Attribute(value, name.text());
                } else {
                    throw new JinjaException(name.line(), "a name expected after '.', found " + name.shown());
                }
            } else if (in.skipOperator("[")) {
                value = subscript(value);
            } else if (in.now().isOperator("(")) {
                value = new Expression.Call(value, arguments());
            } else {
                return value;
            }
        }
    }

    private Expression subscript(Expression target) {
        Expression first = in.now().isOperator(":") ? null : expression();
        if (first != null && in.skipOperator("]")) {
            return new Expression.Item(target, first);
        }
        in.expectOperator(":");
        Expression stop = in.now().isOperator(":") || in.now().isOperator("]") ? null : expression();
        Expression step = null;
        if (in.skipOperator(":") && !in.now().isOperator("]")) {
            step = expression();
        }
        in.expectOperator("]");
        return new Expression.Slice(target, first, stop, step);
    }

    private Expression filtersAndTests(Expression start) {
        Expression value = start;
        while (true) {
            if (in.skipOperator("|")) {
                value = filter(value);
            } else if (in.skipName("is")) {
                value = test(value);
            } else if (in.now().isOperator("(")) {
                value = new Expression.Call(value, arguments());
            } else {
                return value;
            }
        }
    }

    /** One filter, after its bar. */
    Expression.Filter filter(Expression value) {
        int line = in.line();
        String name = in.expectName();
        if (!Filters.NAMES.contains(name)) {
            throw new JinjaException(line, "there is no filter '" + name + "'");
        }
        return new Expression.Filter(value, name, in.now().isOperator("(") ? arguments() : Arguments.NONE);
    }

    private Expression test(Expression value) {
        boolean negated = in.skipName("not");
        int line = in.line();
        String name = in.now().kind() == Kind.OPERATOR ? in.next().text() : in.expectName();
        if (!Tests.NAMES.contains(name)) {
            throw new JinjaException(line, "there is no test '" + name + "'");
        }
        Arguments arguments = Arguments.NONE;
        if (in.now().isOperator("(")) {
            arguments = arguments();
        } else if (startsTestArgument(in.now())) {
            arguments = new Arguments(List.of(postfix(primary())), List.of(), List.of());
        }
        return new Expression.Test(value, name, arguments, negated);
    }

    private static boolean startsTestArgument(Token token) {
        return switch (token.kind()) {
            case NAME -> !NO_TEST_ARGUMENT.contains(token.text());
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> token.text().equals("[") || token.text().equals("{");
            default -> false;
        };
    }

    private Arguments arguments() {
        in.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Expression> named = new ArrayList<>();
        while (!in.skipOperator(")")) {
            if (in.now().kind() == Kind.NAME && in.ahead().isOperator("=")) {
                names.add(in.next().text());
                in.next();
                named.add(expression());
            } else if (names.isEmpty()) {
                positional.add(expression());
            } else {
                throw new JinjaException(in.line(), "an argument without a name follows one with a name");
            }
            if (!in.now().isOperator(")")) {
                in.expectOperator(",");
            }
        }
        return new Arguments(List.copyOf(positional), List.copyOf(names), List.copyOf(named));
    }
}
