package crosslens.prompt.jinja;

import crosslens.prompt.jinja.Token.Kind;
import crosslens.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a template's source into tokens and decides which white space around tags is dropped. */
final class Lexer {
    private static final Pattern RAW_BEGIN = Pattern.compile("\\{%([-+]?)\\s*raw\\s*(-?)%}");
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%}");
    private static final Pattern FLOAT = Pattern.compile("\\d+(?:\\.\\d+(?:[eE][+-]?\\d+)?|[eE][+-]?\\d+)");
    private static final Pattern INTEGER = Pattern.compile("\\d+");
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "(", ")", "[", "]", "{", "}", "=", "<",
            ">", ".", ":", "|", ",");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean lineStarts = true;

    private Lexer(String source) {
        String unix = source.replace("\r\n", "\n").replace('\r', '\n');
        this.source = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
    }

    /** All tokens of a source, the last of kind END. */
    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        while (lexer.at < lexer.source.length()) {
            lexer.readText();
        }
        lexer.add(Kind.END, "");
        return lexer.tokens;
    }

    private void readText() {
        int open = nextOpening();
        if (open < 0) {
            add(Kind.DATA, source.substring(at));
            move(source.length());
            return;
        }
        char kind = source.charAt(open + 1);
        char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
        String text = before(source.substring(at, open), sign, kind != '{');
        if (!text.isEmpty()) {
            add(Kind.DATA, text);
        }
        move(open);
        if (kind == '#') {
            readComment();
        } else if (kind == '%' && matchesHere(RAW_BEGIN)) {
            readRaw();
        } else {
            move(open + (sign == '-' || sign == '+' && kind == '%' ? 3 : 2));
            readTag(kind == '{');
        }
    }

    private int nextOpening() {
        for (int i = source.indexOf('{', at); i >= 0; i = source.indexOf('{', i + 1)) {
            if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** The text before a tag: all white space goes with "-", the tag's own indentation goes before blocks and comments unless there is a "+". */
    private String before(String text, char sign, boolean stripsLine) {
        if (sign == '-') {
            return stripEnd(text);
        }
        if (!stripsLine || sign == '+') {
            return text;
        }
        int start = text.lastIndexOf('\n') + 1;
        boolean ownLine =
                (start > 0 || lineStarts) && start + PythonText.leadingSpace(text.substring(start)) == text.length();
        return ownLine ? text.substring(0, start) : text;
    }

    private void readComment() {
        int close = source.indexOf("#}", at + 2);
        if (close < 0) {
            throw new JinjaException(line, "a comment is not closed");
        }
        char sign = close > at + 2 ? source.charAt(close - 1) : ' ';
        move(close + 2);
        after(sign);
    }

    private void readRaw() {
        Matcher begin = RAW_BEGIN.matcher(source).region(at, source.length());
        begin.lookingAt();
        move(begin.end());
        if (begin.group(2).equals("-")) {
            skipSpace();
        }
        Matcher end = RAW_END.matcher(source);
        if (!end.find(at)) {
            throw new JinjaException(line, "a raw block is not closed");
        }
        char sign = end.group(1).isEmpty() ? ' ' : end.group(1).charAt(0);
        lineStarts = false;
        String text = before(source.substring(at, end.start()), sign, true);
        if (!text.isEmpty()) {
            add(Kind.DATA, text);
        }
        move(end.end());
        after(end.group(2).isEmpty() ? ' ' : end.group(2).charAt(0));
    }

    private boolean matchesHere(Pattern pattern) {
        return pattern.matcher(source).region(at, source.length()).lookingAt();
    }

    private void readTag(boolean output) {
        add(output ? Kind.OUTPUT_BEGIN : Kind.BLOCK_BEGIN, output ? "{{" : "{%");
        String close = output ? "}}" : "%}";
        int open = 0;
        while (true) {
            skipSpace();
            if (at >= source.length()) {
                throw new JinjaException(line, "a tag is not closed: '" + close + "' is missing");
            }
            char sign = source.charAt(at);
            boolean signed = (sign == '-' || sign == '+' && !output) && source.startsWith(close, at + 1);
            if (open == 0 && (signed || source.startsWith(close, at))) {
                add(output ? Kind.OUTPUT_END : Kind.BLOCK_END, close);
                move(at + (signed ? 3 : 2));
                afterTag(output, signed ? sign : ' ');
                return;
            }
            open = Math.max(0, open + readToken());
        }
    }

    private void afterTag(boolean output, char sign) {
        if (output && sign != '-') {
            lineStarts = false;
        } else {
            after(sign);
        }
    }

    /** White space after a block or comment: all of it goes with "-", one newline without a sign, none with "+". */
    private void after(char sign) {
        int from = at;
        if (sign == '-') {
            skipSpace();
        } else if (sign != '+' && at < source.length() && source.charAt(at) == '\n') {
            move(at + 1);
        }
        lineStarts = at > from && source.charAt(at - 1) == '\n';
    }

    /** Reads one token inside a tag and returns by how much it opens (+1) or closes (-1) brackets. */
    private int readToken() {
        char c = source.charAt(at);
        if (c == '\'' || c == '"') {
            readString(c);
        } else if (c >= '0' && c <= '9') {
            Matcher number = FLOAT.matcher(source).region(at, source.length());
            boolean isFloat = !previousIsDot() && number.lookingAt();
            if (!isFloat) {
                number = INTEGER.matcher(source).region(at, source.length());
                number.lookingAt();
            }
            add(isFloat ? Kind.FLOAT : Kind.INTEGER, number.group());
            move(number.end());
        } else if (c == '_' || Character.isLetter(c)) {
            int end = at;
            while (end < source.length()
                    && (source.charAt(end) == '_' || Character.isLetterOrDigit(source.charAt(end)))) {
                end++;
            }
            add(Kind.NAME, source.substring(at, end));
            move(end);
        } else {
            return readOperator();
        }
        return 0;
    }

    private boolean previousIsDot() {
        return tokens.get(tokens.size() - 1).isOperator(".");
    }

    private int readOperator() {
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, at)) {
                add(Kind.OPERATOR, operator);
                move(at + operator.length());
                return "([{".contains(operator) ? 1 : ")]}".contains(operator) ? -1 : 0;
            }
        }
        throw new JinjaException(
                line, "unexpected character '" + new String(Character.toChars(source.codePointAt(at))) + "'");
    }

    private void readString(char quote) {
        int end = at + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw new JinjaException(line, "a string is not closed");
        }
        add(Kind.STRING, Escapes.decode(source.substring(at + 1, end), line));
        move(end + 1);
    }

    private void skipSpace() {
        int to = at;
        while (to < source.length() && PythonText.isWhitespace(source.charAt(to))) {
            to++;
        }
        move(to);
    }

    private void move(int to) {
        for (; at < to; at++) {
            if (source.charAt(at) == '\n') {
                line++;
            }
        }
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text, line));
    }

    private static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && PythonText.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
