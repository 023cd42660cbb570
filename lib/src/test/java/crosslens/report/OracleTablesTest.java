package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.OracleSample;
import crosslens.attribute.OracleTarget;
import crosslens.attribute.Segmentation;
import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.text.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/** Oracle tables and figure from cells made by hand. */
class OracleTablesTest {
    private static final List<OracleTarget> BOTH = List.of(OracleTarget.values());
    private static PublishedOracle published;

    @BeforeAll
    static void load() throws IOException {
        published = PublishedOracle.load();
    }

    /**
     * Samples of four segments of lengths 5, 9, 4, 7, two a paragraph, the answer always in the last: chance 25, first 0, longest 0. {@code right} of them
     * have their largest drop there.
     */
    private static List<OracleSample> samples(int right, int n) {
        List<OracleSample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double last = i < right ? 3 : -1;
            samples.add(new OracleSample(
                    "q" + i, i / 2, new double[] {0.5, 1, -2, last}, new int[] {5, 9, 4, 7}, List.of(3)));
        }
        return samples;
    }

    private static OracleCell cell(String model, String study, String question, int step, int sequence, int n) {
        return new OracleCell(
                model,
                study,
                new Cell(Language.EN, Language.of(question), 2, "v1", Style.RAW),
                "key-" + model + question,
                OracleBaseline.DELETE,
                Segmentation.SENTENCES,
                Map.of(OracleTarget.STEP, samples(step, n), OracleTarget.SEQUENCE, samples(sequence, n)),
                n < 20 ? Map.of("no_answer", 2L) : Map.of(),
                1,
                false,
                Map.of(CellScores.DATA_SET, "xquad"));
    }

    private static double at(Table table, String row, String column) {
        return table.where(table.stringColumn("Row").isEqualTo(row))
                .doubleColumn(column)
                .getDouble(0);
    }

    @Test
    void everyAccuracyStandsBesideTheBlindRules() {
        ReportTable table = new OracleTables(published)
                .byPair(List.of(cell("m", "", "en", 3, 9, 12), cell("m", "", "de", 6, 0, 12)), BOTH);
        assertThat(table.table().doubleColumn("Accuracy").asList()).containsExactly(25.0, 75.0, 50.0, 0.0);
        assertThat(table.table().doubleColumn("Chance").asList()).containsOnly(25.0);
        assertThat(table.table().doubleColumn("Always first").asList()).containsOnly(0.0);
        assertThat(table.table().doubleColumn("Always longest").asList()).containsOnly(0.0);
        assertThat(String.join("\n", table.notes()))
                .contains("Not scored: 4 with a blank answer, of 28 items in all cells")
                .contains("No interval: the items come from fewer than 20 paragraphs")
                .contains("2 answers were generated anew after the label")
                .contains("deleting their text (delete)");
        // 6 paragraphs: the columns of the interval hold nothing and are not shown.
        assertThat(TextTable.render(table)).doesNotContain("95 % from");
        assertThat(new OracleTables(published)
                        .byPair(List.of(cell("m", "", "en", 3, 9, 12)), List.of(OracleTarget.SEQUENCE))
                        .table()
                        .doubleColumn("Accuracy")
                        .asList())
                .containsExactly(75.0);
    }

    @Test
    void table3HasThePlainMeanOverLanguagesAndStandsBesideThePaper() {
        List<OracleCell> cells = new ArrayList<>(List.of(cell("m", "LLaMA-3.1-8B", "en", 30, 10, 40)));
        for (String code : List.of("de", "es", "vi", "zh", "hi", "ar", "el", "ro", "ru", "th", "tr")) {
            cells.add(cell("m", "LLaMA-3.1-8B", code, code.equals("de") ? 40 : 18, 20, 40));
        }
        List<ReportTable> tables = new OracleTables(published).table3(cells, BOTH);
        assertThat(tables).hasSize(1);
        Table table = tables.get(0).table();
        assertThat(at(table, "ours", "step en-en")).isEqualTo(75);
        // (100 + 10 * 45) / 11
        assertThat(at(table, "ours", "step mean en-x")).isCloseTo(50, within(1e-9));
        assertThat(at(table, "ours", "sequence mean en-x")).isCloseTo(50, within(1e-9));
        assertThat(at(table, "paper", "step en-en")).isEqualTo(66.55);
        assertThat(at(table, "difference", "step en-en")).isCloseTo(8.45, within(1e-9));
        assertThat(at(table, "difference", "step mean en-x")).isCloseTo(50 - 67.59, within(1e-9));
        assertThat(at(table, "paper", "sequence mean en-x")).isNaN();
        assertThat(at(table, "chance", "step mean en-x")).isCloseTo(25, within(1e-9));
        // 20 paragraphs; a drawn mean lies within what the items allow.
        assertThat(at(table, "95 % from", "step en-en")).isBetween(45.0, 74.9);
        assertThat(at(table, "95 % to", "step en-en")).isBetween(75.1, 100.0);
    }

    @Test
    void aMeanOverSomeLanguagesIsNotComparedAndAnUnknownModelGetsThePaperAsContext() {
        List<ReportTable> some = new OracleTables(published)
                .table3(
                        List.of(cell("m", "LLaMA-3.1-8B", "en", 3, 3, 12), cell("m", "LLaMA-3.1-8B", "de", 3, 3, 12)),
                        BOTH);
        assertThat(at(some.get(0).table(), "paper", "step en-en")).isEqualTo(66.55);
        assertThat(at(some.get(0).table(), "paper", "step mean en-x")).isNaN();
        assertThat(String.join("\n", some.get(0).notes())).contains("mean en-x over de, not over the study's eleven");
        List<ReportTable> unknown =
                new OracleTables(published).table3(List.of(cell("m", "", "en", 3, 3, 12)), List.of(OracleTarget.STEP));
        assertThat(unknown).hasSize(2);
        assertThat(unknown.get(0).table().columnNames()).doesNotContain("sequence en-en");
        assertThat(unknown.get(1).table().rowCount()).isEqualTo(5);
        assertThat(unknown.get(0).table().stringColumn("Row").asList()).doesNotContain("paper");
    }

    /** METHOD 5: k / 1184 for whole k, to the last printed digit; k / 1190 is not. */
    @Test
    void theStudysEnglishCellsAreWholeItemsOf1184() {
        for (String model : published.table().table().stringColumn("Model")) {
            PublishedOracle.Row row = published.row(model).orElseThrow();
            for (OracleTarget target : BOTH) {
                double percent = row.value(target, true);
                double nearest = 100.0 * Math.round(percent * 1184 / 100) / 1184;
                assertThat(nearest).as(model).isCloseTo(percent, within(0.00501));
            }
        }
    }

    @Test
    void refusesCellsWithoutAScoredItem() {
        assertThatThrownBy(() -> new OracleTables(published).byPair(List.of(), BOTH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crosslens oracle --model");
        assertThatThrownBy(() -> OracleFigure.draw(List.of(cell("m", "", "en", 0, 0, 0)), BOTH))
                .hasMessageContaining("no item was scored");
    }

    @Test
    void theFigureShowsEveryAccuracyAndTheBlindRules() {
        Figure figure = OracleFigure.draw(List.of(cell("m", "", "en", 3, 9, 12), cell("m", "", "de", 6, 0, 12)), BOTH);
        XYChart chart = (XYChart) figure.chart();
        assertThat(chart.getSeries("step 0").getYData()).containsExactly(25, 50);
        assertThat(chart.getSeries("sequence 0").getYData()).containsExactly(75, 0);
        assertThat(chart.getSeries("chance").getYData()).containsExactly(25, 25, Double.NaN, 25, 25, Double.NaN);
        assertThat(figure.altText()).contains("en-de: step 50.00, sequence 0.00, chance 25.00.");
        assertThat(figure.points().rowCount()).isEqualTo(4);
        List<OracleCell> twice = List.of(cell("m", "", "en", 3, 9, 12), cell("m", "", "en", 3, 9, 12));
        assertThatThrownBy(() -> OracleFigure.draw(twice, BOTH)).hasMessageContaining("--format");
    }
}
