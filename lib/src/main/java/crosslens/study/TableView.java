package crosslens.study;

import crosslens.report.CsvTable;
import crosslens.report.HtmlTable;
import crosslens.report.LatexTable;
import crosslens.report.ReportTable;
import crosslens.report.TextTable;
import crosslens.text.Displayable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** A table as it is shown: the table itself first, then what stands beside it as context. */
public record TableView(List<ReportTable> parts) implements Displayable {
    public TableView {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a view needs a table");
        }
    }

    /** The table without what stands beside it. */
    public TableView alone() {
        return new TableView(parts.subList(0, 1));
    }

    /** The numbers of the table itself. */
    public Table table() {
        return parts.get(0).table();
    }

    @Override
    public String text() {
        return each(TextTable::render);
    }

    @Override
    public String html() {
        return each(HtmlTable::render);
    }

    /** The table itself as CSV, with all columns. */
    public String csv() {
        return CsvTable.render(parts.get(0));
    }

    /** The table itself for a paper. */
    public String latex() {
        return LatexTable.render(parts.get(0));
    }

    private String each(Function<ReportTable, String> form) {
        return parts.stream().map(form).collect(Collectors.joining("\n"));
    }
}
