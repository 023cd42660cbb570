package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ReportPageTest {
    private static final String HOSTILE = "<script>alert(1)</script>";

    @TempDir
    Path folder;

    @Test
    void everyTextIsEscaped() {
        ReportPage page = new ReportPage(HOSTILE);
        page.section(HOSTILE);
        page.paragraph(HOSTILE);
        page.source(HOSTILE);
        page.list(List.of(HOSTILE));
        page.table(new ReportTable(
                "x", HOSTILE, List.of(HOSTILE), Table.create("x", StringColumn.create(HOSTILE, List.of(HOSTILE)))));
        assertThat(page.html()).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void theListAtTheHeadLinksToEverySection() {
        ReportPage page = new ReportPage("t");
        page.section("one");
        page.section("two");
        Matcher links = Pattern.compile("href=\"#(\\w+)\"").matcher(page.html());
        int found = 0;
        while (links.find()) {
            found++;
            assertThat(page.html()).contains("<section id=\"" + links.group(1) + "\">");
        }
        assertThat(found).isEqualTo(2);
        assertThat(page.html().split("<section ", -1)).hasSize(3); // two sections make three pieces
        assertThat(page.html().split("</section>", -1)).hasSize(3);
    }

    @Test
    void twoPicturesShareNoIds() throws IOException {
        Figure figure = F1Figure.draw(
                List.of(Samples.cell("m", "en-en", 10, 40), Samples.cell("m", "en-de", 5, 40)),
                2,
                Published.load(),
                Samples.FIXED);
        ReportPage page = new ReportPage("t");
        page.section("s");
        page.figure(figure);
        page.figure(figure);
        Matcher ids = Pattern.compile("<clipPath id=\"([^\"]+)\"").matcher(page.html());
        List<String> all = ids.results().map(match -> match.group(1)).toList();
        assertThat(all).isNotEmpty().doesNotHaveDuplicates();
        assertThat(page.html()).contains("figcaption").doesNotContain("<?xml");
        // what a picture refers to is in the page under the same name
        Pattern.compile("url\\(#([^)]+)\\)")
                .matcher(page.html())
                .results()
                .forEach(use -> assertThat(all).contains(use.group(1)));
    }

    @Test
    void isWrittenWholeIntoAFolderThatIsMade() throws IOException {
        ReportPage page = new ReportPage("t");
        page.section("s");
        Path file = folder.resolve("new/report.html");
        page.write(file);
        assertThat(Files.readString(file)).isEqualTo(page.html()).endsWith("</html>\n");
    }
}
