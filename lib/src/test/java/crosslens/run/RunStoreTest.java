package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStoreTest {
    private static final RunSpec OTHER = Samples.spec("v2");

    @TempDir
    Path parent;

    private Path folder;
    private RunStore store;

    @BeforeEach
    void makeStore() {
        folder = parent.resolve("runs");
        store = new RunStore(folder);
    }

    private void make(RunSpec spec, RunInfo info, int answers) throws IOException {
        try (Run run = store.open(spec, info)) {
            Samples.fill(run, answers);
        }
    }

    @Test
    void aStoreNotYetMadeHoldsNothing() throws IOException {
        assertThat(store.list()).isEqualTo(new RunStore.Listing(List.of(), List.of()));
        assertThat(store.du()).isEmpty();
        assertThat(store.find(Samples.SPEC)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void listsRunsAndNamesWhatIsNone() throws IOException {
        make(Samples.SPEC, Samples.INFO, 3);
        make(OTHER, Samples.INFO, 1);
        Files.createDirectories(folder.resolve("stray"));
        Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(folder.resolve("damaged/run.json"), "{");
        RunStore.Listing listing = store.list();
        assertThat(listing.runs()).extracting(StoredRun::key).containsExactly(Samples.SPEC.key(), OTHER.key());
        assertThat(listing.runs().get(0).answers()).isEqualTo(3);
        assertThat(listing.runs().get(0).info()).isEqualTo(Samples.INFO);
        assertThat(listing.runs().get(0).spec()).isEqualTo(Samples.SPEC);
        assertThat(listing.unreadable()).extracting(Finding::where).containsExactly("damaged", "stray");
        assertThat(store.du())
                .containsOnlyKeys(
                        "damaged",
                        listing.runs().get(0).name(),
                        listing.runs().get(1).name(),
                        "stray");
        assertThat(store.du()).containsEntry("damaged", 1L).containsEntry("stray", 0L);
    }

    @Test
    void findsARunByNameKeyOrBeginning() throws IOException {
        make(Samples.SPEC, Samples.INFO, 1);
        make(OTHER, Samples.INFO, 1);
        String name = RunName.of(OTHER, Samples.INFO);
        for (String query :
                List.of(name, "en-de-2shot-v2", OTHER.key(), OTHER.key().substring(0, 8))) {
            assertThat(store.find(query).key()).isEqualTo(OTHER.key());
        }
        assertThatThrownBy(() -> store.find("en-de"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("several runs begin with \"en-de\"")
                .hasMessageContaining(name);
        for (String query : List.of("", "../runs", "zz\u001B")) {
            assertThatThrownBy(() -> store.find(query))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no run is called")
                    .hasMessageNotContaining("\u001B");
        }
    }

    @Test
    void aRunIsFoundUnderAnotherNameOfItsModel() throws IOException {
        make(Samples.SPEC, Samples.INFO, 2);
        make(Samples.SPEC, RunInfo.of("same-file-elsewhere", "sample", Samples.INFO.created()), 3);
        assertThat(store.list().runs()).hasSize(1);
        StoredRun run = store.find(Samples.SPEC).orElseThrow();
        assertThat(run.answers()).isEqualTo(3);
        assertThat(run.info().model()).isEqualTo("smollm2");
        assertThat(run.openings()).extracting(RunInfo::model).containsExactly("smollm2", "same-file-elsewhere");
    }

    @Test
    void aCopyOfARunsFolderInTheStoreIsAnErrorNamingBoth() throws IOException {
        make(Samples.SPEC, Samples.INFO, 1);
        Path run = folder.resolve(RunName.of(Samples.SPEC, Samples.INFO));
        Files.createDirectories(folder.resolve("copy-" + run.getFileName()));
        assertThatThrownBy(() -> store.open(Samples.SPEC, Samples.INFO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("copy-" + run.getFileName() + ", " + run.getFileName());
    }

    @Test
    void deletesARunButNotWhileItIsOpen() throws IOException {
        make(Samples.SPEC, Samples.INFO, 2);
        make(OTHER, Samples.INFO, 1);
        String name = RunName.of(Samples.SPEC, Samples.INFO);
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            assertThatThrownBy(() -> store.delete(name))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("this process");
            assertThat(run.records()).hasSize(2);
        }
        store.delete(name);
        assertThat(folder.resolve(name)).doesNotExist();
        assertThat(store.list().runs()).extracting(StoredRun::key).containsExactly(OTHER.key());
        assertThatThrownBy(() -> store.delete(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.delete("../runs")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deletingLeavesFilesOfOthers() throws IOException {
        make(Samples.SPEC, Samples.INFO, 1);
        String name = RunName.of(Samples.SPEC, Samples.INFO);
        Path mine = Files.writeString(folder.resolve(name).resolve("my notes.txt"), "x");
        assertThatThrownBy(() -> store.delete(name)).hasMessageContaining("files that belong to no run");
        assertThat(mine).exists();
    }

    @Test
    void aFileInPlaceOfTheFolderIsOneClearError() throws IOException {
        Files.writeString(folder, "x");
        assertThatThrownBy(() -> store.open(Samples.SPEC, Samples.INFO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder + " is a file, not a folder");
        assertThatThrownBy(() -> store.list())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a file, not a folder");
        Files.delete(folder);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(RunName.of(Samples.SPEC, Samples.INFO)), "x");
        assertThatThrownBy(() -> store.open(Samples.SPEC, Samples.INFO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a file, not a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "/etc", "a\\b", ".hidden", "a\u0000", "ü"})
    void noOtherNameBecomesAPath(String name) {
        Storage files = new FileStorage(folder);
        assertThatThrownBy(() -> files.parts(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> files.write("run", name, new ByteArrayInputStream(new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> files.delete(name, "part")).isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).doesNotExist();
    }

    @Test
    void theDescriptionHoldsEverythingThatWasAsked() throws IOException {
        RunInfo info = Samples.INFO
                .withItems(12, new Shard(2, 3))
                .withDevice("gpu0", 4, 1L << 33)
                .withVersions("0.1.0", Map.of("djl", "0.35.1"), "Linux amd64");
        make(Samples.SPEC, info, 0);
        StoredRun run = store.find(Samples.SPEC).orElseThrow();
        assertThat(run.info()).isEqualTo(info);
        assertThat(run.parts())
                .extracting(Storage.Part::name)
                .containsExactly("log-2-of-3.jsonl", "records-2-of-3.jsonl", "run.json");
        assertThat(Files.readString(folder.resolve(run.name()).resolve("run.json")))
                .startsWith("{\n  \"schema\" : 1,\n  \"key\" : \"" + Samples.SPEC.key() + "\",");
    }

    @Test
    void comparesTwoRuns() throws IOException {
        make(Samples.SPEC, Samples.INFO, 3);
        try (Run run = store.open(OTHER, Samples.INFO)) {
            run.append(Samples.answer(1));
            run.append(Samples.answer("id-00002", "something else"));
            run.append(Samples.answer(7));
        }
        RunComparison comparison = store.compare(
                store.find(Samples.SPEC).orElseThrow(), store.find(OTHER).orElseThrow());
        assertThat(comparison.settings()).containsExactly(new RunComparison.Setting("cell.format", "\"v1\"", "\"v2\""));
        assertThat(comparison.agree()).isEqualTo(1);
        assertThat(comparison.agreement()).isEqualTo(0.5); // 1 of the 2 shared
        assertThat(comparison.differing()).hasSize(1);
        assertThat(comparison.differing().get(0).id()).isEqualTo("id-00002");
        assertThat(comparison.differing().get(0).token()).isEqualTo(-1);
        assertThat(comparison.onlyLeft()).containsExactly("id-00000");
        assertThat(comparison.onlyRight()).containsExactly("id-00007");
    }
}
