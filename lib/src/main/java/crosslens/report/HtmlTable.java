package crosslens.report;

import crosslens.text.Html;
import java.util.List;
import tech.tablesaw.columns.Column;

/**
 * Renders a table as a fragment of HTML that needs no style sheet. Colours are the page's own, so it reads on light and dark; every text is escaped and
 * has its own direction; numbers are right aligned with fixed decimals. Where scripts run, its heads sort and long tables have pages ({@link TableScript}).
 */
public final class HtmlTable {
    private static final String CELL = "padding:0.2em 0.7em;text-align:";
    private static final String RULE = "1px solid rgba(127,127,127,0.7)";
    private static final String TABLE = "border-collapse:collapse;border-top:" + RULE + ";border-bottom:" + RULE
            + ";font-variant-numeric:tabular-nums";
    private static final String CAPTION =
            "caption-side:top;text-align:left;font-weight:bold;padding-bottom:0.4em;color:inherit";

    private static final String WRAPPED = "min-width:14em;max-width:34em;overflow-wrap:anywhere;";
    /** Texts of more characters are wrapped. */
    private static final int LONG = 36;

    private HtmlTable() {}

    public static String render(ReportTable report) {
        List<Column<?>> columns = report.shownColumns();
        StringBuilder html = new StringBuilder("<div style=\"overflow-x:auto\">\n");
        html.append("<table style=\"").append(TABLE).append("\">\n");
        html.append("<caption dir=\"auto\" style=\"").append(CAPTION).append("\">");
        html.append(escape(report.title())).append("</caption>\n<thead><tr>");
        for (Column<?> column : columns) {
            html.append("<th scope=\"col\" dir=\"auto\" style=\"").append(CELL).append(align(column));
            html.append(";border-bottom:").append(RULE).append("\">");
            html.append(unbroken(escape(column.name()))).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < report.table().rowCount(); row++) {
            html.append("<tr>");
            for (int column = 0; column < columns.size(); column++) {
                String text = report.shown(column, row);
                if (text.isEmpty()) {
                    html.append("<td></td>"); // most cells of groups: styles would be half of the table's size
                    continue;
                }
                html.append("<td dir=\"auto\" style=\"").append(text.length() > LONG ? WRAPPED : "white-space:nowrap;");
                html.append(CELL).append(align(columns.get(column))).append("\">");
                html.append(escape(text)).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
        appendNotes(html, report.notes());
        if (report.table().rowCount() > 1) {
            html.append(TableScript.of(report.groups(), TableScript.PAGE, List.of()));
        }
        return html.append("</div>\n").toString();
    }

    private static void appendNotes(StringBuilder html, List<String> notes) {
        if (!notes.isEmpty()) {
            html.append("<ul style=\"font-size:0.9em;max-width:60em;margin-top:0.5em\">\n");
            notes.forEach(note -> html.append("<li dir=\"auto\">")
                    .append(unbroken(escape(note)))
                    .append("</li>\n"));
            html.append("</ul>\n");
        }
    }

    /** Options of a command and pairs of languages stay whole: a browser breaks lines at hyphens. */
    private static String unbroken(String html) {
        return html.replaceAll(
                "(?<= )(--[a-z-]+)|\\b([a-z]{1,2}-[a-z]{1,2})\\b", "<span style=\"white-space:nowrap\">$0</span>");
    }

    private static String align(Column<?> column) {
        return ReportTable.isNumber(column) ? "right" : "left";
    }

    /** Text as HTML shows it letter by letter, in content and in quoted attributes. */
    static String escape(String text) {
        return Html.escape(PlainText.of(text));
    }
}
