package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.score.LanguageErrors;
import crosslens.score.WrongRule;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables 7, 8 and 9: shares of wrong answers by kind of error and question language, beside the published values of the same model. */
public final class ErrorTables {
    private static final String LOW = "95 % from";
    private static final String HIGH = "95 % to";
    private static final String PAPER = "Paper";
    private static final String DIFFERENCE = "Difference";
    private static final String UNJUDGED = "Unjudged";
    private static final String RULES = "By rules";
    private static final String UNASKED = "Not asked";

    private final Published published;
    private final Intervals intervals;

    public ErrorTables(Published published, Intervals intervals) {
        this.published = published;
        this.intervals = intervals;
    }

    /**
     * One table, one row a model, format and question language.
     *
     * @param scenario en-x as in the study, or x-x
     * @throws IllegalArgumentException if no cell is of the scenario with two shots; the message has the command that makes one
     */
    public ReportTable table(ErrorTableId id, Scenario scenario, List<CellErrors> cells) {
        Map<String, CellErrors> byRun = cells.stream()
                .collect(Collectors.toMap(cell -> cell.scores().runKey(), Function.identity(), (a, b) -> a));
        List<CellErrors> shown = new ArrayList<>();
        Rows rows = new Rows(id, scenario);
        List<String> notes = new ArrayList<>(List.of("* The format that stands for the model."));
        for (ModelRuns model : ModelRuns.of(scores(cells), ErrorTableId.SHOTS)) {
            for (FormatRuns format : model.formats()) {
                for (Language language : languages(id, scenario, format)) {
                    CellErrors cell = byRun.get(
                            format.cell(scenario, language).orElseThrow().runKey());
                    rows.add(model, format, cell);
                    shown.add(cell);
                }
            }
            notes.add(model.selection());
        }
        if (shown.isEmpty()) {
            throw new IllegalArgumentException("no run is of table " + id.number() + " (" + scenario + ", "
                    + ErrorTableId.SHOTS + " shots). To make them: ./crosslens answer --model MODEL --scenario "
                    + scenario + " --shots " + ErrorTableId.SHOTS);
        }
        notes.addAll(notes(id, scenario, shown));
        String stamp = id.types().isEmpty()
                ? ""
                : shown.get(0).judge().map(JudgeStanding::stamp).orElse(" NOT JUDGED: by rules alone.");
        return new ReportTable(
                id.number() + (scenario == Scenario.EN_X ? "" : "-" + scenario),
                "Table " + id.number() + ": " + id.what() + " by question language, " + scenario
                        + ", percent of wrong answers. " + TableText.basis(scores(shown)) + stamp,
                notes,
                rows.table(),
                2,
                Set.of(LOW, HIGH, PAPER, DIFFERENCE, UNJUDGED, UNASKED));
    }

    /** Whether the cells hold one of a scenario (other than en-en) with two shots. */
    public static boolean has(Scenario scenario, List<CellErrors> cells) {
        return cells.stream()
                .map(cell -> cell.scores().cell())
                .anyMatch(cell -> cell.shots() == ErrorTableId.SHOTS
                        && FormatRuns.belongs(scenario, cell)
                        && !cell.question().equals(Language.EN));
    }

    private static List<CellScores> scores(List<CellErrors> cells) {
        return cells.stream().map(CellErrors::scores).toList();
    }

    /** Language errors have no en-en; failures do, in en-x. */
    private static List<Language> languages(ErrorTableId id, Scenario scenario, FormatRuns format) {
        List<Language> languages = new ArrayList<>(format.languages(scenario));
        if (id != ErrorTableId.T7
                && scenario == Scenario.EN_X
                && format.cell(scenario, Language.EN).isPresent()) {
            languages.add(0, Language.EN);
        }
        return languages;
    }

    /** The columns while they grow; percent. */
    private final class Rows {
        private final ErrorTableId id;
        private final boolean compared;
        private final StringColumn model = StringColumn.create("Model");
        private final StringColumn format = StringColumn.create("Format");
        private final StringColumn question = StringColumn.create("Question");
        private final IntColumn wrong = Numbers.count(IntColumn.create("Wrong"));
        private final DoubleColumn share = Numbers.plain(DoubleColumn.create("Share"));
        private final DoubleColumn low = Numbers.plain(DoubleColumn.create(LOW));
        private final DoubleColumn high = Numbers.plain(DoubleColumn.create(HIGH));
        private final DoubleColumn paper = Numbers.plain(DoubleColumn.create(PAPER));
        private final DoubleColumn difference = Numbers.signed(DoubleColumn.create(DIFFERENCE));
        private final DoubleColumn given = Numbers.plain(DoubleColumn.create("Gold as given"));
        private final DoubleColumn half = Numbers.plain(DoubleColumn.create("Of F1 < 0.5"));
        private final DoubleColumn undecidable = Numbers.plain(DoubleColumn.create("Undecidable"));
        private final DoubleColumn rules = Numbers.plain(DoubleColumn.create(RULES));
        private final DoubleColumn unjudged = Numbers.plain(DoubleColumn.create(UNJUDGED));
        private final DoubleColumn unasked = Numbers.plain(DoubleColumn.create(UNASKED));

        Rows(ErrorTableId id, Scenario scenario) {
            this.id = id;
            this.compared = scenario == Scenario.EN_X;
        }

        void add(ModelRuns runs, FormatRuns formatRuns, CellErrors cell) {
            Language language = cell.scores().cell().question();
            WrongRule rule = id == ErrorTableId.T7 ? WrongRule.EXACT_MATCH : WrongRule.HALF_F1;
            List<CellErrors.Item> items = cell.wrong(rule);
            ErrorShare ours = id == ErrorTableId.T7
                    ? ErrorShare.language(cell, rule, intervals)
                    : ErrorShare.failures(cell, id.types(), intervals);
            double reference = compared && formatRuns.standing()
                    ? published
                            .value(id.number(), runs.publishedName(), language)
                            .orElse(Double.NaN)
                    : Double.NaN;
            boolean judged = id == ErrorTableId.T7 || cell.judge().isPresent();
            model.append(runs.model());
            format.append(PlainText.of(formatRuns.format()) + (formatRuns.standing() ? " *" : ""));
            question.append(language.code() + " " + language.englishName());
            wrong.append(items.size());
            share.append(ours.percent());
            low.append(ours.interval().map(i -> 100 * i.low()).orElse(Double.NaN));
            high.append(ours.interval().map(i -> 100 * i.high()).orElse(Double.NaN));
            paper.append(reference);
            difference.append(judged ? ours.percent() - reference : Double.NaN);
            given.append(percent(
                    items,
                    item -> item.language()
                            .filter(LanguageErrors.Outcome::errorByGivenGold)
                            .isPresent()));
            half.append(ErrorShare.language(cell, WrongRule.HALF_F1, NONE).percent());
            undecidable.append(percent(
                    items,
                    item -> item.language()
                            .filter(LanguageErrors.Outcome::undecidable)
                            .isPresent()));
            rules.append(ErrorShare.byRules(cell, id.types(), NONE).percent());
            unjudged.append(
                    cell.judge().isEmpty()
                            ? Double.NaN
                            : percent(
                                    items, item -> item.asked() && item.judged().isEmpty()));
            unasked.append(cell.judge().isEmpty() ? Double.NaN : percent(items, item -> !item.asked()));
        }

        Table table() {
            Table table = Table.create(
                    "Table " + id.number(), model, format, question, wrong, share, low, high, paper, difference);
            return id == ErrorTableId.T7
                    ? table.addColumns(given, half, undecidable)
                    : table.addColumns(rules, unjudged, unasked);
        }
    }

    private static final Intervals NONE = (cells, metric, statistic) -> Optional.empty();

    private static double percent(List<CellErrors.Item> items, java.util.function.Predicate<CellErrors.Item> chosen) {
        return items.isEmpty()
                ? Double.NaN
                : 100.0 * items.stream().filter(chosen).count() / items.size();
    }

    private List<String> notes(ErrorTableId id, Scenario scenario, List<CellErrors> shown) {
        List<String> notes = new ArrayList<>();
        if (id == ErrorTableId.T7) {
            notes.add(
                    "Share: of the answers with EM = 0, those detected as "
                            + (scenario == Scenario.EN_X
                                    ? "x while the gold is detected as English"
                                    : "English while the gold is detected as x")
                            + " (Lingua, high accuracy). Gold as given: whatever the gold was detected as. Of F1 < 0.5: the same share among those answers.");
            notes.add(
                    "Undecidable: of the wrong answers, numbers, codes, names, empty ones and those the detector says nothing of;"
                            + " the detector's word on names and codes is in the share, as in the study.");
        } else {
            notes.add("Share: of the answers with F1 < 0.5 that were judged. Wrong: answers with F1 < 0.5."
                    + " By rules: the same share by script, repetition, templates and phrases of refusal, without a judge."
                    + " Unjudged: replies that were none of the digits, or tied votes. Blank answers need no judge.");
            shown.get(0).judge().ifPresent(judge -> notes.add(judge.note()));
            if (shown.get(0).judge().isEmpty()) {
                notes.add(
                        "Not judged: the share is that of the rules and is not compared. To judge: ./crosslens judge --judge MODEL --model "
                                + PlainText.shellWord(
                                        PlainText.of(shown.get(0).scores().modelArgument())));
            }
        }
        if (scenario == Scenario.EN_X) {
            shown.stream()
                    .map(cell -> cell.scores().publishedName())
                    .distinct()
                    .forEach(name -> notes.add(
                            published.models(id.number()).contains(name)
                                    ? "Paper: " + name + ", better of v1 and v2."
                                    : "The study's Table " + id.number()
                                            + " has no such model: no difference is shown."));
        }
        notes.addAll(TableText.intervals(scores(shown)));
        notes.addAll(TableText.settings(scores(shown)));
        return notes;
    }
}
