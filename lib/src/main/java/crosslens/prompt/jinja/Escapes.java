package crosslens.prompt.jinja;

/** String literals of a template: Python's backslash escapes. */
final class Escapes {
    private Escapes() {}

    static String decode(String literal, int line) {
        if (literal.indexOf('\\') < 0) {
            return literal;
        }
        StringBuilder text = new StringBuilder(literal.length());
        for (int i = 0; i < literal.length(); ) {
            char c = literal.charAt(i);
            if (c != '\\' || i + 1 == literal.length()) {
                text.append(c);
                i++;
                continue;
            }
            i = escape(literal, i + 1, text, line);
        }
        return text.toString();
    }

    /** Decodes the escape whose letter stands at {@code i}; returns the place after it. An unknown one stays as it is, as in Python. */
    private static int escape(String literal, int i, StringBuilder text, int line) {
        char letter = literal.charAt(i);
        int plain = "ntrabfv\\'\"\n".indexOf(letter);
        if (letter == '\n') {
            return i + 1;
        }
        if (plain >= 0) {
            text.append("\n\t\r\u0007\b\f\u000b\\'\"".charAt(plain));
            return i + 1;
        }
        int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        if (digits > 0) {
            return hex(literal, i + 1, digits, text, line);
        }
        if (letter >= '0' && letter <= '7') {
            int end = i;
            while (end < Math.min(i + 3, literal.length())
                    && literal.charAt(end) >= '0'
                    && literal.charAt(end) <= '7') {
                end++;
            }
            text.appendCodePoint(Integer.parseInt(literal.substring(i, end), 8));
            return end;
        }
        text.append('\\').append(letter);
        return i + 1;
    }

    private static int hex(String literal, int start, int digits, StringBuilder text, int line) {
        int end = start + digits;
        if (end > literal.length() || !literal.substring(start, end).matches("[0-9a-fA-F]+")) {
            throw new JinjaException(line, "a \\x, \\u or \\U escape needs " + digits + " hexadecimal digits");
        }
        long codePoint = Long.parseLong(literal.substring(start, end), 16);
        if (codePoint > Character.MAX_CODE_POINT) {
            throw new JinjaException(line, "there is no character \\U" + literal.substring(start, end));
        }
        text.appendCodePoint((int) codePoint);
        return end;
    }
}
