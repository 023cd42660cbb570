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
import java.util.TreeMap;
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
    private static final String OF_INEXACT = "Of EM = 0";
    /** Columns that say nothing where nobody judged. */
    private static final Set<String> JUDGES_OWN = Set.of(UNJUDGED, UNASKED);

    private static final Intervals NONE = (cells, metric, statistic) -> Optional.empty();

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
                List<CellErrors> found = languages(id, scenario, format).stream()
                        .map(language -> byRun.get(
                                format.cell(scenario, language).orElseThrow().runKey()))
                        .toList();
                rows.add(model, format, found);
                shown.addAll(found);
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

    /** One column of shares. */
    private record Shares(DoubleColumn column, ErrorMeasure measure) {
        Shares(String name, ErrorMeasure measure) {
            this(Numbers.plain(DoubleColumn.create(name)), measure);
        }
    }

    /** The columns while they grow; percent. */
    private final class Rows {
        private final ErrorTableId id;
        private final boolean compared;
        private final ErrorMeasure measure;
        private final StringColumn model = StringColumn.create("Model");
        private final StringColumn format = StringColumn.create("Format");
        private final StringColumn question = StringColumn.create("Question");
        private final IntColumn wrong = Numbers.count(IntColumn.create("Wrong"));
        private final DoubleColumn share = Numbers.plain(DoubleColumn.create("Share"));
        private final DoubleColumn low = Numbers.plain(DoubleColumn.create(LOW));
        private final DoubleColumn high = Numbers.plain(DoubleColumn.create(HIGH));
        private final DoubleColumn paper = Numbers.plain(DoubleColumn.create(PAPER));
        private final DoubleColumn difference = Numbers.signed(DoubleColumn.create(DIFFERENCE));
        private final List<Shares> others;

        Rows(ErrorTableId id, Scenario scenario) {
            this.id = id;
            this.compared = scenario == Scenario.EN_X;
            this.measure = id.measure();
            this.others = id == ErrorTableId.T7
                    ? List.of(
                            new Shares("Gold as given", ErrorMeasure.languageByGivenGold()),
                            new Shares("Of F1 < 0.5", ErrorMeasure.language(WrongRule.HALF_F1)),
                            new Shares("Undecidable", ErrorMeasure.undecidable()))
                    : List.of(
                            new Shares(OF_INEXACT, ErrorMeasure.failuresOfInexact(id.types())),
                            new Shares(RULES, ErrorMeasure.byRules(id.types())),
                            new Shares(UNJUDGED, ErrorMeasure.unjudged()),
                            new Shares(UNASKED, ErrorMeasure.unasked()));
        }

        /** The cells of one format, and their mean without en-en where there is more than one. */
        void add(ModelRuns runs, FormatRuns formatRuns, List<CellErrors> cells) {
            for (CellErrors cell : cells) {
                Language language = cell.scores().cell().question();
                add(runs, formatRuns, language.code() + " " + language.englishName(), List.of(cell));
            }
            List<CellErrors> others = cells.stream()
                    .filter(cell -> !cell.scores().cell().question().equals(Language.EN))
                    .toList();
            int known = measure.mean(others, NONE).cells();
            if (others.size() > 1 && known > 0) {
                add(runs, formatRuns, "mean of " + known, others);
            }
        }

        private void add(ModelRuns runs, FormatRuns formatRuns, String row, List<CellErrors> cells) {
            WrongRule rule = id == ErrorTableId.T7 ? WrongRule.EXACT_MATCH : WrongRule.HALF_F1;
            ErrorShare ours = measure.mean(cells, intervals);
            double reference = compared && formatRuns.standing() ? reference(runs, cells) : Double.NaN;
            boolean judged = cells.get(0).judge().isPresent();
            model.append(runs.model());
            format.append(PlainText.of(formatRuns.format()) + (formatRuns.standing() ? " *" : ""));
            question.append(row);
            wrong.append(
                    cells.stream().mapToInt(cell -> cell.wrong(rule).size()).sum());
            share.append(ours.percent());
            low.append(ours.low());
            high.append(ours.high());
            paper.append(reference);
            difference.append(judged || id == ErrorTableId.T7 ? ours.percent() - reference : Double.NaN);
            for (Shares other : others) {
                boolean missing = other.column().name().equals(OF_INEXACT)
                        ? ours.cells() == 0
                        : !judged && JUDGES_OWN.contains(other.column().name());
                other.column()
                        .append(
                                missing
                                        ? Double.NaN
                                        : other.measure().mean(cells, NONE).percent());
            }
        }

        /** The study's mean over the cells that ours is over; NaN if it lacks one. */
        private double reference(ModelRuns runs, List<CellErrors> cells) {
            return cells.stream()
                    .filter(cell -> !Double.isNaN(measure.percent(cell)))
                    .mapToDouble(cell -> published
                            .value(
                                    id.number(),
                                    runs.publishedName(),
                                    cell.scores().cell().question())
                            .orElse(Double.NaN))
                    .average()
                    .orElse(Double.NaN);
        }

        Table table() {
            Table table = Table.create(
                    "Table " + id.number(), model, format, question, wrong, share, low, high, paper, difference);
            others.forEach(other -> table.addColumns(other.column()));
            return table;
        }
    }

    private List<String> notes(ErrorTableId id, Scenario scenario, List<CellErrors> shown) {
        List<String> notes =
                new ArrayList<>(id == ErrorTableId.T7 ? languageNotes(scenario, shown) : failureNotes(shown));
        notes.add("mean: the plain mean over the question languages other than English that have such answers.");
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

    private static List<String> languageNotes(Scenario scenario, List<CellErrors> shown) {
        return List.of(
                "Share: of the answers with EM = 0, those detected as "
                        + (scenario == Scenario.EN_X
                                ? "x while the gold is detected as English"
                                : "English while the gold is detected as x")
                        + " (Lingua, high accuracy). Gold as given: whatever the gold was detected as. Of F1 < 0.5: the same share among those answers.",
                "Undecidable: of the answers with EM = 0, those whose language cannot be told; in all "
                        + undecidable(shown)
                        + ". The detector's word on names and codes is in the share, as in the study.");
    }

    /** E.g. {@code 3 number, 1 name, 2 on which the detector says nothing}. */
    private static String undecidable(List<CellErrors> shown) {
        Map<String, Long> counts = shown.stream()
                .flatMap(cell -> cell.wrong(WrongRule.EXACT_MATCH).stream())
                .flatMap(item -> item.language().stream())
                .filter(LanguageErrors.Outcome::undecidable)
                .map(outcome -> outcome.shape().tellsLanguage()
                        ? "on which the detector says nothing"
                        : outcome.shape().label())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static List<String> failureNotes(List<CellErrors> shown) {
        String what = "Share: of the answers with F1 < 0.5 that were judged. Wrong: answers with F1 < 0.5."
                + " Of EM = 0: among those too; what has F1 of 0.5 and more is never sent and counts as an attempt."
                + " By rules: the share by script, repetition, templates and phrases of refusal, without a judge."
                + " Unjudged: replies that were none of the digits, or tied votes. Blank answers need no judge.";
        CellErrors any = shown.get(0);
        return List.of(
                what,
                any.judge()
                        .map(JudgeStanding::note)
                        .orElse(
                                "Not judged, or by nobody who gave a class: the share is that of the rules and is not compared. To judge: ./crosslens judge --judge MODEL --model "
                                        + PlainText.shellWord(
                                                PlainText.of(any.scores().modelArgument()))));
    }
}
