package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.run.FindingRecord.Block.Type;
import crosslens.run.FindingSpec.Kind;
import crosslens.similarity.SimilaritySums;
import crosslens.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingStoreTest {
    private static final FindingSpec SPEC =
            FindingSpec.of(Kind.RELEVANCE, Samples.SPEC, Map.of("target", "argmax", "steps", 1));
    private static final double[][] MATRIX = {{0.5, -1, 2}, {3, 4, 1e-3f}};

    @TempDir
    Path folder;

    private FindingStore store;

    @BeforeEach
    void open() {
        store = new FindingStore(folder);
    }

    @Test
    void theKeyIsTheHashOfRunAndSettings() {
        String run = JsonText.canonical(Samples.SPEC.toJson());
        assertThat(SPEC.key())
                .isEqualTo(Sha256.of("{\"analysisVersion\":1,\"kind\":\"relevance\",\"run\":" + run
                        + ",\"settings\":{\"steps\":1,\"target\":\"argmax\"}}"));
        assertThat(FindingSpec.of(Kind.ORACLE, Samples.SPEC, SPEC.settings()).key())
                .isNotEqualTo(SPEC.key());
    }

    @Test
    void findingsComeBackWithTheirMatrices() throws IOException {
        try (FindingRun run = store.open(SPEC, Samples.INFO)) {
            run.append("b", values(1.5), Map.of("relevance", MATRIX), Type.F32);
            run.append("a", values(-2e-7), Map.of("x", MATRIX, "y", new double[][] {{0.1}}), Type.F64);
            run.append("c", values(0));
            assertThat(run.missing(List.of("d", "a"))).containsExactly("d");
            assertThat(run.name()).startsWith("relevance-en-de-2shot-v1-raw-smollm2-");
        }
        StoredFindings stored = store.find(SPEC).orElseThrow();
        List<FindingRecord> records = stored.records();
        assertThat(records).extracting(FindingRecord::id).containsExactly("a", "b", "c");
        assertThat(records.get(0).values().get("score").doubleValue()).isEqualTo(-2e-7);
        assertThat(stored.matrix(records.get(1), "relevance")).isDeepEqualTo(MATRIX);
        assertThat(stored.matrix(records.get(0), "y")).isDeepEqualTo(new double[][] {{0.1}});
        assertThat(stored.spec()).isEqualTo(SPEC);
        assertThat(store.list()).extracting(StoredFindings::name).containsExactly(stored.name());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stored.matrix(records.get(2), "x"))
                .withMessageContaining("no matrix \"x\"");
    }

    @Test
    void whereverAProcessIsKilledWholeFindingsStayAndTheRestIsMadeAgain() throws IOException {
        String name = write("a", "b");
        Path lines = folder.resolve(name).resolve("records.jsonl");
        Path blocks = folder.resolve(name).resolve("values.bin");
        byte[] allLines = Files.readAllBytes(lines);
        byte[] allBlocks = Files.readAllBytes(blocks);
        int firstLine = new String(allLines, StandardCharsets.UTF_8).indexOf('\n') + 1;
        int firstBlock = allBlocks.length / 2;
        // the order of writing: block a, line a, block b, line b; so a cut within blocks goes with the lines before it
        for (int cut = 0; cut <= allBlocks.length; cut++) {
            int written = cut < firstBlock ? 0 : firstLine;
            resume(lines, Arrays.copyOf(allLines, written), blocks, Arrays.copyOf(allBlocks, cut), allLines, allBlocks);
        }
        for (int cut = 0; cut <= allLines.length; cut++) {
            int written = cut <= firstLine ? firstBlock : allBlocks.length;
            resume(lines, Arrays.copyOf(allLines, cut), blocks, Arrays.copyOf(allBlocks, written), allLines, allBlocks);
        }
    }

    private void resume(Path lines, byte[] keptLines, Path blocks, byte[] keptBlocks, byte[] allLines, byte[] allBlocks)
            throws IOException {
        Files.write(lines, keptLines);
        Files.write(blocks, keptBlocks);
        write("a", "b");
        assertThat(Files.readAllBytes(lines)).isEqualTo(allLines);
        assertThat(Files.readAllBytes(blocks)).isEqualTo(allBlocks);
    }

    @Test
    void aLineWhoseMatrixIsLostIsTakenBackAndToldOf() throws IOException {
        String name = write("a", "b");
        Path blocks = folder.resolve(name).resolve("values.bin");
        byte[] all = Files.readAllBytes(blocks);
        Files.write(blocks, Arrays.copyOf(all, all.length - 1));
        try (FindingRun run = store.open(SPEC, Samples.INFO)) {
            assertThat(run.notices()).singleElement().asString().contains("took back 1 findings");
            assertThat(run.missing(List.of("a", "b"))).containsExactly("b");
        }
    }

    @Test
    void aDamagedMatrixIsRefusedWithItsPlace() throws IOException {
        String name = write("a", "b");
        Path blocks = folder.resolve(name).resolve("values.bin");
        byte[] all = Files.readAllBytes(blocks);
        StoredFindings stored = store.find(SPEC).orElseThrow();
        FindingRecord first = stored.records().get(0);
        for (int place : new int[] {0, 9, 17, 22, 30}) { // letters, rows, each checksum, a number
            byte[] damaged = all.clone();
            damaged[place] ^= 4;
            Files.write(blocks, damaged);
            assertThatIOException()
                    .as("byte " + place)
                    .isThrownBy(() -> stored.matrix(first, "relevance"))
                    .withMessageContaining("values.bin at byte 0")
                    .withMessageContaining("damaged");
        }
    }

    @Test
    void shardsHaveFilesOfTheirOwnAndReadAsOne() throws IOException {
        for (int i = 1; i <= 2; i++) {
            try (FindingRun run = store.open(SPEC, Samples.shard(i, 2))) {
                run.append("item " + i, values(i), Map.of("relevance", new double[][] {{i}}), Type.F32);
            }
        }
        StoredFindings stored = store.find(SPEC).orElseThrow();
        for (FindingRecord record : stored.records()) {
            assertThat(stored.matrix(record, "relevance")[0][0])
                    .isEqualTo(record.values().get("score").doubleValue());
        }
        assertThat(folder.resolve(stored.name()).resolve("values-2-of-2.bin")).exists();
        assertThatIOException().isThrownBy(() -> store.open(SPEC, Samples.INFO)).withMessageContaining("shards of 2");
    }

    @Test
    void oneProcessAtATimeAndOneFindingAnItem() throws IOException {
        try (FindingRun run = store.open(SPEC, Samples.INFO)) {
            run.append("a", values(1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.append("a", values(1)))
                    .withMessageContaining("already has a finding on \"a\"");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.append("b", values(Double.NaN)))
                    .withMessageContaining("NaN");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.append("b", values(1), Map.of("m", new double[][] {{1}, {}}), Type.F32))
                    .withMessageContaining("different lengths");
            assertThatIOException().isThrownBy(() -> store.open(SPEC, Samples.INFO));
        }
    }

    @Test
    void similarityIsStoredByGroup() throws IOException {
        FindingSpec spec = FindingSpec.of(Kind.SIMILARITY, Samples.SPEC, Map.of("part", "question"));
        SimilaritySums sums = new SimilaritySums(2, 2);
        for (int paragraph = 0; paragraph < 30; paragraph++) {
            float[][] english = {{1, paragraph}, {2, 1}};
            float[][] other = {{paragraph, 3}, {1, 1}};
            sums.add(paragraph, english, other);
        }
        try (FindingRun run = store.open(spec, Samples.INFO)) {
            for (int group = SimilaritySums.GROUPS - 1; group >= 0; group--) {
                SimilarityFindings.append(run, group, sums.group(group));
            }
        }
        SimilaritySums read = SimilarityFindings.read(store.find(spec).orElseThrow());
        assertThat(read.curve()).isEqualTo(sums.curve());
    }

    private String write(String... ids) throws IOException {
        try (FindingRun run = store.open(SPEC, Samples.INFO)) {
            for (String id : run.missing(List.of(ids))) {
                run.append(id, values(id.charAt(0)), Map.of("relevance", MATRIX), Type.F32);
            }
            return run.name();
        }
    }

    private static ObjectNode values(double score) {
        return JsonNodeFactory.instance.objectNode().put("score", score);
    }
}
