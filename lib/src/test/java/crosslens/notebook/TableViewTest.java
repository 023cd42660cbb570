package crosslens.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableViewTest {
    private static Table of(double... values) {
        return Table.create(DoubleColumn.create("x", values));
    }

    private static String column(Table table) {
        return String.join("|", TableView.of(table, 20).columns().get(0).cells());
    }

    @Test
    void decimalsAreTheSameDownAColumn() {
        assertThat(column(of(31.25, 100, 0))).isEqualTo("31.25|100.00|0.00");
        assertThat(column(of(0.8380000000000001, 1, -0.5))).isEqualTo("0.838|1.000|-0.500");
        assertThat(column(of(12, 1190, -3))).isEqualTo("12|1190|-3");
        assertThat(column(of(0.00001, 0.0002))).isEqualTo("1.00e-05|2.00e-04");
    }

    @Test
    void missingNumbersAreADashAndMissingTextIsEmpty() {
        Table table = Table.create(DoubleColumn.create("x", 1.5, Double.NaN), StringColumn.create("s", "a", ""));
        assertThat(TableView.of(table, 20).columns().get(0).cells()).containsExactly("1.50", "–");
        assertThat(TableView.of(table, 20).columns().get(1).cells()).containsExactly("a", "");
        IntColumn counts = IntColumn.create("n", new int[] {7});
        counts.appendMissing();
        assertThat(column(Table.create(counts))).isEqualTo("7|–");
    }

    @Test
    void largeWholeNumbersKeepEveryDigit() {
        assertThat(column(Table.create(LongColumn.create("n", 9007199254740993L))))
                .isEqualTo("9007199254740993"); // 2^53 + 1
    }

    @Test
    void saysHowManyRowsAreLeftOut() {
        Table table = Table.create("runs", IntColumn.create("n", 1, 2, 3));
        assertThat(TableView.of(table, 2).html())
                .contains("<caption", "runs", "first 2 of 3 rows", "2,[[\"3\"]])</script>")
                .doesNotContain(">3<");
        assertThat(TableView.of(table, 2).text()).isEqualTo("runs\nn\n1\n2\nfirst 2 of 3 rows");
        assertThat(TableView.of(table, 3).html()).doesNotContain("3 rows").contains(",[])</script>");
        assertThat(TableView.of(Table.create(IntColumn.create("n")), 3).text()).isEqualTo("n\nno rows");
    }

    @Test
    void textFromOutsideStaysText() {
        Table table = Table.create("<i>", StringColumn.create("\"a\"", "<script>&'", "bell \u0007"));
        assertThat(TableView.of(table, 20).html())
                .contains("&lt;i&gt;", "&quot;a&quot;", "&lt;script&gt;&amp;&#39;", "bell \u2407")
                .doesNotContain("<script>&", "\u0007");
    }

    @Test
    void textFromOutsideStaysTextOnFurtherPages() {
        Table table = Table.create(StringColumn.create("s", "a", "</script><b>&\"\\\u2028\ud800ü😀"));
        assertThat(TableView.of(table, 1).html())
                .contains("[\"\\u003c\\u002fscript\\u003e\\u003cb\\u003e\\u0026\\u0022\\u005c\\u2028\\ud800ü😀\"]")
                .containsOnlyOnce("</script>");
    }

    @Test
    void longTablesAreCutWhereTheyWouldFillTheNotebook() {
        // every row takes 3 + 997 characters, so 40 rows beyond the first two are within 40 000
        Table table = Table.create(StringColumn.create("s", Collections.nCopies(50, "x".repeat(997))));
        assertThat(TableView.of(table, 2).columns().get(0).cells()).hasSize(42);
        assertThat(TableView.of(table, 2).html())
                .contains("first 2 of 50 rows", "pages and sorting reach the first 42 of 50 rows");
        assertThat(TableView.of(table, 2).text()).hasSizeLessThan(2100);
    }

    @Test
    void everyTextCellTakesItsOwnDirection() {
        Table table = Table.create(StringColumn.create("s", "مدينة", "house"));
        assertThat(TableView.of(table, 20).html().split("<td dir=\"auto\"", -1))
                .hasSize(3); // two cells cut the text in three
    }

    @Test
    void plainTextIsAligned() {
        Table table = Table.create(StringColumn.create("lang", "de", "zh"), DoubleColumn.create("f1", 7.5, 31.25));
        assertThat(TableView.of(table, 20).text()).isEqualTo("lang     f1\nde     7.50\nzh    31.25");
    }

    @Test
    void refusesToShowNoRows() {
        assertThatThrownBy(() -> TableView.of(of(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
