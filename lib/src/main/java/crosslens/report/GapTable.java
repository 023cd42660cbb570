package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.score.ClusterBootstrap;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What is lost against English, cell by cell: F1 of the cell minus F1 of en-en on the same questions, paired, with the bootstrap interval by paragraph and
 * a p-value adjusted by Holm over the languages of a model and scenario (METHOD 3). Not a table of the study.
 */
final class GapTable {
    private final StringColumn model = StringColumn.create("Model");
    private final StringColumn scenario = StringColumn.create("Scenario");
    private final StringColumn question = StringColumn.create("Question");
    private final PairedColumns paired;

    GapTable(ClusterBootstrap bootstrap) {
        paired = new PairedColumns(bootstrap, "en-en", "Gap");
    }

    /** One row a cell of the format that stands for each model. */
    ReportTable table(List<CellScores> cells, int shots) {
        List<CellScores> shown = new ArrayList<>();
        for (ModelRuns runs : ModelRuns.of(cells, shots)) {
            Optional<CellScores> reference = runs.standing().cell(Scenario.EN_X, Language.EN);
            for (Scenario s : FormatRuns.SHOWN) {
                List<CellScores> others =
                        runs.standing().cells(s, runs.standing().languages(s));
                if (reference.isPresent() && !others.isEmpty()) {
                    add(runs, s, reference.get(), others);
                    shown.addAll(others);
                }
            }
        }
        if (shown.isEmpty()) {
            throw new IllegalArgumentException("no gap can be shown: it takes the cell en-en and another one with "
                    + shots + " shots. To make them: ./crosslens answer --model MODEL --scenario en-x --shots "
                    + shots);
        }
        List<String> notes = new ArrayList<>(List.of(
                "Gap: F1 minus F1 of en-en on the same questions, in percent points. p: no gap, two-sided, paired bootstrap by paragraph, adjusted by Holm"
                        + " over the languages of a model and scenario."));
        notes.addAll(TableText.intervals(shown));
        notes.addAll(TableText.settings(shown));
        Table table = Table.create("gap", model, scenario, question);
        paired.columns().forEach(table::addColumns);
        return new ReportTable(
                "gap",
                "What is lost against English. " + TableText.basis(shown),
                notes,
                table,
                2,
                PairedColumns.OPTIONAL);
    }

    private void add(ModelRuns runs, Scenario s, CellScores reference, List<CellScores> others) {
        for (CellScores cell : others) {
            Language language = cell.cell().question();
            model.append(runs.model());
            scenario.append(s.toString());
            question.append(language + " " + language.englishName());
            paired.append(reference, cell);
        }
        paired.adjust();
    }
}
