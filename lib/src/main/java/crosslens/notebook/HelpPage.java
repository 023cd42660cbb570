package crosslens.notebook;

import crosslens.text.Displayable;
import crosslens.text.Html;
import java.util.List;

/**
 * A page of help.
 *
 * @param about a paragraph a line; may be empty
 */
record HelpPage(String title, String about, List<Entry> entries) implements Displayable {
    HelpPage {
        entries = List.copyOf(entries);
    }

    /**
     * One line of it.
     *
     * @param what a type or a signature
     * @param example a line of Java, empty if there is none
     */
    record Entry(String what, String says, String example) {}

    @Override
    public String html() {
        StringBuilder html = new StringBuilder("<div style=\"max-width:70em\"><b>")
                .append(Html.escape(title))
                .append("</b>\n");
        about.lines()
                .forEach(line -> html.append("<p style=\"margin:.3em 0\">")
                        .append(Html.escape(line))
                        .append("</p>\n"));
        html.append("<dl style=\"display:block;margin:.4em 0\">\n");
        for (Entry entry : entries) {
            html.append("<dt style=\"display:block;float:none;width:auto;font-weight:normal;margin-top:.5em\"><code>")
                    .append(Html.escape(entry.what()))
                    .append("</code></dt>\n<dd style=\"display:block;float:none;width:auto;margin:0 0 0 2em\">")
                    .append(Html.escape(entry.says()));
            if (!entry.example().isEmpty()) {
                html.append(" <i>Example:</i> <code>")
                        .append(Html.escape(entry.example()))
                        .append("</code>");
            }
            html.append("</dd>\n");
        }
        return html.append("</dl></div>\n").toString();
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(title).append('\n');
        about.lines().forEach(line -> text.append(line).append('\n'));
        for (Entry entry : entries) {
            text.append('\n').append(entry.what()).append('\n');
            entry.says()
                    .lines()
                    .forEach(line -> text.append("    ").append(line).append('\n'));
            if (!entry.example().isEmpty()) {
                text.append("    Example: ").append(entry.example()).append('\n');
            }
        }
        return text.toString();
    }
}
