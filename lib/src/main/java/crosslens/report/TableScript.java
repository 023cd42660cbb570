package crosslens.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The script beside a table in HTML: a click or Enter on a head sorts, long tables have pages. Where scripts do not run, the table stays as it is written.
 *
 * <p>It stands behind its table in one element, reaches nothing outside that, loads nothing, and writes texts as texts.
 */
public final class TableScript {
    /** Rows a page. */
    public static final int PAGE = 40;

    private static final String CODE = code("table.js");

    private TableScript() {}

    /**
     * The script's element, to be put after the table into the element that holds both.
     *
     * @param groups how many leading columns are blank where they repeat the row above
     * @param page rows a page; a table without more has none
     * @param more the texts of rows that follow the table's own, shaped as its first row
     */
    public static String of(int groups, int page, List<List<String>> more) {
        String rows = more.stream()
                .map(row -> row.stream().map(TableScript::quote).collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
        return "<script>(" + CODE + ")(document.currentScript?.parentElement," + groups + "," + page + "," + rows
                + ")</script>\n";
    }

    /** The text as a literal of JavaScript that is safe inside a script's element: nothing but letters, digits and spaces of ASCII, and text beyond it, stands for itself. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 0x80
                    ? !Character.isSurrogate(c) && c != 0x2028 && c != 0x2029 && c >= 0xA0 || pair(text, i)
                    : c >= ' ' && "\"\\<>&'`/".indexOf(c) < 0 && c != 0x7F;
            if (plain) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.append('"').toString();
    }

    private static boolean pair(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))
                || i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
    }

    private static String code(String name) {
        try (InputStream in = TableScript.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the script " + name + " of the kit cannot be read", e);
        }
    }
}
