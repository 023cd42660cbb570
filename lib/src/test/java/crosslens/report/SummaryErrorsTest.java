package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.judge.FailureType;
import crosslens.judge.Validations;
import crosslens.prompt.Cell;
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

/** The error columns of Table 2: four wrong answers a cell, one in the wrong language; failures two in en-de and one elsewhere. */
class SummaryErrorsTest {
    private static final String MODEL = "LLaMA-3.1-Instruct-8B";
    private static final JudgeStanding GOOD = standing(0, 5);
    private static final JudgeStanding WEAK = standing(5, 0);

    @Test
    void columnsAreMeansOverTheElevenLanguagesAndStandBesideThePapers() throws IOException {
        ReportTable report = table(new SummaryErrors(cells(Language.STUDY, Optional.of(GOOD)), Optional.empty()));
        Table table = report.table();
        assertThat(table.stringColumn("Row").asList()).containsExactly("ours", "paper", "difference");
        // language: 1 of 4 in each; failures: (50 + 10 · 25) / 11 = 27.27; en-en 25. The study's Table 2: 0.89, 2.53,
        // 0.85
        assertThat(column(table, "Language error")).containsExactly("25.00", "0.89", "24.11");
        assertThat(column(table, "Generation failure")).containsExactly("27.27", "2.53", "24.74");
        assertThat(column(table, "en-en failure")).containsExactly("25.00", "0.85", "24.15");
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("Judge: j"));
    }

    @Test
    void withSomeLanguagesAloneNothingIsComparedWithTheMeanOfEleven() throws IOException {
        List<CellErrors> cells = cells(List.of(Language.EN, Language.DE, Language.HI), Optional.of(GOOD));
        Table table = table(new SummaryErrors(cells, Optional.empty())).table();
        assertThat(column(table, "Generation failure")).containsExactly("37.50", "-", "-"); // (50 + 25) / 2
        assertThat(column(table, "en-en failure")).containsExactly("25.00", "0.85", "24.15");
    }

    @Test
    void rulesAreNotCompared() throws IOException {
        ReportTable report = table(new SummaryErrors(cells(Language.STUDY, Optional.empty()), Optional.of(WEAK)));
        assertThat(column(report.table(), "Language error")).containsExactly("25.00", "0.89", "24.11");
        // by the rules every wrong answer is a refusal
        assertThat(column(report.table(), "Generation failure")).containsExactly("100.00", "2.53", "-");
        assertThat(report.notes())
                .anySatisfy(note ->
                        assertThat(note).contains("By rules, not compared").contains("not reliable"));
    }

    @Test
    void anIntervalStandsUnderTheShares() throws IOException {
        SummaryErrors errors = new SummaryErrors(cells(Language.STUDY, Optional.of(GOOD)), Optional.empty());
        Table table = new Tables(Published.load(), Samples.FIXED, errors)
                .table(TableId.T2, scores(errors))
                .table();
        assertThat(column(table, "Language error").subList(0, 3)).containsExactly("25.00", "25.00", "75.00");
    }

    private static ReportTable table(SummaryErrors errors) throws IOException {
        return new Tables(Published.load(), Samples.NONE, errors).table(TableId.T2, scores(errors));
    }

    private static List<CellScores> scores(SummaryErrors errors) {
        return errors.cells().stream().map(CellErrors::scores).toList();
    }

    private static List<String> column(Table table, String name) {
        return table.stringColumn(name).asList();
    }

    private static List<CellErrors> cells(List<Language> languages, Optional<JudgeStanding> judge) {
        return languages.stream().map(language -> cell(language, judge)).toList();
    }

    private static CellErrors cell(Language question, Optional<JudgeStanding> judge) {
        List<ItemScore> scores = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        int failures = question.equals(Language.DE) ? 2 : 1;
        for (int i = 0; i < 4; i++) {
            ItemScore score = new ItemScore("q" + i, i, 0, 0, 0, 0);
            boolean other = i == 3 && !question.equals(Language.EN);
            scores.add(score);
            items.add(new Item(
                    score,
                    Optional.of(
                            new Outcome(Optional.of(Language.EN), Optional.empty(), other, other, AnswerShape.WORDS)),
                    FailureType.REFUSAL,
                    true,
                    Optional.of(i < failures ? FailureType.GIBBERISH : FailureType.REASONABLE)));
        }
        Cell cell = new Cell(Language.EN, question, 2, "v1", Style.CHAT);
        return new CellErrors(
                new CellScores(MODEL, MODEL, cell, "key-" + question, scores, Map.of(), Map.of()), items, judge);
    }

    /** A judge with five attempts recognised, and gibberish recognised so often or taken for an attempt so often. */
    private static JudgeStanding standing(int missed, int found) {
        int[][] counts = {{5, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {missed, 0, found, 0, 0}, {0, 0, 0, 0, 0}};
        return new JudgeStanding("j", "1234567890", 1, Optional.of(Validations.of(counts)));
    }
}
