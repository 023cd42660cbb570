package crosslens.report;

import java.util.List;
import java.util.Set;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table with what a reader must know beside it. Number formats travel with the columns ({@link Numbers}).
 *
 * @param id for file names, e.g. {@code 6a}
 * @param title what is shown, of which model, on how many items
 * @param notes on what it rests and what is missing, one sentence or two each
 * @param groups how many leading columns are shown blank where they repeat the row above; CSV keeps them
 * @param optional columns that reading forms leave out where they hold nothing; CSV keeps them
 */
public record ReportTable(String id, String title, List<String> notes, Table table, int groups, Set<String> optional) {
    public ReportTable {
        notes = List.copyOf(notes);
        optional = Set.copyOf(optional);
        if (groups < 0 || groups > table.columnCount()) {
            throw new IllegalArgumentException("groups must be 0 to " + table.columnCount() + ", not " + groups);
        }
    }

    /** A table of which every column and cell is shown. */
    public ReportTable(String id, String title, List<String> notes, Table table) {
        this(id, title, notes, table, 0, Set.of());
    }

    /** The columns of the reading forms, in order. */
    List<Column<?>> shownColumns() {
        return table.columns().stream()
                .filter(column -> !optional.contains(column.name()) || column.countMissing() < column.size())
                .toList();
    }

    /** What a reading form shows in a cell: formatted, {@code -} for a missing number, blank where a group goes on. */
    String shown(int column, int row) {
        List<Column<?>> columns = shownColumns();
        boolean repeats = row > 0 && column < groups;
        for (int left = 0; repeats && left <= column; left++) {
            repeats = text(columns.get(left), row).equals(text(columns.get(left), row - 1));
        }
        return repeats ? "" : text(columns.get(column), row);
    }

    static boolean isNumber(Column<?> column) {
        return column instanceof NumericColumn<?>;
    }

    private static String text(Column<?> column, int row) {
        return column.isMissing(row) && isNumber(column) ? Numbers.MISSING : PlainText.of(column.getString(row));
    }
}
