package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crosslens.judge.FailureType;
import crosslens.judge.Validations;
import crosslens.prompt.Cell;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.report.CellErrors.Item;
import crosslens.score.AnswerShape;
import crosslens.score.ItemScore;
import crosslens.score.LanguageErrors.Outcome;
import crosslens.text.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ErrorTablesTest {
    private static final String MODEL = "LLaMA-3.1-8B";
    private static final JudgeStanding WEAK = standing(new int[][] {{5, 0, 5}, {0, 0, 0}, {5, 0, 5}, {0, 0, 0}});
    private static final JudgeStanding GOOD = standing(new int[][] {{5, 0, 0}, {0, 0, 0}, {0, 0, 5}, {0, 0, 0}});

    private final List<ItemScore> scores = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();

    @Test
    void languageErrorsAreCountedAmongAnswersWithoutExactMatch() throws IOException {
        add(1, 1, true, FailureType.REASONABLE, null); // right: no error whatever was detected
        add(0, 0.8, true, FailureType.REASONABLE, null);
        add(0, 0.2, true, FailureType.REASONABLE, null);
        add(0, 0, false, FailureType.REASONABLE, null);
        Table table = table(ErrorTableId.T7, Optional.empty()).table();
        assertThat(table.intColumn("Wrong").get(0)).isEqualTo(3);
        // 2 of 3 with EM = 0; 1 of 2 with F1 < 0.5
        assertThat(table.doubleColumn("Share").get(0)).isCloseTo(200 / 3.0, within(1e-9));
        assertThat(table.doubleColumn("Of F1 < 0.5").get(0)).isEqualTo(50);
        // Table 7 of the study: LLaMA-3.1-8B, de; its value stands beside
        assertThat(table.doubleColumn("Difference").get(0))
                .isCloseTo(200 / 3.0 - table.doubleColumn("Paper").get(0), within(1e-9));
    }

    @Test
    void failuresAreCountedAmongJudgedAnswersWithLessThanHalfF1() throws IOException {
        add(0, 0.6, false, FailureType.GIBBERISH, FailureType.GIBBERISH); // not wrong enough
        add(0, 0.1, false, FailureType.REASONABLE, FailureType.GIBBERISH);
        add(0, 0, false, FailureType.REASONABLE, FailureType.REASONABLE);
        add(0, 0, false, FailureType.GIBBERISH, FailureType.BLANK);
        add(0, 0, false, FailureType.REFUSAL, null); // asked, unjudged
        Table eight = table(ErrorTableId.T8, Optional.of(GOOD)).table();
        assertThat(eight.doubleColumn("Share").get(0)).isCloseTo(200 / 3.0, within(1e-9)); // 2 of 3 judged
        assertThat(eight.doubleColumn("By rules").get(0)).isEqualTo(50); // 2 of 4 wrong
        assertThat(eight.doubleColumn("Unjudged").get(0)).isEqualTo(25); // 1 of 4 wrong
        assertThat(table(ErrorTableId.T9A, Optional.of(GOOD))
                        .table()
                        .doubleColumn("Share")
                        .get(0))
                .isCloseTo(100 / 3.0, within(1e-9));
        assertThat(table(ErrorTableId.T9B, Optional.of(GOOD))
                        .table()
                        .doubleColumn("Share")
                        .get(0))
                .isZero();
    }

    @Test
    void failuresAmongInexactAnswersTakeThoseOfHalfF1AsAttempts() throws IOException {
        add(1, 1, false, FailureType.GIBBERISH, null); // exact: in no denominator
        add(0, 0.6, false, FailureType.GIBBERISH, FailureType.GIBBERISH); // of EM = 0 alone, an attempt
        add(0, 0, false, FailureType.REASONABLE, FailureType.REFUSAL);
        add(0, 0, false, FailureType.REASONABLE, FailureType.REASONABLE);
        Table table = table(ErrorTableId.T8, Optional.of(GOOD)).table();
        assertThat(table.doubleColumn("Share").get(0)).isEqualTo(50); // 1 of 2
        assertThat(table.doubleColumn("Of EM = 0").get(0)).isCloseTo(100 / 3.0, within(1e-9)); // 1 of 3
    }

    @Test
    void theMeanIsPlainAndLeavesOutEnglishAndLanguagesWithoutWrongAnswers() throws IOException {
        // gibberish: en 1 of 1, de 1 of 1, hi 1 of 2, th nothing wrong: mean of 2 = (100 + 50) / 2
        List<CellErrors> cells = List.of(
                gibberish(Language.EN, true),
                gibberish(Language.DE, true),
                gibberish(Language.HI, true, false),
                right());
        ReportTable report =
                new ErrorTables(Published.load(), Intervals.bootstrap()).table(ErrorTableId.T9A, Scenario.EN_X, cells);
        Table table = report.table();
        int last = table.rowCount() - 1;
        assertThat(table.stringColumn("Question").asList())
                .containsExactly("en English", "de German", "hi Hindi", "th Thai", "mean of 2");
        assertThat(table.doubleColumn("Share").get(last)).isEqualTo(75);
        assertThat(table.intColumn("Wrong").get(last)).isEqualTo(3);
        // Table 9a of the study for the same two languages, not for all eleven
        Published published = Published.load();
        double paper = (published.value("9a", MODEL, Language.DE).orElseThrow()
                        + published.value("9a", MODEL, Language.HI).orElseThrow())
                / 2;
        assertThat(table.doubleColumn("Paper").get(last)).isCloseTo(paper, within(1e-9));
    }

    @Test
    void theMeansIntervalDrawsTheSameParagraphsInAllLanguages() throws IOException {
        // paragraphs alternate: gibberish in de where it is none in hi, so that the mean is 50 in every resample
        List<CellErrors> cells =
                List.of(gibberish(Language.DE, alternating(true)), gibberish(Language.HI, alternating(false)));
        Table table = new ErrorTables(Published.load(), Intervals.bootstrap())
                .table(ErrorTableId.T8, Scenario.EN_X, cells)
                .table();
        assertThat(table.doubleColumn("95 % from").get(0)).isLessThan(50);
        assertThat(table.doubleColumn("95 % from").get(2)).isEqualTo(50);
        assertThat(table.doubleColumn("95 % to").get(2)).isEqualTo(50);
    }

    @Test
    void undecidableAnswersAreCountedByKind() throws IOException {
        add(0, 0, false, FailureType.REASONABLE, null);
        for (AnswerShape shape : List.of(AnswerShape.NUMBER, AnswerShape.NAME, AnswerShape.NAME)) {
            ItemScore score = new ItemScore("q" + scores.size(), scores.size(), 0, 0, 0, 0);
            Outcome outcome = new Outcome(Optional.of(Language.EN), Optional.of(Language.EN), false, false, shape);
            scores.add(score);
            items.add(new Item(score, Optional.of(outcome), FailureType.REASONABLE, false, Optional.empty()));
        }
        ReportTable report = table(ErrorTableId.T7, Optional.empty());
        assertThat(report.table().doubleColumn("Undecidable").get(0)).isEqualTo(75);
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("in all 2 name, 1 number."));
    }

    @Test
    void aWeakJudgeStampsTheTitle() throws IOException {
        add(0, 0, false, FailureType.REASONABLE, FailureType.GIBBERISH);
        assertThat(table(ErrorTableId.T8, Optional.of(WEAK)).title()).contains("NOT RELIABLE");
        assertThat(table(ErrorTableId.T8, Optional.of(GOOD)).title()).doesNotContain("NOT RELIABLE");
        assertThat(table(ErrorTableId.T8, Optional.of(GOOD)).notes())
                .anySatisfy(note -> assertThat(note).contains("Cohen's kappa 1.00"));
        JudgeStanding never = new JudgeStanding("j", "12345678", 1, Optional.empty());
        assertThat(table(ErrorTableId.T8, Optional.of(never)).title()).contains("NOT RELIABLE");
    }

    @Test
    void withoutAJudgeTheRulesStandInAndNothingIsCompared() throws IOException {
        add(0, 0, false, FailureType.REFUSAL, null);
        add(0, 0, false, FailureType.REASONABLE, null);
        ReportTable report = table(ErrorTableId.T9B, Optional.empty());
        assertThat(report.title()).contains("NOT JUDGED");
        assertThat(report.table().doubleColumn("Share").get(0)).isEqualTo(50);
        assertThat(report.table().doubleColumn("Difference").isMissing(0)).isTrue();
    }

    @Test
    void theIntervalIsOfTheRatio() throws IOException {
        for (int i = 0; i < 40; i++) {
            add(0, i % 2 == 0 ? 0 : 1, false, FailureType.REASONABLE, FailureType.GIBBERISH);
        }
        // all judged wrong answers are gibberish in every resample: 100 to 100, though half the answers are not wrong
        Table table = table(ErrorTableId.T8, Optional.of(GOOD)).table();
        assertThat(table.doubleColumn("95 % from").get(0)).isEqualTo(100);
        assertThat(table.doubleColumn("95 % to").get(0)).isEqualTo(100);
    }

    @Test
    void noRunOfTheTableIsSaidWithTheCommandThatMakesOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErrorTables(Published.load(), Intervals.bootstrap())
                        .table(ErrorTableId.T7, Scenario.EN_X, List.of()))
                .withMessageContaining("crosslens answer");
    }

    @Test
    void theFigureHoldsEveryKindAndLanguage() {
        add(0, 0, true, FailureType.GIBBERISH, null);
        Figure figure = ErrorFigure.draw(List.of(cell(Optional.empty())), Scenario.EN_X, Intervals.bootstrap());
        assertThat(figure.points().rowCount()).isEqualTo(4);
        assertThat(figure.points().doubleColumn("percent").asDoubleArray()).containsExactly(100, 100, 0, 0);
        assertThat(figure.altText()).contains("wrong language: de 100.00");
    }

    @Test
    void theFigureOfTwoModelsHoldsTheirLanguageErrorsAndFailures() {
        List<CellErrors> cells = List.of(
                of("one", gibberish(Language.DE, true, false)), // failures 1 of 2
                of("one", gibberish(Language.HI, true, true)),
                of("two", gibberish(Language.DE, false, false)));
        Figure figure = ErrorFigure.draw(cells, Scenario.EN_X, Intervals.bootstrap());
        assertThat(figure.points().stringColumn("model").asList())
                .containsExactly("one", "one", "one", "one", "two", "two");
        assertThat(figure.points().stringColumn("kind").unique().asList())
                .containsExactlyInAnyOrder(
                        "one: wrong language", "one: failure", "two: wrong language", "two: failure");
        assertThat(figure.points().doubleColumn("percent").asDoubleArray()).containsExactly(0, 0, 50, 100, 0, 0);
        List<CellErrors> four = List.of(of("a", right()), of("b", right()), of("c", right()), of("d", right()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErrorFigure.draw(four, Scenario.EN_X, Intervals.bootstrap()))
                .withMessageContaining("at most 3 models");
    }

    private static CellErrors of(String model, CellErrors cell) {
        CellScores scores = cell.scores();
        return new CellErrors(
                new CellScores(
                        model,
                        model,
                        scores.cell(),
                        model + scores.runKey(),
                        scores.items(),
                        scores.stops(),
                        scores.settings()),
                cell.items(),
                cell.judge());
    }

    private static boolean[] alternating(boolean first) {
        boolean[] marks = new boolean[40];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = first == (i % 2 == 0);
        }
        return marks;
    }

    /** A cell of wrong answers, gibberish or not by the rules; one a paragraph. */
    private static CellErrors gibberish(Language question, boolean... marks) {
        List<ItemScore> scores = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < marks.length; i++) {
            ItemScore score = new ItemScore(String.format("q%03d", i), i, 0, 0, 0, 0);
            scores.add(score);
            items.add(new Item(
                    score,
                    Optional.empty(),
                    marks[i] ? FailureType.GIBBERISH : FailureType.REASONABLE,
                    false,
                    Optional.empty()));
        }
        return cell(question, scores, items, Optional.empty());
    }

    private static CellErrors right() {
        ItemScore score = new ItemScore("q000", 0, 1, 1, 1, 1);
        Item item = new Item(score, Optional.empty(), FailureType.REASONABLE, false, Optional.empty());
        return cell(Language.TH, List.of(score), List.of(item), Optional.empty());
    }

    private ReportTable table(ErrorTableId id, Optional<JudgeStanding> judge) throws IOException {
        return new ErrorTables(Published.load(), Intervals.bootstrap()).table(id, Scenario.EN_X, List.of(cell(judge)));
    }

    private CellErrors cell(Optional<JudgeStanding> judge) {
        return cell(Language.DE, scores, items, judge);
    }

    private static CellErrors cell(
            Language question, List<ItemScore> scores, List<Item> items, Optional<JudgeStanding> judge) {
        Cell cell = new Cell(Language.EN, question, 2, "v1", Style.CHAT);
        return new CellErrors(
                new CellScores(MODEL, MODEL, cell, "key-" + question, scores, Map.of(), Map.of()), items, judge);
    }

    private void add(double exact, double f1, boolean inGerman, FailureType rules, FailureType judged) {
        ItemScore score = new ItemScore(String.format("q%03d", scores.size()), scores.size(), exact, f1, exact, f1);
        Language answer = inGerman ? Language.DE : Language.EN;
        Outcome outcome =
                new Outcome(Optional.of(Language.EN), Optional.of(answer), inGerman, inGerman, AnswerShape.WORDS);
        scores.add(score);
        items.add(new Item(score, Optional.of(outcome), rules, true, Optional.ofNullable(judged)));
    }

    /** @param counts by right class and given class 0, 1, 2 */
    private static JudgeStanding standing(int[][] counts) {
        return new JudgeStanding("j", "1234567890", 1, Optional.of(Validations.of(counts)));
    }
}
