package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import crosslens.run.FindingRecord.Block.Type;
import crosslens.run.FindingSpec.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingMergeTest {
    private static final FindingSpec SPEC = FindingSpec.of(Kind.RELEVANCE, Samples.SPEC, Map.of("target", "argmax"));
    /** Item 0, 2, 4 belong to shard 1/2, item 1, 3 to shard 2/2. */
    private static final List<String> IDS = List.of("item 0", "item 1", "item 2", "item 3", "item 4");

    @TempDir
    Path folder;

    private FindingStore store;
    private Path findings;

    @BeforeEach
    void open() {
        store = new FindingStore(folder);
    }

    private StoredFindings make(int index, int count) throws IOException {
        try (FindingRun run = store.open(SPEC, Samples.shard(index, count))) {
            for (String id : run.missing(new Shard(index, count).of(IDS))) {
                int number = IDS.indexOf(id);
                double[][] matrix = new double[number + 1][3];
                Arrays.fill(matrix[number], number);
                run.append(
                        id,
                        JsonNodeFactory.instance.objectNode().put("score", number / 2.0),
                        number == 3 ? Map.of() : Map.of("relevance", matrix),
                        Type.F32);
            }
        }
        StoredFindings stored = store.find(SPEC).orElseThrow();
        findings = folder.resolve(stored.name());
        return stored;
    }

    private List<String> files(StoredFindings stored) throws IOException {
        return stored.parts().stream().map(Storage.Part::name).toList();
    }

    @Test
    void shardsBecomeOneFileWithTheSameFindingsAndMatrices() throws IOException {
        make(2, 2);
        StoredFindings merged = store.merge(make(1, 2));
        assertThat(files(merged))
                .containsExactly("finding.json", "log-1-of-2.jsonl", "log-2-of-2.jsonl", "records.jsonl", "values.bin");
        List<FindingRecord> records = merged.records();
        assertThat(records).extracting(FindingRecord::id).isEqualTo(IDS);
        for (int i : List.of(0, 1, 2, 4)) {
            double[][] matrix = merged.matrix(records.get(i), "relevance");
            assertThat(matrix).hasNumberOfRows(i + 1);
            assertThat(matrix[i]).containsExactly(i, i, i);
        }
        // blocks: 24 bytes of header and 4 bytes for each of 3 numbers a row, 1 + 2 + 3 + 5 rows
        assertThat(findings.resolve("values.bin")).hasSize(4 * 24 + (1 + 2 + 3 + 5) * 3 * 4);
        assertThat(store.verify(merged, IDS)).isEmpty();
        assertThat(files(store.merge(merged))).isEqualTo(files(merged));
        try (FindingRun whole = store.open(SPEC, Samples.INFO)) {
            assertThat(whole.notices()).isEmpty();
            assertThat(whole.missing(IDS)).isEmpty();
        }
    }

    @Test
    void aMergeThatWasInterruptedAnywhereIsFinishedByMergingAgain() throws IOException {
        make(2, 2);
        make(1, 2);
        List<String> parts =
                List.of("records-1-of-2.jsonl", "values-1-of-2.bin", "records-2-of-2.jsonl", "values-2-of-2.bin");
        List<byte[]> before = parts.stream().map(part -> read(part)).toList();
        byte[] values = null;
        byte[] lines = null;
        // the steps: matrices, lines, then values-1, records-1, values-2, records-2 removed; killed after the first k
        for (int k = 0; k <= 6; k++) {
            for (int i = 0; i < parts.size(); i++) {
                Files.write(findings.resolve(parts.get(i)), before.get(i));
            }
            if (k > 0) {
                Files.write(findings.resolve("values.bin"), values);
            }
            if (k > 1) {
                Files.write(findings.resolve("records.jsonl"), lines);
            }
            List<String> gone = List.of(parts.get(1), parts.get(0), parts.get(3), parts.get(2));
            for (String part : gone.subList(0, Math.max(0, k - 2))) {
                Files.delete(findings.resolve(part));
            }
            StoredFindings merged = store.merge(store.find(SPEC).orElseThrow());
            assertThat(merged.records())
                    .as("killed after " + k)
                    .extracting(FindingRecord::id)
                    .isEqualTo(IDS);
            assertThat(store.verify(merged, IDS)).isEmpty();
            assertThat(files(merged)).doesNotContainAnyElementsOf(parts);
            values = read("values.bin");
            lines = read("records.jsonl");
            Files.delete(findings.resolve("values.bin"));
            Files.delete(findings.resolve("records.jsonl"));
        }
    }

    private byte[] read(String part) {
        try {
            return Files.readAllBytes(findings.resolve(part));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void filesThatDoNotBelongTogetherAreKept() throws IOException {
        make(2, 2);
        make(1, 2);
        byte[] second = read("records-2-of-2.jsonl");
        byte[] blocks = read("values-2-of-2.bin");
        store.merge(store.find(SPEC).orElseThrow());
        Files.writeString(findings.resolve("records-2-of-2.jsonl"), new String(second).replace("0.5", "0.25"));
        Files.write(findings.resolve("values-2-of-2.bin"), blocks);
        assertThatIOException()
                .isThrownBy(() -> store.merge(store.find(SPEC).orElseThrow()))
                .withMessageContaining("do not belong together");
        assertThat(findings.resolve("records-2-of-2.jsonl")).exists();
    }

    @Test
    void missingUnfinishedOpenRepeatedAndDamagedShardsAreRefused() throws IOException {
        StoredFindings stored = make(1, 2);
        assertThatIOException().isThrownBy(() -> store.merge(stored)).withMessageContaining("has the shards [1/2]");
        make(2, 2);
        try (FindingRun open = store.open(SPEC, Samples.shard(2, 2))) {
            assertThatIOException().isThrownBy(() -> store.merge(stored)).withMessageContaining("this process");
            assertThat(open.size()).isEqualTo(2);
        }
        Path lines = findings.resolve("records-2-of-2.jsonl");
        byte[] sound = Files.readAllBytes(lines);
        Files.writeString(lines, "{\"id", StandardOpenOption.APPEND);
        assertThatIOException().isThrownBy(() -> store.merge(stored)).withMessageContaining("unfinished line");
        Files.writeString(lines, new String(sound).replace("item 3", "item 0"));
        assertThatIOException()
                .isThrownBy(() -> store.merge(stored))
                .withMessageContaining("two findings on \"item 0\"");
        Files.write(lines, sound);
        byte[] blocks = read("values-2-of-2.bin");
        blocks[40] ^= 1; // within the numbers of item 1
        Files.write(findings.resolve("values-2-of-2.bin"), blocks);
        assertThatIOException().isThrownBy(() -> store.merge(stored)).withMessageContaining("damaged");
        assertThat(findings.resolve("records.jsonl")).doesNotExist();
    }

    @Test
    void verifyTellsGapsRepeatsTornTailsAndDamage() throws IOException {
        StoredFindings stored = make(1, 2);
        List<Finding> half = store.verify(stored, IDS);
        assertThat(half).extracting(Finding::kind).containsExactly(Finding.Kind.SHARDS, Finding.Kind.GAP);
        assertThat(half.get(1).what()).isEqualTo("2 of 5 items have no finding: \"item 1\", \"item 3\"");
        make(2, 2);
        assertThat(store.verify(stored, IDS)).isEmpty();
        assertThat(store.verify(stored, List.of())).isEmpty();
        Path lines = findings.resolve("records-1-of-2.jsonl");
        String sound = Files.readString(lines);
        String first = sound.substring(0, sound.indexOf('\n') + 1);
        Files.writeString(lines, sound + first + "{}\n" + first.replace("item 0", "item 1") + "{\"id");
        assertThat(store.verify(stored, IDS))
                .extracting(Finding::kind)
                .containsExactly(
                        Finding.Kind.DUPLICATE,
                        Finding.Kind.BROKEN_LINE,
                        Finding.Kind.UNEXPECTED,
                        Finding.Kind.TORN_LINE,
                        Finding.Kind.DUPLICATE);
        Files.writeString(lines, sound);
        byte[] blocks = read("values-1-of-2.bin");
        Files.write(findings.resolve("values-1-of-2.bin"), Arrays.copyOf(blocks, blocks.length - 1));
        assertThat(store.verify(stored, IDS)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Finding.Kind.MATRIX);
            assertThat(found.what()).contains("\"item 4\"").contains("ends within the block");
        });
    }

    @Test
    void foldersAreFoundDeletedAndMeasuredByName() throws IOException {
        StoredFindings stored = make(1, 1);
        Files.createDirectory(folder.resolve("being-made"));
        assertThat(store.list()).extracting(StoredFindings::name).containsExactly(stored.name());
        assertThat(store.listing().unreadable()).singleElement().asString().contains("has no finding.json");
        assertThat(store.find("relevance-")).hasSize(1);
        assertThat(store.find(SPEC.key().substring(0, 5))).hasSize(1);
        assertThat(store.find("x")).isEmpty();
        assertThat(stored.size()).isEqualTo(5);
        long bytes = files(findings);
        assertThat(store.du()).containsEntry(stored.name(), bytes).containsEntry("being-made", 0L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.delete("relevance-"))
                .withMessageContaining("no findings are called");
        try (FindingRun open = store.open(SPEC, Samples.INFO)) {
            assertThatIOException().isThrownBy(() -> store.delete(open.name()));
        }
        store.delete(stored.name());
        assertThat(findings).doesNotExist();
    }

    private static long files(Path folder) {
        try (var all = Files.list(folder)) {
            return all.filter(path -> !path.toString().endsWith(".lock"))
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
