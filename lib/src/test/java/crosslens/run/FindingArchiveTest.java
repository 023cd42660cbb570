package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import crosslens.run.FindingRecord.Block.Type;
import crosslens.run.FindingSpec.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingArchiveTest {
    private static final FindingSpec SPEC = FindingSpec.of(Kind.ORACLE, Samples.SPEC, Map.of("target", "own"));
    private static final double[][] MATRIX = {{1, 2, 3}, {4, 5, 6}};

    @TempDir
    Path folder;

    private FindingStore here;
    private FindingStore there;
    private Path zip;

    @BeforeEach
    void makeStores() {
        here = new FindingStore(folder.resolve("here"));
        there = new FindingStore(folder.resolve("there"));
        zip = folder.resolve("findings.zip");
    }

    private static StoredFindings make(FindingStore store, RunInfo info, String... ids) throws IOException {
        try (FindingRun run = store.open(SPEC, info)) {
            for (String id : ids) {
                run.append(
                        id, JsonNodeFactory.instance.objectNode().put("score", 1), Map.of("drops", MATRIX), Type.F64);
            }
        }
        return store.find(SPEC).orElseThrow();
    }

    /** The parts of sound findings on two items, as a zip file's entries. */
    private Map<String, byte[]> entries() throws IOException {
        Path findings = folder.resolve("here")
                .resolve(make(here, Samples.INFO, "a", "b").name());
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String part : new String[] {"finding.json", "records.jsonl", "values.bin"}) {
            entries.put("f/" + part, Files.readAllBytes(findings.resolve(part)));
        }
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

    private void assertRefused(String message) {
        assertThatIOException()
                .isThrownBy(() -> there.importFrom(zip))
                .withMessageContaining(message)
                .withMessageNotContaining("\u001B");
        assertThat(folder.resolve("there")).doesNotExist();
    }

    @Test
    void findingsMoveToAnotherStoreWithTheirMatrices() throws IOException {
        StoredFindings stored = make(here, Samples.INFO, "a", "b");
        here.exportTo(zip, stored);
        for (int time = 0; time < 2; time++) { // a second time changes nothing
            StoredFindings moved = there.importFrom(zip).get(0);
            assertThat(moved.name()).isEqualTo(stored.name());
            assertThat(moved.records()).isEqualTo(stored.records());
            assertThat(moved.matrix(moved.records().get(1), "drops")).isDeepEqualTo(MATRIX);
            assertThat(there.verify(moved, java.util.List.of("a", "b"))).isEmpty();
        }
        Path again = folder.resolve("again.zip");
        here.exportTo(again, stored);
        assertThat(again).hasSameBinaryContentAs(zip);
    }

    @Test
    void anUnfinishedTailIsNotPacked() throws IOException {
        StoredFindings stored = make(here, Samples.INFO, "a");
        Path files = folder.resolve("here").resolve(stored.name());
        Files.writeString(files.resolve("records.jsonl"), "{\"id", StandardOpenOption.APPEND);
        Files.write(files.resolve("values.bin"), new byte[7], StandardOpenOption.APPEND);
        here.exportTo(zip, stored);
        StoredFindings moved = there.importFrom(zip).get(0);
        assertThat(moved.records()).isEqualTo(stored.records());
        try (FindingRun run = there.open(SPEC, Samples.INFO)) { // what no line names is cut off
            assertThat(run.size()).isEqualTo(1);
        }
        assertThat(folder.resolve("there").resolve(moved.name()).resolve("values.bin"))
                .hasSize(24 + 6 * 8);
    }

    @Test
    void shardsComeTogetherFromSeveralMachinesAndMerge() throws IOException {
        make(there, Samples.shard(2, 2), "b");
        here.exportTo(zip, make(here, Samples.shard(1, 2), "a"));
        StoredFindings merged = there.merge(there.importFrom(zip).get(0));
        assertThat(merged.records()).extracting(FindingRecord::id).containsExactly("a", "b");
    }

    @Test
    void contradictingContentIsRefused() throws IOException {
        here.exportTo(zip, make(here, Samples.INFO, "a", "b"));
        StoredFindings other = make(there, Samples.INFO, "a");
        assertThatIOException()
                .isThrownBy(() -> there.importFrom(zip))
                .withMessageContaining("has other content for " + other.name() + "/records.jsonl");
        assertThat(other.records()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.bin",
                "/etc/evil",
                "f/../../evil",
                "f/sub/values.bin",
                "f\\values.bin",
                "f/evil.sh",
                "f/run.json",
                "finding.json",
                "f/records.jsonl.lock",
                "f/records-3-of-2.jsonl",
                "f/.hidden",
                "f/\u001B[2J.bin"
            })
    void aNameThatNoFindingsHaveIsRefused(String name) throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(name, new byte[0]);
        zip(entries);
        assertRefused("nothing of it was taken");
    }

    @Test
    void refusesWhatAreNoSoundFindings() throws IOException {
        Map<String, byte[]> sound = entries();
        String records = new String(sound.get("f/records.jsonl"), StandardCharsets.UTF_8);
        String description = new String(sound.get("f/finding.json"), StandardCharsets.UTF_8);
        int second = 24 + 6 * 8; // where the second matrix begins
        String[][] wrong = {
            {"f/records.jsonl", records + "{}\n", "records.jsonl line 3 is no finding"},
            {"f/records.jsonl", records + "{", "unfinished last line"},
            {"f/records.jsonl", records + records.substring(0, records.indexOf('\n') + 1), "over each other"},
            {"f/records.jsonl", records.replace("\"offset\":" + second, "\"offset\":0"), "over each other"},
            {"f/records.jsonl", records.replace("\"offset\":" + second, "\"offset\":9999"), "ends before the matrix"},
            {"f/records.jsonl", records.replace("\"rows\":2", "\"rows\":3"), "is not the one its record describes"},
            {"f/finding.json", "[]", "is not a JSON object"},
            {"f/finding.json", description.replace("\"own\"", "\"gold\""), "its key is not its spec's"},
            {"g/finding.json", description, "twice"},
        };
        for (String[] change : wrong) {
            Map<String, byte[]> entries = new LinkedHashMap<>(sound);
            entries.put(change[0], change[1].getBytes(StandardCharsets.UTF_8));
            zip(entries);
            assertRefused(change[2]);
        }
        Map<String, byte[]> cut = new LinkedHashMap<>(sound);
        cut.put("f/values.bin", Arrays.copyOf(sound.get("f/values.bin"), second + 30));
        zip(cut);
        assertRefused("ends within the block");
        cut.remove("f/values.bin");
        zip(cut);
        assertRefused("has no f/values.bin");
        cut.put("f/values.bin", sound.get("f/values.bin").clone());
        cut.get("f/values.bin")[second + 25] ^= 1;
        zip(cut);
        assertRefused("damaged");
    }
}
