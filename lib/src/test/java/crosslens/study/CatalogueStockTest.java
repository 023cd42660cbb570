package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crosslens.study.CatalogueEntry.Kind;
import crosslens.study.CatalogueStock.Standing;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the examples that come with the kit hold, and what is made of them without a model: they are the built-in model's on the built-in sample. */
class CatalogueStockTest {
    @TempDir
    Path folder;

    private Crosslens kit;

    @BeforeEach
    void openSample() {
        Settings settings = Settings.fromEnvironment()
                .withData(DataSets.SAMPLE)
                .withRuns(folder.resolve("runs"))
                .withFigures(folder.resolve("figures"))
                .withOffline(true);
        kit = Crosslens.open(settings, ProgressListener.NONE);
    }

    private static RunFilter filter(String model, Language... languages) {
        return new RunFilter(List.of(model), List.of(languages), List.of(), List.of(), null, null);
    }

    @Test
    void countsTheCellsOfATable() throws IOException, InterruptedException {
        CatalogueStock stock = CatalogueStock.read(kit);
        CatalogueNeed need = Catalogue.all().table("6a").need();
        Standing german = stock.of(need, filter("smollm2", Language.DE), "smollm2");
        // one language, one scenario, one number of shots, formats v1 and v2
        assertThat(german.cells()).isEqualTo(2);
        assertThat(german.stored()).isEqualTo(2);
        assertThat(german.missing()).isZero();
        Standing unknown = stock.of(need, filter("nobody", Language.DE), "nobody");
        assertThat(unknown.possible()).isFalse();
        assertThat(unknown.missing()).isEqualTo(2L * stock.items(null));
        assertThat(unknown.seconds()).isEmpty();
    }

    @Test
    void curvesOfAnotherLimitAreNotThere() throws IOException, InterruptedException {
        CatalogueStock stock = CatalogueStock.read(kit);
        CatalogueNeed need = Catalogue.all().figure("4").need();
        RunFilter three = new RunFilter(List.of("smollm2"), List.of(Language.DE), List.of(), List.of(), null, 3);
        assertThat(stock.of(need, filter("smollm2", Language.DE), "smollm2").possible())
                .isTrue();
        assertThat(stock.of(need, three, "smollm2").possible()).isFalse();
    }

    @Test
    void answersThatFindingsRestOnTakeTheirTimeOnce() throws IOException, InterruptedException {
        CatalogueStock stock = CatalogueStock.read(kit);
        CatalogueNeed need = Catalogue.all().figure("4").need();
        RunFilter german = filter("smollm2", Language.DE);
        double alone = stock.work(need, german, "smollm2", true).orElseThrow();
        double both = stock.work(need, german, "smollm2", false).orElseThrow();
        // One cell, nothing of it in this store: as many answers as prompts, and a prompt takes 0.7 of an answer's
        // time.
        assertThat(both / alone).isCloseTo(1.7 / 0.7, within(1e-9));
        assertThat(stock.work(need, german, "nobody", true)).isEmpty();
    }

    @Test
    void theListTellsWhatCanBeMadeNow() throws IOException, InterruptedException {
        TableView figures = kit.catalogue(Kind.FIGURE, filter("smollm2"), true);
        int f4 = figures.table().stringColumn("Figure").asList().indexOf("4");
        assertThat(figures.table().rowCount())
                .isEqualTo(Catalogue.all().entries(Kind.FIGURE).size());
        assertThat(figures.table().stringColumn("Now").get(f4)).isEqualTo("yes");
        assertThat(kit.catalogue(Kind.TABLE, filter("nobody"), false).text()).contains("no answers stored");
    }

    @Test
    void aModelsFigureIsDrawnFromItsExamples() throws IOException, InterruptedException {
        CatalogueResult figure = Catalogue.all().figure("4").make(kit, CatalogueSelection.of("path/to/smollm2.gguf"));
        assertThat(figure.figures()).hasSize(1);
        assertThat(figure.save(folder.resolve("figures")))
                .hasSize(3)
                .allMatch(file -> file.toFile().isFile());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.all().figure("4").make(kit, CatalogueSelection.of("nobody")))
                .withMessageContaining("./crosslens similarity");
    }
}
