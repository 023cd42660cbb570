package crosslens.notebook;

import crosslens.report.Figure;
import crosslens.text.Displayable;
import java.util.UUID;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** Shows a result in the middle of a cell. Nothing is returned, so that nothing else appears below the cell. */
public final class Show {
    private Show() {}

    /** The first {@code rows} rows of a table, at least one. */
    public static void table(Table table, int rows) {
        show(Output.of(table, rows));
    }

    /** The first {@value Output#ROWS} rows of a table. */
    public static void table(Table table) {
        table(table, Output.ROWS);
    }

    public static void chart(Chart<?, ?> chart) {
        show(Output.of(chart));
    }

    public static void figure(Figure figure) {
        show(Output.of(figure));
    }

    public static void result(Displayable result) {
        show(Output.of(result));
    }

    private static void show(Output output) {
        Frontend.current().display(UUID.randomUUID().toString(), output);
    }
}
