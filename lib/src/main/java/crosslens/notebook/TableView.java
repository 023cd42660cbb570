package crosslens.notebook;

import crosslens.report.TableScript;
import crosslens.text.Displayable;
import crosslens.text.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The first rows of a Tablesaw table as text cells: numbers with as many decimals all down a column, missing numbers as a dash.
 *
 * <p>Whole numbers have no decimals, columns within ±1 have three, all others two; a column that would be all zeros that way is written with an exponent.
 * A table that wants other decimals holds them as text.
 */
record TableView(String name, List<TextColumn> columns, int shown, int rows) implements Displayable {
    /** Characters of the rows on further pages, beyond which a table is cut: they all lie in the notebook's file. */
    private static final int MOST = 40_000;

    /** One column, {@code cells} of the rows within reach: the shown ones, then those of further pages. */
    record TextColumn(String name, boolean number, List<String> cells) {}

    static TableView of(Table table, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a table needs at least one row to show, not " + limit);
        }
        int shown = Math.min(limit, table.rowCount());
        List<TextColumn> columns = new ArrayList<>();
        int reached = reached(table, shown);
        for (Column<?> column : table.columns()) {
            boolean number = column instanceof NumericColumn<?>;
            IntFunction<String> format =
                    column instanceof NumericColumn<?> numbers ? numberFormat(numbers) : column::getString;
            List<String> cells = IntStream.range(0, reached)
                    .mapToObj(row -> number && column.isMissing(row) ? "–" : format.apply(row))
                    .toList();
            columns.add(new TextColumn(column.name(), number, cells));
        }
        return new TableView(table.name() == null ? "" : table.name(), columns, shown, table.rowCount());
    }

    private static int reached(Table table, int shown) {
        int row = shown;
        for (int left = MOST; row < table.rowCount(); row++) {
            for (Column<?> column : table.columns()) {
                left -= 3 + column.getString(row).length();
            }
            if (left < 0) {
                break;
            }
        }
        return row;
    }

    private static IntFunction<String> numberFormat(NumericColumn<?> column) {
        if (!(column instanceof DoubleColumn || column instanceof FloatColumn)) {
            return column::getString;
        }
        double[] values = IntStream.range(0, column.size())
                .filter(row -> !column.isMissing(row))
                .mapToDouble(column::getDouble)
                .filter(Double::isFinite)
                .toArray();
        double largest = 0;
        boolean whole = true;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
            whole &= value == Math.rint(value);
        }
        String pattern = whole ? "%.0f" : largest < 0.0005 ? "%.2e" : largest <= 1 ? "%.3f" : "%.2f";
        return row -> String.format(Locale.ROOT, pattern, column.getDouble(row));
    }

    /** {@inheritDoc} Cells take the direction of their own text; colours are the page's. Where scripts run, heads sort and pages turn. */
    @Override
    public String html() {
        StringBuilder html = new StringBuilder("<div><table>");
        if (!name.isBlank()) {
            html.append("<caption style=\"caption-side:top;text-align:start\" dir=\"auto\">")
                    .append(Html.escape(name))
                    .append("</caption>");
        }
        appendRows(html);
        if (!note().isEmpty()) {
            html.append("<div data-first><em>").append(note()).append("</em></div>");
        }
        int reached = columns.isEmpty() ? 0 : columns.get(0).cells.size();
        if (reached < rows) {
            html.append("<div><em>pages and sorting reach the first ")
                    .append(reached)
                    .append(" of ")
                    .append(rows)
                    .append(" rows</em></div>");
        }
        if (shown > 0 && rows > 1) {
            List<List<String>> more =
                    IntStream.range(shown, reached).mapToObj(this::row).toList();
            html.append(TableScript.of(0, shown < rows ? shown : TableScript.PAGE, more));
        }
        return html.append("</div>").toString();
    }

    private List<String> row(int row) {
        return columns.stream().map(column -> column.cells.get(row)).toList();
    }

    private void appendRows(StringBuilder html) {
        html.append("<thead><tr>");
        for (TextColumn column : columns) {
            html.append("<th dir=\"auto\" style=\"text-align:")
                    .append(column.number ? "right" : "start")
                    .append("\">")
                    .append(Html.escape(column.name))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (int row = 0; row < shown; row++) {
            html.append("<tr>");
            for (TextColumn column : columns) {
                html.append(column.number ? NUMBER_CELL : TEXT_CELL)
                        .append(Html.escape(column.cells.get(row)))
                        .append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }

    private static final String NUMBER_CELL =
            "<td style=\"text-align:right;vertical-align:top;font-variant-numeric:tabular-nums\">";
    private static final String TEXT_CELL =
            "<td dir=\"auto\" style=\"text-align:start;vertical-align:top;max-width:40em;white-space:pre-wrap;overflow-wrap:anywhere\">";

    /** {@inheritDoc} Columns are padded by code points: wide scripts stand out of line. */
    @Override
    public String text() {
        List<Integer> widths = columns.stream()
                .map(column -> Math.max(
                        length(column.name),
                        column.cells.stream()
                                .limit(shown)
                                .mapToInt(TableView::length)
                                .max()
                                .orElse(0)))
                .toList();
        StringBuilder text = new StringBuilder(name.isBlank() ? "" : name + "\n");
        for (int row = -1; row < shown; row++) {
            int index = row;
            String line = IntStream.range(0, columns.size())
                    .mapToObj(c -> pad(
                            index < 0
                                    ? columns.get(c).name
                                    : columns.get(c).cells.get(index),
                            widths.get(c),
                            columns.get(c).number))
                    .collect(Collectors.joining("  "));
            text.append(line.stripTrailing()).append('\n');
        }
        return text.append(note()).toString().stripTrailing();
    }

    private String note() {
        return shown < rows ? "first " + shown + " of " + rows + " rows" : rows == 0 ? "no rows" : "";
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String pad(String cell, int width, boolean left) {
        String space = " ".repeat(width - length(cell));
        return left ? space + cell : cell + space;
    }
}
