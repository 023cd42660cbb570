package crosslens.study;

import crosslens.report.ErrorTableId;
import crosslens.report.ExampleFigure;
import crosslens.report.F1Figure;
import crosslens.report.Figure;
import crosslens.report.Intervals;
import crosslens.report.Published;
import crosslens.report.ReportTable;
import crosslens.report.TableId;
import crosslens.report.Tables;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The tables and figures of answers by their names, and the tables that the study prints. Calls no model. */
final class StudyTables {
    private static final String GAP = "gap";
    private static final String FIGURE_F1 = "f1";
    private static final String FIGURE_ERRORS = "errors";
    private static final Set<String> MODEL_TABLES = Set.of("1", "4");
    private static final int USUAL_SHOTS = 2;

    private final Errors errors;

    StudyTables(Errors errors) {
        this.errors = errors;
    }

    TableView table(String id, RunSet runs) throws IOException {
        if (GAP.equalsIgnoreCase(id.strip())) {
            return new TableView(List.of(tables().gaps(runs.scores(), shots(runs))));
        }
        Optional<ErrorTableId> error = ErrorTableId.of(id);
        if (error.isPresent()) {
            return errors.table(error.get(), runs);
        }
        TableId table = TableId.of(id);
        Tables tables = table == TableId.T2
                ? new Tables(Published.load(), Intervals.bootstrap(), errors.summary(runs))
                : tables();
        return new TableView(tables.withContext(table, runs.scores()));
    }

    /** Under the language-aware scorer. */
    TableView aware(String id, RunSet runs) throws IOException {
        return new TableView(List.of(tables().aware(TableId.of(id), runs.scores())));
    }

    /** As the study printed it. */
    TableView published(String number) throws IOException {
        String id = number + "-published";
        if (ErrorTableId.of(number).isPresent()) {
            String title = "Table " + number + " as the study prints it: percent of wrong answers, en-x, 2 shots";
            return new TableView(List.of(
                    new ReportTable(id, title, List.of(), Published.load().table(number))));
        }
        if (MODEL_TABLES.contains(number)) {
            String title = "Table " + number + " of the study: its models";
            return new TableView(List.of(new ReportTable(id, title, List.of(), Published.studiedModels(number))));
        }
        return new TableView(List.of(tables().published(TableId.of(number))));
    }

    Figure figure(String id, RunSet runs) throws IOException {
        return switch (id.strip().toLowerCase(Locale.ROOT)) {
            case ExampleFigure.ID -> Examples.figure(runs, null);
            case FIGURE_ERRORS -> errors.figure(runs);
            case FIGURE_F1 -> F1Figure.draw(runs.scores(), shots(runs), Published.load(), Intervals.bootstrap());
            default ->
                throw new IllegalArgumentException("unknown figure '" + id + "' of answers: there are "
                        + ExampleFigure.ID + ", " + FIGURE_F1 + ", " + FIGURE_ERRORS);
        };
    }

    private static int shots(RunSet runs) {
        return runs.cells().stream().mapToInt(cell -> cell.cell().shots()).max().orElse(USUAL_SHOTS);
    }

    private static Tables tables() throws IOException {
        return new Tables(Published.load(), Intervals.bootstrap());
    }
}
