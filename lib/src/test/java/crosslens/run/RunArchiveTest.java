package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunArchiveTest {
    @TempDir
    Path folder;

    private RunStore here;
    private RunStore there;
    private Path zip;

    @BeforeEach
    void makeStores() {
        here = new RunStore(folder.resolve("here"));
        there = new RunStore(folder.resolve("there"));
        zip = folder.resolve("run.zip");
    }

    private StoredRun make(RunStore store, RunInfo info, int count) throws IOException {
        try (Run run = store.open(Samples.SPEC, info)) {
            Samples.fill(run, count);
        }
        return store.find(Samples.SPEC).orElseThrow();
    }

    /** The parts of a sound run of three answers, as a zip file's entries. */
    private Map<String, byte[]> entries() throws IOException {
        Path run = folder.resolve("here").resolve(make(here, Samples.INFO, 3).name());
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("r/run.json", Files.readAllBytes(run.resolve("run.json")));
        entries.put("r/records.jsonl", Files.readAllBytes(run.resolve("records.jsonl")));
        return entries;
    }

    private void zip(Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
    }

    private void assertRefused(String message) throws IOException {
        assertThatThrownBy(() -> there.importFrom(zip))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
        assertThat(folder.resolve("there")).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsOnly("here", "run.zip");
        }
    }

    @Test
    void aRunMovesToAnotherStore() throws IOException {
        StoredRun run = make(here, Samples.INFO, 12);
        here.exportTo(zip, run);
        StoredRun moved = there.importFrom(zip).get(0);
        assertThat(moved.name()).isEqualTo(run.name());
        assertThat(moved.records()).isEqualTo(run.records());
        assertThat(moved.info()).isEqualTo(run.info());
        assertThat(there.verify(moved, Samples.ids(12))).isEmpty();
        assertThat(make(there, Samples.INFO, 13).answers()).isEqualTo(13);
    }

    @Test
    void theSameRunGivesTheSameBytesAndNothingIsOverwritten() throws IOException {
        StoredRun run = make(here, Samples.INFO, 3);
        here.exportTo(zip, run);
        Path again = folder.resolve("again.zip");
        here.exportTo(again, run);
        assertThat(again).hasSameBinaryContentAs(zip);
        assertThatThrownBy(() -> here.exportTo(zip, run))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is there already");
    }

    @Test
    void anUnfinishedLineIsNotPacked() throws IOException {
        StoredRun run = make(here, Samples.INFO, 3);
        Files.writeString(
                folder.resolve("here").resolve(run.name()).resolve("records.jsonl"),
                "{\"id",
                StandardOpenOption.APPEND);
        here.exportTo(zip, run);
        assertThat(there.importFrom(zip).get(0).records()).isEqualTo(run.records());
    }

    @Test
    void shardsComeTogetherFromSeveralMachines() throws IOException {
        try (Run shard = here.open(Samples.SPEC, Samples.shard(1, 2))) {
            shard.append(Samples.answer(0));
        }
        try (Run shard = there.open(Samples.SPEC, Samples.shard(2, 2))) {
            shard.append(Samples.answer(1));
        }
        here.exportTo(zip, here.find(Samples.SPEC).orElseThrow());
        for (int time = 0; time < 2; time++) { // a second time changes nothing
            StoredRun both = there.importFrom(zip).get(0);
            assertThat(both.records()).containsExactly(Samples.answer(0), Samples.answer(1));
            assertThat(there.verify(both, Samples.ids(2))).isEmpty();
        }
    }

    @Test
    void contradictingContentIsRefusedAndNothingChanges() throws IOException {
        here.exportTo(zip, make(here, Samples.INFO, 3));
        StoredRun other = make(there, Samples.INFO, 2);
        assertThatThrownBy(() -> there.importFrom(zip))
                .hasMessageContaining("has other content for " + other.name() + "/records.jsonl");
        assertThat(other.records()).hasSize(2);
        there.delete(other.name());
        try (Run shard = there.open(Samples.SPEC, Samples.shard(2, 2))) {
            assertThatThrownBy(() -> there.importFrom(zip)).hasMessageContaining("mix shards");
            assertThat(shard.records()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.jsonl",
                "/etc/evil",
                "r/../../evil",
                "r/sub/records.jsonl",
                "r\\records.jsonl",
                "r/evil.sh",
                "records.jsonl",
                "../",
                "r/records.jsonl.lock",
                "r/records-1-of-1.jsonl",
                "r/.hidden",
                "C:/x/run.json",
                "r/\u001B[2J"
            })
    void aNameThatNoRunHasIsRefused(String name) throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(name, new byte[0]);
        zip(entries);
        assertThatThrownBy(() -> there.importFrom(zip)).hasMessageNotContaining("\u001B");
        assertRefused("nothing of it was taken");
    }

    @Test
    void theFoldersNameIsMadeAnew() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put("r/", new byte[0]);
        zip(entries);
        assertThat(there.importFrom(zip).get(0).name()).isEqualTo(RunName.of(Samples.SPEC, Samples.INFO));
    }

    @Test
    void refusesWhatIsNoSoundRun() throws IOException {
        Map<String, byte[]> sound = entries();
        String records = new String(sound.get("r/records.jsonl"), StandardCharsets.UTF_8);
        String description = new String(sound.get("r/run.json"), StandardCharsets.UTF_8);
        String[][] wrong = {
            {"r/records.jsonl", records + "{\n", "records.jsonl line 4 is no answer"},
            {"r/records.jsonl", records + records, "line 4 answers \"id-00000\" again"},
            {"r/records.jsonl", records + "{", "unfinished last line"},
            {"r/run.json", "[]", "is not a JSON object"},
            {"r/run.json", description.replace("\"w0\"", "\"w1\""), "r/run.json states a key that is not its spec's"},
            {"s/run.json", description, "twice"},
            {"s/records.jsonl", records, "has no s/run.json"},
        };
        for (String[] change : wrong) {
            Map<String, byte[]> entries = new LinkedHashMap<>(sound);
            entries.put(change[0], Samples.utf8(change[1]));
            zip(entries);
            assertRefused(change[2]);
        }
        zip(Map.of());
        assertRefused("run.zip");
        Files.writeString(zip, "no zip at all");
        assertRefused("cannot be opened as a zip file");
    }

    @Test
    void aFileThatUnpacksBeyondMeasureIsRefused() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(
                "r/relevance.bin",
                new byte[65 << 20]); // 65 MiB of zeros pack to some 65 KiB; 64 MiB are always allowed
        zip(entries);
        assertRefused("unpacks to more than 67108864 bytes");
    }
}
