package crosslens.report.claim;

import crosslens.report.CellScores;
import crosslens.report.IntervalColumns;
import crosslens.report.ModelRuns;
import crosslens.report.Numbers;
import crosslens.report.ReportTable;
import crosslens.report.TableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The study's claims, tested on stored results: claim, number, interval, verdict; then how each was tested, and why. */
public final class ClaimTables {
    private static final String CLAIM = "Claim";
    private static final String MODEL = "Model";

    /** All claims of the study that are tested, in the order shown. */
    private static final List<Claim> CLAIMS = Stream.of(
                    ClaimAnswers.all(), ClaimOracle.all(), ClaimRelevance.all(), ClaimSimilarity.all())
            .flatMap(List::stream)
            .toList();

    private ClaimTables() {}

    /**
     * Tests every claim on every model it is about.
     *
     * @param models at least one, each once
     */
    public static List<ReportTable> of(List<ClaimEvidence> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException(
                    "no model has stored results on this data. To make some: ./crosslens study --model MODEL");
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < CLAIMS.size(); i++) {
            for (ClaimEvidence model : models) {
                int number = i + 1;
                Claim claim = CLAIMS.get(i);
                claim.tester()
                        .of(model, models)
                        .ifPresent(finding -> rows.add(new Row(number, claim, model.model(), finding)));
            }
        }
        return List.of(verdicts(rows, models), reasons(rows));
    }

    /** One claim on one model. */
    record Row(int number, Claim claim, String model, ClaimFinding finding) {}

    private static ReportTable verdicts(List<Row> rows, List<ClaimEvidence> models) {
        IntColumn number = Numbers.count(IntColumn.create("No"));
        StringColumn claim = StringColumn.create(CLAIM);
        StringColumn model = StringColumn.create(MODEL);
        DoubleColumn value = Numbers.plain(DoubleColumn.create("Value"));
        IntervalColumns interval = IntervalColumns.plain();
        StringColumn unit = StringColumn.create("Unit");
        StringColumn verdict = StringColumn.create("Verdict");
        for (Row row : rows) {
            ClaimFinding finding = row.finding();
            number.append(row.number());
            claim.append(row.claim().says());
            model.append(row.model());
            value.append(finding.value());
            interval.append(finding.interval(), 1);
            unit.append(finding.unit());
            verdict.append(finding.verdict().label());
        }
        Table table =
                Table.create("claims", number, claim, model, value, interval.low(), interval.high(), unit, verdict);
        return new ReportTable(
                "claims",
                "Claims of the study on stored results. " + basis(models),
                notes(models),
                table,
                2,
                IntervalColumns.NAMES);
    }

    private static String basis(List<ClaimEvidence> models) {
        List<CellScores> cells = models.stream()
                .flatMap(model -> model.cells().stream())
                .filter(cell -> cell.cell().shots() == ClaimEvidence.SHOTS)
                .toList();
        return cells.isEmpty()
                ? String.join(", ", models.stream().map(ClaimEvidence::model).toList())
                : TableText.basis(cells);
    }

    private static List<String> notes(List<ClaimEvidence> models) {
        List<String> notes = new ArrayList<>(List.of(
                "A verdict is about these items, this model and this bound: 'holds' or 'fails' if the whole 95 % interval (bootstrap by"
                        + " paragraph, paired) lies on one side of the bound. Each claim is one test; "
                        + CLAIMS.size()
                        + " are made, so one in twenty that is not true may still hold here. Within a claim about languages p-values are"
                        + " adjusted by Holm."));
        for (ClaimEvidence model : models) {
            Optional<ModelRuns> runs =
                    ModelRuns.of(model.cells(), ClaimEvidence.SHOTS).stream().findFirst();
            notes.add(model.model() + " is taken as "
                    + switch (model.role()) {
                        case BASE -> "a base model";
                        case TUNED -> "a tuned model";
                        case UNKNOWN -> "neither base nor tuned (--base and --tuned say it)";
                    }
                    + (Double.isNaN(model.billions())
                            ? ", its size is not known."
                            : ", of " + Numbers.plain(model.billions()) + " billion parameters."));
            runs.ifPresent(found -> notes.add(found.selection()));
        }
        return notes;
    }

    private static ReportTable reasons(List<Row> rows) {
        IntColumn number = Numbers.count(IntColumn.create("No"));
        StringColumn test = StringColumn.create("Test");
        StringColumn model = StringColumn.create(MODEL);
        StringColumn why = StringColumn.create("Why, and what would tell");
        for (Row row : rows) {
            number.append(row.number());
            test.append(row.claim().test());
            model.append(row.model());
            why.append(row.finding().why());
        }
        return new ReportTable(
                "claims-tests",
                "How each claim was tested, and why the verdict is what it is",
                List.of(),
                Table.create("claims-tests", number, test, model, why),
                2,
                Set.of());
    }
}
