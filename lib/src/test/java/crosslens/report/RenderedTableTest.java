package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderedTableTest {
    private static final double MISSING = Double.NaN;

    private static ReportTable report(List<String> names, double... values) {
        Table table =
                Table.create("t", StringColumn.create("Name", names), Numbers.plain(DoubleColumn.create("F1", values)));
        return new ReportTable("t", "Title", List.of("A note."), table);
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "中文, 4",
        "ｆ, 2",
        "한국어, 6",
        "'e\u0301', 1", // e and a combining accent
        "ไทย, 3",
        "ที่, 1", // Thai vowel and tone marks stand on the consonant
        "हिन्दी, 5", // the vowel sign i and ii take a place of their own, the virama none
        "عربي, 4",
        "'a\u200bb', 2"
    })
    void measuresTheWidthOnATerminal(String text, int width) {
        assertThat(TextTable.displayWidth(text)).isEqualTo(width);
    }

    @Test
    void alignsWideAndCombiningLetters() {
        String text = TextTable.render(report(List.of("中文模型", "e\u0301a", "plain"), 1.5, 22.25, MISSING));
        assertThat(text).isEqualTo("""
                Title

                Name         F1
                --------  -----
                中文模型   1.50
                e\u0301a        22.25
                plain         -
                - A note.
                """);
    }

    @Test
    void keepsDigitsApartFromRightToLeftText() {
        assertThat(TextTable.render(report(List.of("عربي"), 1))).contains("عربي\u200e");
    }

    @Test
    void takesTerminalCommandsOutOfText() {
        String text = TextTable.render(report(List.of("a\u001b[2Jb\nc\u202ed"), 1));
        assertThat(text).contains("a\ufffd[2Jb\ufffdc\ufffdd").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void breaksALongNameToStayWithinTheTerminal() {
        Table table = Table.create("t", StringColumn.create("Name", "x".repeat(90)));
        for (int i = 0; i < 10; i++) {
            table.addColumns(Numbers.plain(DoubleColumn.create("c" + i, 12.34)));
        }
        String text = TextTable.render(new ReportTable("t", "Title", List.of("word ".repeat(50)), table));
        assertThat(text.lines()).allMatch(line -> TextTable.displayWidth(line) <= 120);
        assertThat(text.replaceAll("[^x]", "")).hasSize(90);
    }

    @Test
    void showsRepeatedGroupsOnceButKeepsThemInCsv() {
        Table table = Table.create(
                "t", StringColumn.create("Name", "a", "a", "b"), StringColumn.create("Row", "1", "1", "1"));
        ReportTable report = new ReportTable("t", "T", List.of(), table, 2, Set.of());
        assertThat(report.shown(0, 1)).isEmpty();
        assertThat(report.shown(1, 1)).isEmpty();
        assertThat(report.shown(1, 2)).isEqualTo("1"); // a new group begins
        assertThat(CsvTable.render(report)).isEqualTo("Name,Row\na,1\na,1\nb,1\n");
    }

    @Test
    void leavesOutOptionalColumnsThatHoldNothing() {
        Table table = Table.create(
                "t",
                Numbers.plain(DoubleColumn.create("A", MISSING)),
                Numbers.plain(DoubleColumn.create("B", MISSING)));
        ReportTable report = new ReportTable("t", "T", List.of(), table, 0, Set.of("B"));
        assertThat(report.shownColumns()).extracting(column -> column.name()).containsExactly("A");
        assertThat(CsvTable.render(report)).isEqualTo("A,B\n,\n");
    }

    @Test
    void csvQuotesAndDisarmsText() {
        assertThat(CsvTable.render(report(List.of("a,\"b\"", "=cmd()", "-x"), 1.0 / 3, 50, -2.5)))
                .isEqualTo("Name,F1\n\"a,\"\"b\"\"\",0.333333\n'=cmd(),50\n'-x,-2.5\n");
    }

    @Test
    void latexShowsEveryCharacterAsItIs() {
        String hostile = "\\input{/etc/passwd} $x^2$ a_b & 5% #1 ~ {<|>} \"--";
        assertThat(LatexTable.escape(hostile))
                .isEqualTo("\\textbackslash{}input\\{/etc/passwd\\} \\$x\\textasciicircum{}2\\$ a\\_b \\& 5\\% \\#1"
                        + " \\textasciitilde{} \\{\\textless{}\\textbar{}\\textgreater{}\\} {\\char34}-{}-");
        String latex = LatexTable.render(report(List.of("[1em]*"), -1.5));
        assertThat(latex)
                .contains("\n{[}1em{]}{*} & $-$1.50 \\\\\n")
                .contains("\\toprule")
                .contains("\\begin{tabular}{lr}");
    }

    @Test
    void htmlShowsEveryCharacterAsItIs() {
        String html = HtmlTable.render(report(List.of("<script>alert('x')</script>\" onload=\"y"), MISSING));
        assertThat(html)
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;y")
                .doesNotContain("<script", "onload=\"y")
                .contains("dir=\"auto\"")
                .contains("text-align:right\">-</td>");
    }

    @Test
    void htmlGivesADirectionToCellsThatNeedOne() {
        assertThat(HtmlTable.render(report(List.of("مدينة", "house"), 1.0, 2.0)))
                .contains(
                        "<td dir=\"auto\" style=\"white-space:nowrap;padding:0.2em 0.7em;text-align:left\">مدينة</td>")
                .contains("<td style=\"white-space:nowrap;padding:0.2em 0.7em;text-align:left\">house</td>");
    }

    @Test
    void tablesWithSomethingToSortCarryTheScriptThatSortsThem() {
        Table table = Table.create("t", StringColumn.create("Name", "a", "a"), StringColumn.create("Row", "1", "2"));
        assertThat(HtmlTable.render(new ReportTable("t", "T", List.of(), table, 1, Set.of())))
                .containsOnlyOnce("<script>")
                .endsWith("(document.currentScript?.parentElement,1,40,[])</script>\n</div>\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "0.125, 0.12", "99.999, 100.00", "-0.5, -0.50", "NaN, -"
    }) // 0.125 lies in the middle: to the even digit
    void numbersHaveTwoDecimals(double value, String shown) {
        assertThat(Numbers.plain(value)).isEqualTo(shown);
    }
}
