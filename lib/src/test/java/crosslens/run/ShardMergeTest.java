package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardMergeTest {
    private static final List<String> IDS = Samples.ids(10);

    @TempDir
    Path folder;

    private RunStore store;
    private Path run;

    @BeforeEach
    void makeStore() throws IOException {
        store = new RunStore(folder);
        run = folder.resolve(RunName.of(Samples.SPEC, Samples.INFO));
    }

    private void make(int index, int count) throws IOException {
        try (Run shard = store.open(Samples.SPEC, Samples.shard(index, count))) {
            for (String id : shard.missing(new Shard(index, count).of(IDS))) {
                shard.append(Samples.answer(Integer.parseInt(id.substring(3))));
            }
        }
    }

    private StoredRun stored() throws IOException {
        return store.find(Samples.SPEC).orElseThrow();
    }

    @Test
    void shardsBecomeOneFileWithTheSameRecords(@TempDir Path other) throws IOException {
        make(2, 3);
        make(3, 3);
        make(1, 3);
        List<AnswerRecord> before = stored().records();
        StoredRun merged = store.merge(stored());
        assertThat(merged.parts())
                .extracting(Storage.Part::name)
                .containsExactly(
                        "log-1-of-3.jsonl", "log-2-of-3.jsonl", "log-3-of-3.jsonl", "records.jsonl", "run.json");
        try (Run undisturbed = new RunStore(other).open(Samples.SPEC, Samples.INFO)) {
            Samples.fill(undisturbed, 10);
            assertThat(merged.records()).isEqualTo(before).isEqualTo(undisturbed.records());
        }
        assertThat(store.verify(merged, IDS)).isEmpty();
        assertThat(merged.openings()).hasSize(3);
        try (Run whole = store.open(Samples.SPEC, Samples.INFO)) {
            assertThat(whole.missing(Samples.ids(11))).containsExactly("id-00010");
        }
        assertThat(store.merge(merged).records()).isEqualTo(before);
    }

    @Test
    void refusesAMissingAnUnfinishedAndAnOpenShard() throws IOException {
        make(1, 2);
        assertThatThrownBy(() -> store.merge(stored())).hasMessageContaining("has the shards [1/2]");
        make(2, 2);
        try (Run open = store.open(Samples.SPEC, Samples.shard(2, 2))) {
            assertThatThrownBy(() -> store.merge(stored())).hasMessageContaining("this process");
            assertThat(open.size()).isEqualTo(5);
        }
        Files.writeString(run.resolve("records-2-of-2.jsonl"), "{\"id", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> store.merge(stored()))
                .hasMessageContaining("records-2-of-2.jsonl ends in an unfinished line");
        make(2, 2);
        assertThat(store.merge(stored()).records()).hasSize(10);
    }

    @Test
    void refusesAnItemAnsweredTwice() throws IOException {
        make(1, 2);
        make(2, 2);
        Files.write(run.resolve("records-2-of-2.jsonl"), Samples.answer(0).toLine(), StandardOpenOption.APPEND);
        assertThatThrownBy(() -> store.merge(stored()))
                .hasMessageContaining("\"id-00000\" is answered in both records-1-of-2.jsonl and records-2-of-2.jsonl");
        assertThat(run.resolve("records.jsonl")).doesNotExist();
    }

    @Test
    void aMergeThatWasInterruptedIsFinishedByMergingAgain() throws IOException {
        make(1, 2);
        make(2, 2);
        byte[] second = Files.readAllBytes(run.resolve("records-2-of-2.jsonl"));
        List<AnswerRecord> merged = store.merge(stored()).records();
        Files.write(run.resolve("records-2-of-2.jsonl"), second); // as if its removal had not happened
        assertThatThrownBy(() -> stored().records()).hasMessageContaining("if a merge was interrupted, merge again");
        assertThat(store.merge(stored()).records()).isEqualTo(merged);

        Files.write(
                run.resolve("records-2-of-2.jsonl"),
                Samples.answer("id-00001", "another answer").toLine());
        assertThatThrownBy(() -> store.merge(stored())).hasMessageContaining("do not belong together");
        assertThat(run.resolve("records-2-of-2.jsonl")).exists();
    }
}
