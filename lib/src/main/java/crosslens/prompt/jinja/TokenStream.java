package crosslens.prompt.jinja;

import crosslens.prompt.jinja.Token.Kind;
import java.util.List;

/** The tokens of a template with a place to read from. */
final class TokenStream {
    private static final int DEEPEST = 200;

    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token now() {
        return tokens.get(at);
    }

    Token ahead() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    int line() {
        return now().line();
    }

    boolean skipOperator(String operator) {
        boolean there = now().isOperator(operator);
        if (there) {
            at++;
        }
        return there;
    }

    boolean skipName(String name) {
        boolean there = now().isName(name);
        if (there) {
            at++;
        }
        return there;
    }

    Token expect(Kind kind, String what) {
        if (now().kind() != kind) {
            throw new JinjaException(line(), what + " expected, found " + now().shown());
        }
        return next();
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw new JinjaException(line(), "'" + operator + "' expected, found " + now().shown());
        }
    }

    String expectName() {
        return expect(Kind.NAME, "a name").text();
    }

    /** Counts nesting, so that a hostile template ends in an error and not in a full stack. */
    void enter() {
        if (++depth > DEEPEST) {
            throw new JinjaException(line(), "nested more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }
}
