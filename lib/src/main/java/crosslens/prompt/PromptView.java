package crosslens.prompt;

import crosslens.text.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A prompt with its parts made visible, for a terminal and for a notebook. Where parts lie in each other the innermost shows. Control and direction
 * characters of the text are shown as their codes, so that no text can steer a terminal or a page.
 */
public final class PromptView {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private record Look(int ansi, String rgb) {}

    private static final Map<PartKind, Look> LOOKS = new EnumMap<>(Map.of(
            PartKind.TASK, new Look(35, "171,71,188"),
            PartKind.DEMO, new Look(33, "255,179,0"),
            PartKind.CONTEXT, new Look(32, "67,160,71"),
            PartKind.QUESTION, new Look(36, "0,151,167"),
            PartKind.TEMPLATE, new Look(90, "128,128,128"),
            PartKind.LABEL, new Look(34, "66,133,244"),
            PartKind.ANSWER_PREFIX, new Look(31, "229,57,53")));

    /** A stretch of text whose innermost part is of one kind; null for no part. */
    private record Piece(PartKind kind, String text) {}

    private PromptView() {}

    /**
     * The prompt for a terminal, with a legend line first.
     *
     * @param plain brackets with the part's name in place of colours, for terminals and files without them
     */
    public static String ansi(Prompt prompt, boolean plain) {
        List<Piece> pieces = pieces(prompt);
        String legend = kinds(pieces).stream()
                .map(kind -> plain ? name(kind) : coloured(kind, name(kind)))
                .collect(Collectors.joining("  ", "parts: ", "\n\n"));
        return pieces.stream()
                .map(piece -> terminal(piece, plain))
                .collect(Collectors.joining("", legend, prompt.text().endsWith("\n") ? "" : "\n"));
    }

    /** The prompt as a fragment of HTML that reads in light and in dark pages, with a legend. No style sheet or script is needed. */
    public static String html(Prompt prompt) {
        List<Piece> pieces = pieces(prompt);
        String legend = kinds(pieces).stream()
                .map(kind -> "<span style=\"" + style(kind) + ";padding:0 .4em\">" + name(kind) + "</span>")
                .collect(Collectors.joining(
                        " ", "<div class=\"crosslens-legend\" style=\"margin-bottom:.5em\">", "</div>"));
        String body = pieces.stream()
                .map(piece -> piece.kind() == null
                        ? escaped(piece.text())
                        : "<span title=\"" + name(piece.kind()) + "\" style=\"" + style(piece.kind()) + "\">"
                                + escaped(piece.text()) + "</span>")
                .collect(Collectors.joining());
        return "<div class=\"crosslens-prompt\">" + legend
                + "<div dir=\"auto\" style=\"white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;font-family:monospace\">"
                + body + "</div></div>";
    }

    private static String terminal(Piece piece, boolean plain) {
        String text = visible(piece.text());
        if (piece.kind() == null) {
            return text;
        }
        return plain
                ? "\u27e6" + name(piece.kind()) + ": " + text + "\u27e7"
                : text.lines().map(line -> coloured(piece.kind(), line)).collect(Collectors.joining("\n"))
                        + (text.endsWith("\n") ? "\n" : "");
    }

    private static String coloured(PartKind kind, String text) {
        return "\u001b[" + LOOKS.get(kind).ansi() + "m" + text + "\u001b[0m";
    }

    private static String style(PartKind kind) {
        return "background:rgba(" + LOOKS.get(kind).rgb() + ",.22);border-radius:.2em";
    }

    private static String name(PartKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Set<PartKind> kinds(List<Piece> pieces) {
        EnumSet<PartKind> kinds = EnumSet.noneOf(PartKind.class);
        pieces.stream().filter(piece -> piece.kind() != null).forEach(piece -> kinds.add(piece.kind()));
        return kinds;
    }

    private static List<Piece> pieces(Prompt prompt) {
        PartKind[] innermost = new PartKind[prompt.text().length()];
        prompt.parts().stream()
                .sorted(Comparator.comparingInt((Part part) -> part.end() - part.start())
                        .reversed())
                .forEach(part -> java.util.Arrays.fill(innermost, part.start(), part.end(), part.kind()));
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= innermost.length; i++) {
            if (i == innermost.length || innermost[i] != innermost[start]) {
                pieces.add(new Piece(innermost[start], prompt.text().substring(start, i)));
                start = i;
            }
        }
        return pieces;
    }

    /** The text with every character that acts instead of showing replaced by its code; newlines and tabs stay. */
    private static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (acts(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static boolean acts(int c) {
        if (c == '\n' || c == '\t' || c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String escaped(String text) {
        // a line end of its own tag: notebook converters drop empty lines of text
        return Html.escape(visible(text)).replace("\n", "<br>");
    }
}
