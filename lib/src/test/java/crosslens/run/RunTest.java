package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.lm.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    Path folder;

    private RunStore store;

    @BeforeEach
    void makeStore() {
        store = new RunStore(folder);
    }

    private Path file(String part) {
        return folder.resolve(RunName.of(Samples.SPEC, Samples.INFO)).resolve(part);
    }

    private List<AnswerRecord> undisturbed(int count) {
        return Samples.ids(count).stream()
                .map(id -> Samples.answer(Integer.parseInt(id.substring(3))))
                .toList();
    }

    @Test
    void givesBackWhatWasAppendedSortedById() throws IOException {
        List<String> shuffled = new ArrayList<>(Samples.ids(25));
        Collections.shuffle(shuffled, new Random(5));
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            assertThat(run.notices()).isEmpty();
            for (String id : shuffled) {
                assertThat(run.has(id)).isFalse();
                run.append(Samples.answer(Integer.parseInt(id.substring(3))));
                assertThat(run.has(id)).isTrue();
            }
            assertThat(run.records()).isEqualTo(undisturbed(25));
        }
        try (Run again = store.open(Samples.SPEC, Samples.INFO)) {
            assertThat(again.size()).isEqualTo(25);
            assertThat(again.missing(Samples.ids(27))).containsExactly("id-00025", "id-00026");
            assertThat(again.records()).isEqualTo(undisturbed(25));
        }
    }

    @Test
    void refusesASecondAnswerToAnItem() throws IOException {
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            run.append(Samples.answer(1));
            assertThatThrownBy(() -> run.append(Samples.answer("id-00001", "other")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("id-00001");
            assertThat(run.records()).containsExactly(Samples.answer(1));
        }
    }

    private static AnswerRecord failed(String id, StopReason stop) {
        return new AnswerRecord(id, List.of(), "ab".repeat(32), 0, List.of(), "", stop, Double.NaN, "no");
    }

    @Test
    void anItemThatTheEndpointDidNotAnswerMayBeAnsweredAgainAndBothRecordsStay() throws IOException {
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            run.append(failed("id-00000", StopReason.TIMEOUT));
            run.append(Samples.answer(1));
            run.append(failed("id-00002", StopReason.TOO_LONG));
            run.append(failed("id-00003", StopReason.CONTENT_FILTER));
        }
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            assertThat(run.missing(Samples.ids(4))).isEmpty();
            assertThat(run.failed(Samples.ids(4))).containsExactly("id-00000", "id-00003");
            run.append(failed("id-00000", StopReason.EMPTY_REPLY));
            run.append(Samples.answer(0));
            run.append(failed("id-00003", StopReason.CONTENT_FILTER));
            assertThat(run.failed(Samples.ids(4))).containsExactly("id-00003");
            // An answer stands, and so does a prompt that is too long.
            for (String id : List.of("id-00000", "id-00002")) {
                assertThatThrownBy(() -> run.append(Samples.answer(id, "other")))
                        .hasMessageContaining(id);
            }
            assertThat(run.size()).isEqualTo(4);
            assertThat(run.records())
                    .containsExactly(
                            Samples.answer(0),
                            Samples.answer(1),
                            failed("id-00002", StopReason.TOO_LONG),
                            failed("id-00003", StopReason.CONTENT_FILTER));
        }
        assertThat(Files.readAllLines(file("records.jsonl"))).hasSize(7);
        assertThat(store.verify(store.list().runs().get(0), List.of()))
                .noneMatch(f -> f.kind() == Finding.Kind.DUPLICATE);
    }

    @Test
    void aFileCutAtAnyByteOfItsLastTwoLinesIsMendedByGoingOn() throws IOException {
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            Samples.fill(run, 4);
        }
        byte[] whole = Files.readAllBytes(file("records.jsonl"));
        int lastTwo = Samples.answer(2).toLine().length + Samples.answer(3).toLine().length;
        int lastOne = Samples.answer(3).toLine().length;
        for (int kept = whole.length - lastTwo; kept < whole.length; kept++) {
            Files.write(file("records.jsonl"), Arrays.copyOf(whole, kept));
            try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
                boolean atALine = kept == whole.length - lastTwo || kept == whole.length - lastOne;
                assertThat(run.notices()).as("after %d bytes", kept).hasSize(atALine ? 0 : 1);
                assertThat(run.size()).isEqualTo(kept < whole.length - lastOne ? 2 : 3);
                Samples.fill(run, 4);
                assertThat(run.records()).isEqualTo(undisturbed(4));
            }
            assertThat(Files.readAllBytes(file("records.jsonl"))).isEqualTo(whole);
        }
    }

    @Test
    void theNoticeNamesTheFileAndStandsInTheLog() throws IOException {
        store.open(Samples.SPEC, Samples.INFO).close();
        Files.write(file("records.jsonl"), new byte[100]); // zeros, as a loss of power leaves them
        Files.writeString(file("log.jsonl"), "{\"at\":", StandardOpenOption.APPEND);
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            assertThat(run.notices()).hasSize(1);
            assertThat(run.notices().get(0)).contains("/records.jsonl", "100 bytes");
        }
        List<String> log = Files.readAllLines(file("log.jsonl"));
        // open, close, open, notice, close; the torn line is gone
        assertThat(log).hasSize(5).allMatch(line -> line.startsWith("{\"at\":\"20") && line.endsWith("}"));
        assertThat(log.get(3)).contains("\"event\":\"notice\"", "100 bytes");
    }

    @Test
    void aBrokenLineElsewhereIsAnErrorNamingFileAndLine() throws IOException {
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            Samples.fill(run, 4);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file("records.jsonl")));
        for (String broken : new String[] {"", "{", "\u001B[2J", "{\"id\":\"x\"}", lines.get(0)}) {
            lines.set(2, broken);
            Files.write(file("records.jsonl"), lines);
            byte[] before = Files.readAllBytes(file("records.jsonl"));
            assertThatThrownBy(() -> store.open(Samples.SPEC, Samples.INFO))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/records.jsonl line 3 ")
                    .hasMessageNotContaining("\u001B");
            assertThat(Files.readAllBytes(file("records.jsonl"))).isEqualTo(before);
        }
    }

    @Test
    void aSecondOpeningInThisProcessIsRefusedUntilTheFirstIsClosed() throws IOException {
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            assertThatThrownBy(() -> new RunStore(folder).open(Samples.SPEC, Samples.INFO))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("records.jsonl is already open in this process");
            run.append(Samples.answer(0));
        }
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            assertThat(run.size()).isEqualTo(1);
        }
    }

    @Test
    void aFailedOpeningGivesTheLockBack() throws IOException {
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            Samples.fill(run, 1);
        }
        byte[] right = Files.readAllBytes(file("records.jsonl"));
        Files.writeString(file("records.jsonl"), "broken\n");
        assertThatThrownBy(() -> store.open(Samples.SPEC, Samples.INFO)).hasMessageContaining("line 1");
        Files.write(file("records.jsonl"), right);
        store.open(Samples.SPEC, Samples.INFO).close();
    }

    @Test
    void aClosedRunTakesNothing() throws IOException {
        Run run = store.open(Samples.SPEC, Samples.INFO);
        run.close();
        run.close();
        assertThatThrownBy(() -> run.append(Samples.answer(0))).isInstanceOf(IllegalStateException.class);
        assertThat(store.find(Samples.SPEC).orElseThrow().answers()).isZero();
    }

    @Test
    void anInterruptedThreadStillOpensAppendsReadsAndCloses() throws IOException {
        Thread.currentThread().interrupt();
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            Samples.fill(run, 12);
            assertThat(run.records()).hasSize(12);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(store.find(Samples.SPEC).orElseThrow().records()).isEqualTo(undisturbed(12));
    }

    @Test
    void severalThreadsMayAppend() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                done.add(threads.submit(() -> {
                    run.append(Samples.answer(number));
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
            assertThat(run.records()).isEqualTo(undisturbed(200));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void shardCountsAreNeverMixed() throws IOException {
        store.open(Samples.SPEC, Samples.shard(3, 8)).close();
        for (RunInfo other : List.of(Samples.INFO, Samples.shard(3, 7))) {
            assertThatThrownBy(() -> store.open(Samples.SPEC, other))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shards of 8 (records-3-of-8.jsonl)");
        }
        try (Run third = store.open(Samples.SPEC, Samples.shard(3, 8));
                Run fourth = store.open(Samples.SPEC, Samples.shard(4, 8))) {
            third.append(Samples.answer(2));
            fourth.append(Samples.answer(3));
            assertThat(third.has("id-00003")).isFalse();
            assertThat(third.records()).containsExactly(Samples.answer(2), Samples.answer(3));
        }
    }

    @Test
    void aChangedDescriptionIsRefused() throws IOException {
        store.open(Samples.SPEC, Samples.INFO).close();
        String json = Files.readString(file("run.json"));
        Files.writeString(file("run.json"), json.replace("\"maxTokens\" : 64", "\"maxTokens\" : 65"));
        assertThatThrownBy(() -> store.open(Samples.SPEC, Samples.INFO))
                .hasMessageContaining("run.json describes another run");
        Files.writeString(file("run.json"), json.replace("\"schema\" : 1", "\"schema\" : 2"));
        assertThatThrownBy(() -> store.open(Samples.SPEC, Samples.INFO))
                .hasMessageContaining("schema 2, this Crosslens reads 1");
        Files.writeString(file("run.json"), json.substring(0, 100));
        assertThatThrownBy(() -> store.open(Samples.SPEC, Samples.INFO))
                .hasMessageContaining("run.json cannot be used");
    }
}
