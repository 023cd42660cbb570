package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFilesTest {
    @TempDir
    Path directory;

    @Test
    void writesCsvLatexAndHtmlWithTheirOrigin() throws IOException {
        List<CellScores> cells = List.of(Samples.cell("a<b>--", "en-de", 6, 12));
        ReportTable report = new Tables(Published.load(), Samples.NONE).table(TableId.T6A, cells);
        List<Path> files = TableFiles.save(report, Origin.of(cells), directory);
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "table-6a-a-b-keyabend.csv", "table-6a-a-b-keyabend.tex", "table-6a-a-b-keyabend.html");
        assertThat(Files.readAllLines(files.get(0)).get(2)).startsWith("Model,Format,Question,n,F1");
        assertThat(Files.readString(files.get(1)))
                .startsWith("% origin: {\"models\"")
                .contains("a\\textless{}b");
        assertThat(Files.readString(files.get(2)))
                .contains("<meta name=\"origin\" content=\"{&quot;models&quot;")
                .contains("a&lt;b&gt;--")
                .doesNotContain("a<b>");
    }
}
