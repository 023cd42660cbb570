package crosslens.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import crosslens.data.DataLocator.Located;
import crosslens.data.DataLocator.Source;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLocatorTest {
    private static final String GOOD = DataFixtures.squad(DataFixtures.question("q1", "Which?", "red", 2));

    @TempDir
    Path dir;

    private Path root;
    private Path raw;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(dir.resolve("kit"));
        raw = root.resolve("data/raw/xquad");
        DataFixtures.write(root.resolve("data/sample/sample.en.json"), GOOD);
    }

    private void writeXquad(Path folder, int files) throws IOException {
        for (XquadCatalogue.Entry entry : XquadCatalogue.bundled().files().subList(0, files)) {
            DataFixtures.write(folder.resolve(entry.file()), GOOD);
        }
    }

    private Located locate(Path option, Path environment) throws IOException, InterruptedException {
        return new DataLocator(root, Optional.ofNullable(option), Optional.ofNullable(environment), Optional.empty())
                .locate(DownloadProgress.SILENT);
    }

    @Test
    void takesWhatTheUserNamedBeforeAnythingElse() throws IOException, InterruptedException {
        writeXquad(raw, 12);
        Path mine = DataFixtures.write(dir.resolve("mine/my.ja.json"), GOOD).getParent();
        Path theirs = DataFixtures.write(dir.resolve("theirs/xquad/xquad.en.json"), GOOD)
                .getParent();
        Located option = locate(mine, theirs);
        assertThat(option.source()).isEqualTo(Source.OPTION);
        assertThat(option.folder().name()).isEqualTo("my");
        Located environment = locate(null, theirs.getParent());
        assertThat(environment.source()).isEqualTo(Source.ENVIRONMENT);
        assertThat(environment.folder().path()).isEqualTo(theirs);
        assertThat(environment.note()).contains("CROSSLENS_DATA");
    }

    @Test
    void doesNotLookElsewhereWhenANamedFolderHoldsNothing() {
        assertThatIOException()
                .isThrownBy(() -> locate(dir.resolve("none"), null))
                .withMessageContaining("no such folder");
        assertThatIOException()
                .isThrownBy(() -> locate(null, root.resolve("data")))
                .withMessageContaining("has no data");
    }

    @Test
    void prefersRawToSharedToTheSample() throws IOException, InterruptedException {
        assertThat(locate(null, null).source()).isEqualTo(Source.SAMPLE);
        writeXquad(dir.resolve("shared/data/xquad"), 12);
        Located shared = locate(null, null);
        assertThat(shared.source()).isEqualTo(Source.SHARED);
        assertThat(shared.folder().path()).isEqualTo(dir.resolve("shared/data/xquad"));
        writeXquad(raw, 12);
        assertThat(locate(null, null).source()).isEqualTo(Source.RAW);
    }

    @Test
    void saysWhyItFellBackToTheSample() throws IOException, InterruptedException {
        writeXquad(raw, 3);
        Located located = locate(null, null);
        assertThat(located.source()).isEqualTo(Source.SAMPLE);
        assertThat(located.note())
                .startsWith("the built-in sample")
                .contains(raw + " has 3 of 12 files")
                .contains("shared/data/xquad is not there")
                .contains("working offline");
    }

    @Test
    void fallsBackWhenTheDownloadFails() throws IOException, InterruptedException {
        // port 9 of this machine is the discard service, which nobody runs: the connection is refused
        XquadCatalogue nowhere = XquadCatalogue.bundled().at(URI.create("http://localhost:9/"));
        XquadDownload download = new XquadDownload(nowhere, new FileDownload(ProxySelector.of(null)));
        Located located = new DataLocator(root, Optional.empty(), Optional.empty(), Optional.of(download))
                .locate(DownloadProgress.SILENT);
        assertThat(located.source()).isEqualTo(Source.SAMPLE);
        assertThat(located.note()).contains("it could not be fetched: cannot reach localhost");
    }

    @Test
    void listsAllThatWasTriedWhenThereIsNothing() throws IOException {
        Files.delete(root.resolve("data/sample/sample.en.json"));
        assertThatIOException()
                .isThrownBy(() -> locate(null, null))
                .withMessageStartingWith("no data: ")
                .withMessageContaining("--data");
    }
}
