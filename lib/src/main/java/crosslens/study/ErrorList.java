package crosslens.study;

import crosslens.judge.FailureType;
import crosslens.report.CellErrors;
import crosslens.report.ReportTable;
import crosslens.score.AnswerText;
import crosslens.score.LanguageErrors;
import crosslens.score.WrongRule;
import crosslens.text.Displayable;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Examples of errors, each with its reason; narrow them with {@link #only}, {@link #in}, {@link #by} and {@link #first}. */
public record ErrorList(List<Row> rows) implements Displayable {
    /** What {@link Row#kind} is for an answer in the wrong language. */
    public static final String LANGUAGE = "language";

    private static final int MOST_SHOWN = 40;

    public ErrorList {
        rows = List.copyOf(rows);
    }

    /**
     * One error of one answer.
     *
     * @param model who answered
     * @param run cell, shots and format, e.g. {@code en-de 2-shot v1}
     * @param kind {@code language}, {@code gibberish}, {@code refusal} or {@code blank}
     * @param raw all the model wrote
     * @param reason who says so and why
     */
    public record Row(
            String model,
            String run,
            Language language,
            String id,
            String kind,
            String question,
            String gold,
            String raw,
            String reason) {}

    static ErrorList of(RunSet runs, List<CellErrors> errors) {
        List<Row> rows = new ArrayList<>();
        for (int c = 0; c < errors.size(); c++) {
            CellRun run = runs.cells().get(c);
            CellErrors cell = errors.get(c);
            for (int i = 0; i < cell.items().size(); i++) {
                for (Map.Entry<String, String> reason :
                        reasons(cell, cell.items().get(i)).entrySet()) {
                    rows.add(row(run, i, reason.getKey(), reason.getValue()));
                }
            }
        }
        return new ErrorList(rows);
    }

    private static Row row(CellRun run, int i, String kind, String reason) {
        return new Row(
                run.model(),
                run.cell().pair() + " " + run.cell().shots() + "-shot "
                        + run.cell().format(),
                run.cell().question(),
                run.items().get(i).id(),
                kind,
                run.items().get(i).question(),
                String.join(" / ", run.items().get(i).goldTexts()),
                run.answers().get(i).raw(),
                reason);
    }

    /** By kind, why an answer is an error of it. */
    private static Map<String, String> reasons(CellErrors cell, CellErrors.Item item) {
        Map<String, String> reasons = new LinkedHashMap<>();
        if (WrongRule.EXACT_MATCH.isWrong(item.score())) {
            item.language()
                    .filter(LanguageErrors.Outcome::error)
                    .ifPresent(outcome -> reasons.put(LANGUAGE, detected(outcome)));
        }
        if (WrongRule.HALF_F1.isWrong(item.score())) {
            String by = cell.judge()
                    .map(judge -> "judge " + judge.name() + "; rules say "
                            + item.rules().label())
                    .orElse("rules");
            cell.type(item).filter(FailureType.FAILURES::contains).ifPresent(type -> reasons.put(type.label(), by));
        }
        return reasons;
    }

    private static String detected(LanguageErrors.Outcome outcome) {
        String shape = outcome.undecidable() ? "; a " + outcome.shape().label() : "";
        return "detected " + name(outcome.answer()) + ", gold " + name(outcome.gold()) + shape;
    }

    private static String name(Optional<Language> language) {
        return language.map(Language::englishName).orElse("unknown");
    }

    /** The errors of one kind: {@code language}, {@code gibberish}, {@code refusal} or {@code blank}. */
    public ErrorList only(String kind) {
        if (!kind.equals(LANGUAGE)) {
            FailureType.of(kind);
        }
        return new ErrorList(
                rows.stream().filter(row -> row.kind().equals(kind)).toList());
    }

    /** The errors where the question is in a language, by its code. */
    public ErrorList in(String code) {
        Language language = Language.of(code);
        return new ErrorList(
                rows.stream().filter(row -> row.language().equals(language)).toList());
    }

    /** The errors of one model, by its name. */
    public ErrorList by(String model) {
        return new ErrorList(
                rows.stream().filter(row -> row.model().equals(model)).toList());
    }

    /** The first errors of each model, kind and language. */
    public ErrorList first(int most) {
        Map<List<Object>, Integer> seen = new HashMap<>();
        return new ErrorList(rows.stream()
                .filter(row -> seen.merge(List.of(row.model(), row.kind(), row.language()), 1, Integer::sum) <= most)
                .toList());
    }

    /** All rows as a table. */
    public Table table() {
        return table(rows);
    }

    private static Table table(List<Row> rows) {
        Table table = Table.create("errors", texts(rows, "kind", Row::kind));
        if (rows.stream().map(Row::model).distinct().count() > 1) {
            table.addColumns(texts(rows, "model", Row::model));
        }
        return table.addColumns(
                texts(rows, "question", Row::question),
                texts(rows, "gold", Row::gold),
                texts(rows, "answer", row -> AnswerText.parse(row.raw())),
                texts(rows, "reason", Row::reason),
                texts(rows, "run", Row::run),
                texts(rows, "item", Row::id));
    }

    private static StringColumn texts(List<Row> rows, String name, Function<Row, String> value) {
        return StringColumn.create(name, rows.stream().map(value).toList());
    }

    /** The first rows, with the number of all of them in the title. */
    public TableView view(int most) {
        List<Row> shown = rows.subList(0, Math.min(most, rows.size()));
        return new TableView(List.of(
                new ReportTable("errors", shown.size() + " of " + rows.size() + " errors", List.of(), table(shown))));
    }

    @Override
    public String html() {
        return view(MOST_SHOWN).html();
    }

    @Override
    public String text() {
        return view(MOST_SHOWN).text();
    }
}
