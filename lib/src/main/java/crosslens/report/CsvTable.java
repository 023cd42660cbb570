package crosslens.report;

import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Renders a table as CSV (RFC 4180, UTF-8, lines ended by a newline): all columns and rows, numbers unformatted, missing values empty. */
public final class CsvTable {
    private CsvTable() {}

    /** The table alone; title and notes are not part of it, so that any reader takes the file. */
    public static String render(ReportTable report) {
        return render(report.table());
    }

    /**
     * A table's columns and rows. A text that a spreadsheet would take for a formula (it begins with {@code = + - @}) gets an apostrophe before it.
     * Numbers have at most six decimals.
     */
    public static String render(Table table) {
        StringBuilder csv = new StringBuilder();
        for (int column = 0; column < table.columnCount(); column++) {
            csv.append(column == 0 ? "" : ",").append(field(table.column(column).name()));
        }
        csv.append('\n');
        for (int row = 0; row < table.rowCount(); row++) {
            for (int column = 0; column < table.columnCount(); column++) {
                csv.append(column == 0 ? "" : ",").append(cell(table.column(column), row));
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        return column.get(row) instanceof Double number
                ? number(number)
                : field(column.get(row).toString());
    }

    private static String number(double value) {
        return java.math.BigDecimal.valueOf(value)
                .setScale(6, java.math.RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String field(String text) {
        String plain = PlainText.of(text);
        if (!plain.isEmpty() && "=+-@".indexOf(plain.charAt(0)) >= 0) {
            plain = "'" + plain;
        }
        return plain.matches("(?s).*[\",].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }
}
