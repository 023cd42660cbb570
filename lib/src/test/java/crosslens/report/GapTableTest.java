package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.score.ClusterBootstrap;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class GapTableTest {
    private static CellScores cell(Language question, int paragraphs, IntToDoubleFunction f1) {
        List<ItemScore> items = IntStream.range(0, paragraphs)
                .mapToObj(i -> new ItemScore(String.format("q%03d", i), i, 0, f1.applyAsDouble(i), 0, 0))
                .toList();
        Cell cell = new Cell(Language.EN, question, 2, "v1", Style.RAW);
        return new CellScores("m", "", cell, "key" + question, items, Map.of(), Map.of());
    }

    private static Table table(CellScores... cells) {
        return new GapTable(ClusterBootstrap.DEFAULT).table(List.of(cells), 2).table();
    }

    @Test
    void subtractsEnglishOnTheSameQuestions() {
        // English 1 on all 40; German 1 on every second: 0.5 - 1 = -50 points; Hindi as English: 0
        Table table =
                table(cell(Language.EN, 40, i -> 1), cell(Language.DE, 40, i -> i % 2), cell(Language.HI, 40, i -> 1));
        assertThat(table.doubleColumn("Gap").asDoubleArray()).containsExactly(-50, 0);
        assertThat(table.doubleColumn("en-en").asDoubleArray()).containsExactly(100, 100);
    }

    @Test
    void adjustsByHolmOverTheLanguages() {
        // German never reaches English in any resample: p = 2 / 10001, times 2 languages by Holm; Hindi always equal: p
        // = 1
        Table table =
                table(cell(Language.EN, 40, i -> 1), cell(Language.DE, 40, i -> 0), cell(Language.HI, 40, i -> 1));
        double[] p = table.doubleColumn("p (Holm)").asDoubleArray();
        assertThat(p[0]).isCloseTo(2 * 2.0 / 10_001, within(1e-12));
        assertThat(p[1]).isEqualTo(1);
        assertThat(table.doubleColumn("95 % from").get(0)).isEqualTo(-100);
    }

    @Test
    void showsNoIntervalUnderTwentyParagraphs() {
        Table table = table(cell(Language.EN, 19, i -> 1), cell(Language.DE, 19, i -> 0));
        assertThat(table.doubleColumn("95 % from").countMissing()).isEqualTo(1);
        assertThat(table.doubleColumn("p (Holm)").countMissing()).isEqualTo(1);
    }

    @Test
    void comparesOnlyWhatBothHaveAnswered() {
        // English has 40 questions, German the first 20 of them
        Table table = table(cell(Language.EN, 40, i -> i < 20 ? 1 : 0), cell(Language.DE, 20, i -> 1));
        assertThat(table.intColumn("n").asIntArray()).containsExactly(20);
        assertThat(table.doubleColumn("Gap").asDoubleArray()).containsExactly(0);
    }

    @Test
    void needsTheEnglishCell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(cell(Language.DE, 20, i -> 1)))
                .withMessageContaining("takes the cell en-en");
    }
}
