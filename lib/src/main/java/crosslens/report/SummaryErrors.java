package crosslens.report;

import crosslens.judge.FailureType;
import crosslens.prompt.Scenario;
import crosslens.score.WrongRule;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Table 2 knows of errors.
 *
 * @param cells of en-x with two shots; others are left out of the table
 * @param ignored a judge whose votes are there but are not counted, since it is not to be believed
 */
public record SummaryErrors(List<CellErrors> cells, Optional<JudgeStanding> ignored) {
    /** Nothing was looked at. */
    public static final SummaryErrors NONE = new SummaryErrors(List.of(), Optional.empty());

    /** What stands where a number needs a language detector or rules that have not run. */
    static final String NOT_MEASURED = "not measured";

    /** Places of the columns. */
    static final int LANGUAGE = 0;

    static final int EN_EN = 2;

    private static final Set<FailureType> FAILURES = Set.copyOf(FailureType.FAILURES);

    public SummaryErrors {
        cells = List.copyOf(cells);
    }

    /** Whether failures are a judge's word. */
    boolean isJudged() {
        return judge().isPresent();
    }

    private Optional<JudgeStanding> judge() {
        return cells.stream().flatMap(cell -> cell.judge().stream()).findFirst();
    }

    /** What stands in a column of our row. */
    String shown(Optional<ErrorShare> share) {
        return share.map(found -> Numbers.plain(found.percent()))
                .orElse(cells.isEmpty() ? NOT_MEASURED : Numbers.MISSING);
    }

    /** Mean language error, mean failure, failure in en-en of one format; empty where nothing was measured. */
    List<Optional<ErrorShare>> shares(FormatRuns runs, Intervals intervals) {
        Map<String, CellErrors> byRun = new HashMap<>();
        cells.forEach(cell -> byRun.put(cell.scores().runKey(), cell));
        List<CellErrors> enX = new ArrayList<>();
        runs.cells(Scenario.EN_X, runs.languages(Scenario.EN_X)).forEach(cell -> add(enX, byRun.get(cell.runKey())));
        List<CellErrors> enEn = new ArrayList<>();
        runs.cells(Scenario.EN_X, List.of(Language.EN)).forEach(cell -> add(enEn, byRun.get(cell.runKey())));
        ErrorMeasure failures = ErrorMeasure.failures(FAILURES);
        return List.of(
                share(ErrorMeasure.language(WrongRule.EXACT_MATCH), enX, intervals),
                share(failures, enX, intervals),
                share(failures, enEn, intervals));
    }

    private static void add(List<CellErrors> cells, CellErrors cell) {
        if (cell != null) {
            cells.add(cell);
        }
    }

    private static Optional<ErrorShare> share(ErrorMeasure measure, List<CellErrors> cells, Intervals intervals) {
        return cells.isEmpty() ? Optional.empty() : Optional.of(measure.mean(cells, intervals));
    }

    /** On what the columns rest, a sentence or two each. */
    List<String> notes() {
        if (cells.isEmpty()) {
            return List.of("Errors of our runs: " + NOT_MEASURED + ".");
        }
        List<String> notes = new ArrayList<>();
        notes.add(
                "Language error: percent of the en-x answers with EM = 0 that stand in the question's language (Lingua), mean over the languages; by language in Table 7.");
        String failure =
                "Failures: percent of the answers with F1 < 0.5 that are gibberish, refusals or blank; by language in Table 8. ";
        notes.add(failure
                + judge().map(judge -> judge.note() + judge.stamp())
                        .orElse(ignored.map(judge -> "By rules, not compared: " + judge.name()
                                        + " has judged, but is not reliable. " + judge.note())
                                .orElse("By rules, not judged and not compared.")));
        return notes;
    }
}
