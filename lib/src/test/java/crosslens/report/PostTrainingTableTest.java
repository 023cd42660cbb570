package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Table 10 for models of one's own. */
class PostTrainingTableTest {
    @Test
    void everyModelIsComparedWithTheFirstOnTheSameQuestions() throws Exception {
        List<ReportTable> tables = tables("base", "tuned");
        assertThat(tables).extracting(ReportTable::id).containsExactly("10a", "10a-difference", "10a-published");
        Table table = tables.get(1).table();
        assertThat(table.stringColumn("Models").asList())
                .containsOnly("tuned minus base")
                .hasSize(2);
        assertThat(table.stringColumn("Question").asList()).containsExactly("en English", "de German");
        // 60 questions: 45 and 30 of them right in English, 40 and 10 in German.
        assertThat(table.doubleColumn("Difference").asList()).containsExactly(25.0, 50.0);
        assertThat(table.doubleColumn("95 % from").get(1)).isGreaterThan(0);
        assertThat(table.doubleColumn("p (Holm)").get(1)).isLessThan(0.01);
    }

    @Test
    void oneModelStandsAloneAndACopyIsRefused() throws Exception {
        Tables maker = new Tables(Published.load(), Samples.NONE);
        assertThat(maker.withContext(TableId.of("10A"), List.of(Samples.cell("base", "en-de", 10, 60))))
                .extracting(ReportTable::id)
                .containsExactly("10a", "10a-published");
        List<CellScores> same =
                List.of(print(Samples.cell("base", "en-de", 10, 60)), print(Samples.cell("copy", "en-de", 10, 60)));
        assertThatThrownBy(() -> maker.withContext(TableId.T10A, same))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base and copy are one and the same model");
    }

    private static List<ReportTable> tables(String base, String tuned) throws Exception {
        List<CellScores> cells = new ArrayList<>();
        cells.add(Samples.cell(base, "en-en", 30, 60));
        cells.add(Samples.cell(base, "en-de", 10, 60));
        cells.add(Samples.cell(tuned, "en-en", 45, 60));
        cells.add(Samples.cell(tuned, "en-de", 40, 60));
        return new Tables(Published.load(), Samples.NONE).withContext(TableId.T10A, cells);
    }

    private static CellScores print(CellScores cell) {
        Map<String, String> settings = new LinkedHashMap<>(cell.settings());
        settings.put("model fingerprint", "0123456789abcdef");
        return new CellScores(cell.model(), "", cell.cell(), cell.runKey(), cell.items(), cell.stops(), settings);
    }
}
