package crosslens.report;

import crosslens.prompt.PartKind;
import crosslens.text.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A heat map of a prompt as a fragment of HTML: tokens coloured by their values, parts underlined, numbers where the pointer rests. */
public final class HeatHtml {
    private HeatHtml() {}

    /** Needs no style sheet or script; every text from outside is escaped. */
    public static String render(HeatText heat, String title) {
        double scale = heat.scale();
        StringBuilder html = new StringBuilder("<div class=\"crosslens-heat\"><div><b>")
                .append(Html.escape(PlainText.of(title)))
                .append("</b></div><div style=\"margin:.3em 0\">")
                .append(legend(heat))
                .append("</div><div dir=\"auto\" style=\"white-space:pre-wrap;overflow-wrap:anywhere;"
                        + "unicode-bidi:plaintext;line-height:1.7\">");
        List<HeatText.Cell> cells = heat.cells();
        int next = 0;
        for (HeatText.Stretch stretch : heat.stretches()) {
            if (stretch.kind() != null) {
                html.append("<span style=\"border-bottom:2px solid ")
                        .append(HeatColors.cssPart(stretch.kind()))
                        .append("\">");
            }
            int at = stretch.start();
            while (next < cells.size() && cells.get(next).start() < stretch.end()) {
                HeatText.Cell cell = cells.get(next);
                int from = Math.max(at, cell.start());
                int to = Math.min(cell.end(), stretch.end());
                html.append(text(heat, at, from))
                        .append("<span title=\"")
                        .append(hint(heat, cell))
                        .append("\" style=\"background:")
                        .append(HeatColors.css(cell.value(), scale))
                        .append("\">")
                        .append(text(heat, from, to))
                        .append("</span>");
                at = to;
                if (cell.end() > stretch.end()) {
                    break;
                }
                next++;
            }
            html.append(text(heat, at, stretch.end())).append(stretch.kind() == null ? "" : "</span>");
        }
        return html.append("</div></div>").toString();
    }

    /** What colours and lines mean, in words. */
    static String reading(HeatText heat) {
        return String.format(
                Locale.ROOT,
                "Red: for the target; blue: against it; full colour: %.3g, the largest beyond the first token, which has %.0f %% of all.",
                heat.scale(),
                100 * heat.firstTokenShare());
    }

    private static String legend(HeatText heat) {
        String parts = heat.stretches().stream()
                .map(HeatText.Stretch::kind)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(HeatHtml::key)
                .collect(Collectors.joining(" "));
        return Html.escape(reading(heat)) + (parts.isEmpty() ? "" : " Parts: " + parts);
    }

    private static String key(PartKind kind) {
        return "<span style=\"border-bottom:2px solid " + HeatColors.cssPart(kind) + "\">" + HeatColors.name(kind)
                + "</span>";
    }

    private static String hint(HeatText heat, HeatText.Cell cell) {
        List<String> lines = new ArrayList<>();
        for (int token : cell.tokens()) {
            lines.add(String.format(
                    Locale.ROOT, "%d %s: %.4g", token, heat.symbols().get(token), heat.values()[token]));
        }
        return Html.escape(PlainText.of(String.join("; ", lines)));
    }

    private static String text(HeatText heat, int from, int to) {
        return heat.prompt()
                .text()
                .substring(from, Math.max(from, to))
                .lines()
                .map(PlainText::of)
                .map(Html::escape)
                .collect(Collectors.joining("<br>"))
                .concat(heat.prompt().text().substring(from, Math.max(from, to)).endsWith("\n") ? "<br>" : "");
    }
}
