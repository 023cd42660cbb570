package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.text.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final String INSTRUCT = "LLaMA-3.1-Instruct-8B";

    private final Published published = Published.load();
    private final Tables tables = new Tables(published, Samples.NONE);

    TablesTest() throws IOException {}

    @Test
    void showsOursPaperAndDifferenceByLanguage() {
        ReportTable report = tables.table(
                TableId.T6A,
                List.of(
                        Samples.cell("m", INSTRUCT, "en-en", 2, "v1", 9, 12),
                        Samples.cell("m", INSTRUCT, "en-de", 2, "v1", 6, 12)));
        assertThat(report.table().columnNames())
                .containsExactly(
                        "Model", "Format", "Question", "n", "F1", "95 % from", "95 % to", "Paper", "Difference");
        assertThat(row(report, "en English"))
                .containsExactly("m", "v1 *", "en English", "12", "75.00", "-", "-", "77.89", "-2.89");
        // 6 of 12 is 50.00; the study prints 74.81; 50.00 - 74.81 = -24.81
        assertThat(row(report, "de German"))
                .containsExactly("m", "v1 *", "de German", "12", "50.00", "-", "-", "74.81", "-24.81");
    }

    @Test
    void showsAMissingCellAsMissingWithTheCommandThatFillsIt() {
        ReportTable report = tables.table(
                TableId.T6A, List.of(Samples.cell("m", "en-en", 9, 12), Samples.cell("m", "en-de", 6, 12)));
        assertThat(report.table().rowCount()).isEqualTo(12);
        assertThat(row(report, "th Thai")).containsExactly("m", "v1 *", "th Thai", "-", "-", "-", "-", "-", "-");
        assertThat(report.notes())
                .anySatisfy(note -> assertThat(note)
                        .contains("10 cells are missing")
                        .endsWith("./crosslens answer --model m --scenario en-x --shots 2 --format v1 --style raw"
                                + " --limit 12 --languages es,vi,zh,hi,ar,el,ro,ru,th,tr"));
    }

    @Test
    void quotesAHostileModelNameInTheCommand() {
        ReportTable report = tables.table(TableId.T6A, List.of(Samples.cell("a'; rm -rf $HOME #", "en-en", 9, 12)));
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("--model 'a'\\''; rm -rf $HOME #' "));
    }

    @Test
    void givesAModelOutsideTheStudyNoDifferenceButContext() {
        List<CellScores> cells = List.of(Samples.cell("m", "en-de", 6, 12));
        List<ReportTable> both = tables.withContext(TableId.T6A, cells);
        assertThat(both).hasSize(2);
        assertThat(row(both.get(0), "de German")).endsWith("-", "-");
        assertThat(both.get(0).notes()).anyMatch(note -> note.contains("no model of the study's Table 6a"));
        assertThat(both.get(1).title()).contains("as the study prints it");
        assertThat(tables.withContext(TableId.T6A, List.of(Samples.cell("m", INSTRUCT, "en-de", 2, "v1", 6, 12))))
                .hasSize(1);
    }

    @Test
    void theFormatWithTheHigherMeanEnXStandsAlsoInXx() {
        List<CellScores> cells = List.of(
                // mean en-x of v1: (6 + 3) / 24 = 37.50; of v2: (5 + 5) / 24 = 41.67; en-en would say the opposite
                Samples.cell("m", INSTRUCT, "en-en", 2, "v1", 12, 12),
                Samples.cell("m", INSTRUCT, "en-de", 2, "v1", 6, 12),
                Samples.cell("m", INSTRUCT, "en-es", 2, "v1", 3, 12),
                Samples.cell("m", INSTRUCT, "de-de", 2, "v1", 12, 12),
                Samples.cell("m", INSTRUCT, "en-en", 2, "v2", 0, 12),
                Samples.cell("m", INSTRUCT, "en-de", 2, "v2", 5, 12),
                Samples.cell("m", INSTRUCT, "en-es", 2, "v2", 5, 12),
                Samples.cell("m", INSTRUCT, "de-de", 2, "v2", 3, 12));
        ReportTable report = tables.table(TableId.T6B, cells);
        assertThat(row(report, "de German")).startsWith("m", "v2 *", "de German", "12", "25.00");
        assertThat(report.table().stringColumn("Format").asList()).contains("v1");
        assertThat(report.notes())
                .anySatisfy(note -> assertThat(note)
                        .contains("format v2 stands")
                        .contains("41.67 against v1 37.50 (de, es;")
                        .contains("favours"));
        // only the standing format is compared with the study
        int last = report.table().rowCount() - 1;
        assertThat(report.table().stringColumn("Format").get(last)).isEqualTo("v1");
        assertThat(report.table().column("Paper").isMissing(last)).isTrue();
    }

    @Test
    void comparesFormatsOnTheItemsThatBothAnswered() {
        List<CellScores> cells = List.of(
                // v1 on 4 items: 2 right = 50 %; v2 on 12 items: 5 right = 41.67 %, but 4 right of the common 4
                Samples.cell("m", "", "en-de", 2, "v1", 2, 4), Samples.cell("m", "", "en-de", 2, "v2", 5, 12));
        assertThat(tables.table(TableId.T6A, cells).notes())
                .anyMatch(note -> note.contains("format v2 stands, with mean en-x F1 100.00 against v1 50.00"));
    }

    @Test
    void titleSaysModelItemsAndSettings() {
        String title = tables.table(TableId.T6A, List.of(Samples.cell("m", "en-en", 9, 12)))
                .title();
        assertThat(title)
                .isEqualTo("Table 6a: F1 by question language, en-x, percent."
                        + " m, raw style, 2 shots, xquad. Quick subset: 12 items per cell.");
        assertThat(tables.table(TableId.T6A, List.of(Samples.cell("m", "en-ru", 9, 12)))
                        .title())
                .endsWith("xquad. Subset: 12 items per cell.");
        assertThat(tables.table(TableId.T6A, List.of(Samples.cell("m", "en-ru", 900, 1190)))
                        .title())
                .endsWith("xquad. 1190 items per cell.");
    }

    @Test
    void titleSaysWhenEveryCellLiesUnderTen() {
        CellScores weak = Samples.cell("m", "en-de", 1, 12); // 8.33
        assertThat(tables.table(TableId.T6A, List.of(weak)).title()).contains("every cell lies under F1 10");
        assertThat(tables.table(TableId.T6A, List.of(weak, Samples.cell("m", "en-en", 2, 12))) // 16.67
                        .title())
                .doesNotContain("under F1 10");
    }

    @Test
    void printsIntervalsOrWhyThereAreNone() {
        List<CellScores> few = List.of(Samples.cell("m", "en-de", 6, 12)); // 12 items from 6 paragraphs
        assertThat(tables.table(TableId.T6A, few).notes())
                .anyMatch(note -> note.startsWith("No interval: the items come from 6 paragraphs"));
        ReportTable many =
                new Tables(published, Samples.FIXED).table(TableId.T6A, List.of(Samples.cell("m", "en-de", 20, 40)));
        assertThat(row(many, "de German")).contains("25.00", "75.00");
        assertThat(many.notes()).noneMatch(note -> note.startsWith("No interval"));
    }

    @Test
    void countsAnswersThatDidNotEndByThemselves() {
        List<CellScores> cells = List.of(
                Samples.withStops(Samples.cell("m", "en-de", 6, 12), Map.of("newline", 12L)),
                Samples.withStops(Samples.cell("m", "en-th", 6, 12), Map.of("newline", 9L, "length", 3L)));
        assertThat(tables.table(TableId.T6A, cells).notes())
                .contains("m, format v1: 3 of 24 answers (12.50 percent) cut at the token limit (length), most in en-th"
                        + " (3 of 12).");
        assertThat(tables.table(TableId.T6A, cells).notes()).noneMatch(note -> note.contains("too_long"));
    }

    @Test
    void tableFiveTakesZeroShotCellsOnly() {
        List<CellScores> cells = List.of(
                Samples.cell("m", INSTRUCT, "en-de", 0, "v1", 3, 12),
                Samples.cell("m", INSTRUCT, "en-de", 2, "v1", 6, 12));
        ReportTable report = tables.table(TableId.T5A, cells);
        assertThat(row(report, "de German")).startsWith("m", "v1 *", "de German", "12", "25.00");
        assertThat(report.table().columnNames()).contains("EM");
        double paper = published.value("5a", INSTRUCT, Language.DE).orElseThrow();
        assertThat(report.table().doubleColumn("Paper").max()).isGreaterThanOrEqualTo(paper);
    }

    @Test
    void wideFormHasOneColumnALanguage() {
        ReportTable report = tables.table(
                TableId.T6A,
                List.of(
                        Samples.cell("m", INSTRUCT, "en-en", 2, "v1", 9, 12),
                        Samples.cell("m", INSTRUCT, "en-de", 2, "v1", 6, 12)),
                Layout.WIDE);
        assertThat(report.table().columnNames())
                .startsWith("Model", "Format", "Row", "en", "de", "es")
                .hasSize(15);
        assertThat(report.table().stringColumn("Row").asList()).containsExactly("ours", "paper", "difference");
        assertThat(report.table().doubleColumn("de").asDoubleArray())
                .containsExactly(new double[] {50, 74.81, -24.81}, within(1e-9));
        assertThat(report.notes()).anyMatch(note -> note.startsWith("n: m v1 en 12, de 12"));
    }

    @Test
    void awareScoresStandBesideOursAndNeverBesideTheStudys() {
        // in the samples an item's aware scores are 1 minus its SQuAD scores: 9 of 12 right is 75.00, aware 25.00
        ReportTable report = tables.aware(TableId.T6A, List.of(Samples.cell("m", INSTRUCT, "en-de", 2, "v1", 9, 12)));
        assertThat(report.table().columnNames())
                .contains("Aware F1", "SQuAD rules")
                .doesNotContain("Paper");
        assertThat(row(report, "de German"))
                .containsExactly("m", "v1 *", "de German", "12", "25.00", "-", "-", "75.00", "-50.00");
        assertThatThrownBy(() -> tables.aware(TableId.T2, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ownLanguagesAreShownWithoutTheStudys() {
        ReportTable report = tables.table(
                TableId.T6A, List.of(Samples.cell("m", "en-en", 9, 12), Samples.cell("m", "en-ja", 6, 12)));
        assertThat(report.table().stringColumn("Question").asList()).containsExactly("en English", "ja Japanese");
    }

    @Test
    void tableTwoByHand() {
        List<CellScores> cells = List.of(
                Samples.cell("m", INSTRUCT, "en-en", 2, "v1", 8, 10), // 80
                Samples.cell("m", INSTRUCT, "en-de", 2, "v1", 6, 10), // 60
                Samples.cell("m", INSTRUCT, "en-es", 2, "v1", 4, 10), // 40: mean en-x 50
                Samples.cell("m", INSTRUCT, "de-de", 2, "v1", 2, 10)); // mean x-x 20
        ReportTable report = tables.table(TableId.T2, cells);
        var table = report.table();
        assertThat(table.stringColumn("Row").asList()).containsExactly("ours", "paper", "difference");
        assertThat(numbers(report, 0)).containsExactly(new double[] {80, 50, 20, 0.625, 0.25}, within(1e-9));
        // the study over the same languages: en-x (74.81 + 73.50) / 2 = 74.155, x-x 66.22, ratios to 77.89
        assertThat(numbers(report, 1))
                .containsExactly(new double[] {77.89, 74.155, 66.22, 74.155 / 77.89, 66.22 / 77.89}, within(1e-9));
        assertThat(numbers(report, 2)[1]).isCloseTo(50 - 74.155, within(1e-9));
        assertThat(table.stringColumn("Language error").asList()).containsExactly("not measured", "-", "-");
        assertThat(report.notes())
                .anyMatch(note -> note.contains("mean en-x over de, es, not over the study's eleven"));
    }

    @Test
    void tableTwoTakesThePrintedRowWhereAllElevenWereMeasured() {
        List<CellScores> cells = new ArrayList<>();
        for (Language x : Language.STUDY) {
            cells.add(Samples.cell("m", INSTRUCT, "en-" + x, 2, "v1", 5, 10));
            if (!x.equals(Language.EN)) {
                cells.add(Samples.cell("m", INSTRUCT, x + "-" + x, 2, "v1", 4, 10));
            }
        }
        ReportTable report = tables.table(TableId.T2, cells);
        assertThat(numbers(report, 1)).containsExactly(77.89, 72.13, 65.02, 0.93, 0.83);
        assertThat(report.table().stringColumn("Language error").get(1)).isEqualTo("0.89");
        assertThat(report.notes()).noneMatch(note -> note.contains("missing"));
    }

    @Test
    void aRatioToZeroIsMissing() {
        ReportTable report =
                tables.table(TableId.T2, List.of(Samples.cell("m", "en-en", 0, 10), Samples.cell("m", "en-de", 1, 10)));
        assertThat(report.table().doubleColumn("en-x / en-en").isMissing(0)).isTrue();
    }

    @Test
    void refusesTwoRunsOfOneCell() {
        assertThatThrownBy(() -> tables.table(
                        TableId.T6A, List.of(Samples.cell("m", "en-de", 6, 12), Samples.cell("m", "en-de", 5, 10))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two runs of m, en-de, 2 shots, format v1");
    }

    @Test
    void saysHowToMakeCellsIfThereAreNone() {
        assertThatThrownBy(() -> tables.table(TableId.T5D, List.of(Samples.cell("m", "en-de", 6, 12))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("./crosslens answer --model m --scenario x-x --shots 0");
        // en-en alone is no row of an x-x table
        assertThatThrownBy(() -> tables.table(TableId.T6B, List.of(Samples.cell("m", "en-en", 6, 12))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--scenario x-x --shots 2");
    }

    @Test
    void findsTablesByNumber() {
        assertThat(TableId.of("6A")).isEqualTo(TableId.T6A);
        assertThatThrownBy(() -> TableId.of("12"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2, 5a, 5b, 5c, 5d, 6a, 6b");
    }

    private static List<String> row(ReportTable report, String question) {
        var table = report.table();
        int row = table.stringColumn("Question").asList().indexOf(question);
        return table.columns().stream()
                .map(column -> column.isMissing(row) ? "-" : column.getString(row))
                .toList();
    }

    private static double[] numbers(ReportTable report, int row) {
        return List.of("en-en", "Mean en-x", "Mean x-x", "en-x / en-en", "x-x / en-en").stream()
                .mapToDouble(name -> report.table().doubleColumn(name).getDouble(row))
                .toArray();
    }
}
