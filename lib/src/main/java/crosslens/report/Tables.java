package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.score.ClusterBootstrap;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Makes the study's tables from scored runs. Give all cells there are of the models to be shown: a table takes those it needs, picks each model's
 * format over its en-x cells, and says what is missing and which command fills it.
 */
public final class Tables {
    private static final int MOST_LONG_MODELS = 2;

    private final Published published;
    private final Intervals intervals;
    private final SummaryErrors errors;

    public Tables(Published published, Intervals intervals) {
        this(published, intervals, SummaryErrors.NONE);
    }

    /** @param errors what Table 2 says of errors; the other tables say nothing of them */
    public Tables(Published published, Intervals intervals, SummaryErrors errors) {
        this.published = published;
        this.intervals = intervals;
        this.errors = errors;
    }

    /** The table with one row a language for one or two models, one column a language for more. */
    public ReportTable table(TableId id, List<CellScores> cells) {
        long models = cells.stream().map(CellScores::model).distinct().count();
        return table(id, cells, models > MOST_LONG_MODELS ? Layout.WIDE : Layout.LONG);
    }

    /**
     * The table beside the published values.
     *
     * @param cells any models, any languages, in any order; cells of other shots or pairs are left out
     * @param layout of Tables 5 and 6; Table 2 has one
     * @throws IllegalArgumentException if no cell is of this table (the message has the command that makes one), or if one is there twice
     */
    public ReportTable table(TableId id, List<CellScores> cells, Layout layout) {
        List<ModelRuns> models = models(id, cells);
        return id.scenario().isEmpty()
                ? new SummaryTable(models, published, intervals, errors).render()
                : new LanguageTable(id, id.metric(), models, published, intervals).render(layout);
    }

    /**
     * Table 5 or 6 under the language-aware rules, beside our own scores under the study's. Never compared with published values.
     *
     * @throws IllegalArgumentException as {@link #table(TableId, List, Layout)}, and for Table 2
     */
    public ReportTable aware(TableId id, List<CellScores> cells) {
        if (id.scenario().isEmpty()) {
            throw new IllegalArgumentException(
                    "the language-aware score is shown by language: tables 5a to 6b, 10a and 10b, not " + id.number());
        }
        return new LanguageTable(id, aware(id.metric()), models(id, cells), published, intervals).render(Layout.LONG);
    }

    /** The study's table as printed: context for a model that the study does not have. */
    public ReportTable published(TableId id) {
        String title = "Table " + id.number() + " as the study prints it";
        if (id.scenario().isEmpty()) {
            return new ReportTable(
                    "2-published",
                    title + ": F1 and shares in percent",
                    List.of("Published values: context, not a comparison."),
                    publishedSummary());
        }
        return new ReportTable(
                id.number() + "-published",
                title + ": " + id.metric().label() + " by question language, "
                        + id.scenario().get() + ", " + id.shots() + " shots, percent, 1190 items per cell",
                List.of("Published values: context, not a comparison."),
                published.table(id.number()));
    }

    /** What is lost against English by question language, paired, with intervals and adjusted p-values; not a table of the study. */
    public ReportTable gaps(List<CellScores> cells, int shots) {
        return new GapTable(ClusterBootstrap.DEFAULT).table(cells, shots);
    }

    /** The table; of Table 10 with several models, the differences from the first one; and the study's as context if it does not have one of the models. */
    public List<ReportTable> withContext(TableId id, List<CellScores> cells) {
        List<ReportTable> tables = new ArrayList<>(List.of(table(id, cells)));
        if (id.comparesModels()) {
            new PostTrainingTable(ClusterBootstrap.DEFAULT)
                    .table(id, models(id, cells))
                    .ifPresent(tables::add);
        }
        boolean unknown = models(id, cells).stream()
                .anyMatch(model -> id.scenario().isEmpty()
                        ? published.summary(model.publishedName()).isEmpty()
                        : !published.has(id, model.publishedName()));
        if (unknown) {
            tables.add(published(id));
        }
        return tables;
    }

    private static Metric aware(Metric metric) {
        return metric == Metric.EXACT_MATCH ? Metric.AWARE_EXACT_MATCH : Metric.AWARE_F1;
    }

    private List<ModelRuns> models(TableId id, List<CellScores> cells) {
        List<ModelRuns> models = ModelRuns.of(
                cells.stream().filter(scores -> belongs(id, scores)).toList(), id.shots());
        boolean none = cells.stream().noneMatch(scores -> belongs(id, scores) && isShown(id, scores));
        if (models.isEmpty() || none) {
            Optional<CellScores> any = cells.stream().findFirst();
            String scenario = id.scenario().orElse(Scenario.EN_X).toString();
            throw new IllegalArgumentException("no run is of table " + id.number() + " (" + scenario + ", " + id.shots()
                    + " shots). To make them: ./crosslens answer --model "
                    + any.map(cell -> PlainText.shellWord(PlainText.of(cell.modelArgument())))
                            .orElse("MODEL")
                    + " --scenario " + scenario + " --shots " + id.shots());
        }
        return models;
    }

    /** Formats are chosen over en-x, so an x-x table takes both scenarios; a model with en-x cells alone is no row of it. */
    private static boolean belongs(TableId id, CellScores scores) {
        return scores.cell().shots() == id.shots()
                && (FormatRuns.belongs(Scenario.EN_X, scores.cell())
                        || FormatRuns.belongs(Scenario.X_X, scores.cell()));
    }

    /** en-en chooses no format and is no row of an x-x table. */
    private static boolean isShown(TableId id, CellScores scores) {
        return id.scenario().isEmpty()
                || FormatRuns.belongs(id.scenario().get(), scores.cell())
                        && !(id.scenario().get() == Scenario.X_X
                                && scores.cell().question().equals(Language.EN));
    }

    private Table publishedSummary() {
        List<Published.Summary> rows = published.summaries();
        Table table = Table.create(
                "Table 2, published", StringColumn.create("Model", rows.stream().map(Published.Summary::model)));
        add(table, "en-en", rows, Published.Summary::enEn);
        add(table, "Mean en-x", rows, Published.Summary::meanEnX);
        add(table, "Mean x-x", rows, Published.Summary::meanXX);
        add(table, "en-x / en-en", rows, Published.Summary::enXOverEnEn);
        add(table, "x-x / en-en", rows, Published.Summary::xXOverEnEn);
        add(table, "Language error", rows, Published.Summary::meanLanguageError);
        add(table, "Generation failure", rows, Published.Summary::meanGenerationFailure);
        add(table, "en-en failure", rows, Published.Summary::enEnGenerationFailure);
        return table;
    }

    private static void add(
            Table table,
            String title,
            List<Published.Summary> rows,
            java.util.function.ToDoubleFunction<Published.Summary> value) {
        table.addColumns(Numbers.plain(
                DoubleColumn.create(title, rows.stream().mapToDouble(value).toArray())));
    }
}
