package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.report.ErrorTableId;
import crosslens.report.RelevanceFigure;
import crosslens.report.SimilarityFigure;
import crosslens.report.TableId;
import crosslens.study.CatalogueEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The catalogue beside the study's own list, the drawings there are, and the README. */
class CatalogueTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();

    private static List<String> ids(Kind kind) {
        return Catalogue.all().entries(kind).stream().map(CatalogueEntry::id).toList();
    }

    @Test
    void holdsEveryTableAndFigureOfTheStudyInItsOrder() {
        // METHOD 9: T1 to T10 with the parts 5a-d, 6a-b, 9a-c, 10a-b; F1 to F23
        List<String> tables = List.of(
                "1", "2", "3", "4", "5a", "5b", "5c", "5d", "6a", "6b", "7", "8", "9a", "9b", "9c", "10a", "10b");
        List<String> figures =
                IntStream.rangeClosed(1, 23).mapToObj(String::valueOf).toList();
        assertThat(ids(Kind.TABLE).stream().filter(id -> Character.isDigit(id.charAt(0))))
                .containsExactlyElementsOf(tables);
        assertThat(ids(Kind.FIGURE).stream().filter(id -> Character.isDigit(id.charAt(0))))
                .containsExactlyElementsOf(figures);
    }

    @Test
    void listsNothingTwice() {
        assertThat(ids(Kind.TABLE)).doesNotHaveDuplicates();
        assertThat(ids(Kind.FIGURE)).doesNotHaveDuplicates();
    }

    @Test
    void reachesEveryDrawingThereIs() {
        assertThat(ids(Kind.FIGURE)).containsAll(SimilarityFigure.ids());
        assertThat(ids(Kind.FIGURE).stream().filter(RelevanceFigure::knows))
                .containsExactlyInAnyOrder("3", "12", "13", "14", "15", "16", "17", "18", "relevance");
        List<String> tables = new ArrayList<>();
        Arrays.stream(TableId.values()).forEach(id -> tables.add(id.number()));
        Arrays.stream(ErrorTableId.values()).forEach(id -> tables.add(id.number()));
        assertThat(ids(Kind.TABLE)).containsAll(tables);
    }

    @Test
    void saysWhatThereIsWhenANameIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.all().figure("24"))
                .withMessageContaining("unknown figure '24': there are 1, 2, 3")
                .withMessageContaining("./crosslens figures");
        assertThat(Catalogue.all().table(" 6A ").id()).isEqualTo("6a");
    }

    @Test
    void everyNotebookNamedIsThere() {
        assertThat(Catalogue.all().entries())
                .allMatch(entry -> Files.isRegularFile(ROOT.resolve("notebooks/" + entry.notebook() + ".ipynb")));
    }

    @Test
    void theReadmeHasOneRowForEachWithItsNotebookAndCommand() throws IOException {
        List<String> rows = Files.readAllLines(ROOT.resolve("README.md")).stream()
                .filter(line -> line.startsWith("| Table ")
                        || line.startsWith("| Figure ")
                        || line.startsWith("| table ")
                        || line.startsWith("| figure "))
                .toList();
        List<String> expected = Catalogue.all().entries().stream()
                .map(entry -> "| " + entry.name() + " | " + entry.title() + " | " + entry.notebook() + " | `"
                        + entry.command() + "` |")
                .toList();
        assertThat(rows).containsExactlyElementsOf(expected);
    }
}
