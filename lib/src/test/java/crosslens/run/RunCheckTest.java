package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.run.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCheckTest {
    @TempDir
    Path folder;

    private RunStore store;

    @BeforeEach
    void makeStore() {
        store = new RunStore(folder);
    }

    private Path make(RunInfo info, int... numbers) throws IOException {
        try (Run run = store.open(Samples.SPEC, info)) {
            for (int number : numbers) {
                run.append(Samples.answer(number));
            }
            return folder.resolve(run.name()).resolve(info.shard().recordsPart());
        }
    }

    private List<Finding> verify(List<String> ids) throws IOException {
        return store.verify(store.list().runs().get(0), ids);
    }

    @Test
    void findsNothingWrongWithASoundRun() throws IOException {
        make(Samples.INFO, 2, 0, 1);
        assertThat(verify(Samples.ids(3))).isEmpty();
        assertThat(verify(List.of())).isEmpty();
    }

    @Test
    void findsGapsAndAnswersNotAskedFor() throws IOException {
        make(Samples.INFO, 0, 9);
        List<Finding> findings = verify(Samples.ids(8));
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.GAP, Kind.UNEXPECTED);
        assertThat(findings.get(0).what())
                .isEqualTo(
                        "7 of 8 items have no answer: \"id-00001\", \"id-00002\", \"id-00003\", \"id-00004\", \"id-00005\" …");
        assertThat(findings.get(1).what()).isEqualTo("1 answers are to items that were not asked for: \"id-00009\"");
    }

    @Test
    void findsEveryBadLineWithItsNumber() throws IOException {
        Path records = make(Samples.INFO, 0, 1);
        Files.write(records, Samples.utf8("\u001B[2J\n"), StandardOpenOption.APPEND);
        Files.write(records, Samples.answer(0).toLine(), StandardOpenOption.APPEND);
        AnswerRecord plain = Samples.answer(2);
        AnswerRecord hashless =
                new AnswerRecord(plain.id(), plain.demos(), "", 1, plain.tokens(), plain.raw(), plain.stop(), 0, "");
        Files.write(records, hashless.toLine(), StandardOpenOption.APPEND);
        Files.write(records, new byte[] {'{', '"', (byte) 0xE4}, StandardOpenOption.APPEND);
        List<Finding> findings = verify(Samples.ids(3));
        assertThat(findings)
                .extracting(Finding::kind)
                .containsExactly(Kind.BROKEN_LINE, Kind.DUPLICATE, Kind.PROMPT_HASH, Kind.TORN_LINE);
        assertThat(findings).extracting(Finding::line).containsExactly(3L, 4L, 5L, 6L);
        assertThat(findings.get(1))
                .hasToString(records.getParent().getFileName()
                        + "/records.jsonl line 4: answers \"id-00000\" again, after "
                        + records.getParent().getFileName()
                        + "/records.jsonl line 1");
        assertThat(findings.toString()).doesNotContain("\u001B");
    }

    @Test
    void findsADescriptionThatDoesNotFitItsKeyOrFolder() throws IOException {
        Path run = make(Samples.INFO, 0).getParent();
        Path description = run.resolve("run.json");
        Files.writeString(
                description, Files.readString(description).replace("\"wording\" : \"w0\"", "\"wording\" : \"w1\""));
        List<Finding> findings = verify(Samples.ids(1));
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.DESCRIPTION, Kind.DESCRIPTION);
        assertThat(findings.get(0).what()).contains(Samples.SPEC.key());
    }

    @Test
    void findsWhatIsWrongBetweenShards() throws IOException {
        // of five items, shard 1/3 holds places 0 and 3, shard 2/3 places 1 and 4, shard 3/3 place 2
        make(Samples.shard(1, 3), 0, 3);
        make(Samples.shard(2, 3), 1, 2);
        List<Finding> findings = verify(Samples.ids(5));
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.SHARDS, Kind.UNEXPECTED, Kind.GAP);
        assertThat(findings.get(0).what()).isEqualTo("lacks the shards [3/3]");
        assertThat(findings.get(1).what()).isEqualTo("answers \"id-00002\", an item of shard 3/3");
        assertThat(findings.get(2).what()).contains("1 of 5", "id-00004");
        make(Samples.shard(3, 3), 2);
        assertThat(verify(Samples.ids(5)))
                .extracting(Finding::kind)
                .containsExactly(Kind.UNEXPECTED, Kind.DUPLICATE, Kind.GAP);
    }

    @Test
    void findsMixedCountsAndNoRecordsAtAll() throws IOException {
        Path records = make(Samples.shard(1, 2), 0);
        Files.copy(records, records.resolveSibling("records.jsonl"));
        assertThat(verify(List.of())).extracting(Finding::kind).containsExactly(Kind.SHARDS, Kind.DUPLICATE);
        Files.delete(records);
        Files.delete(records.resolveSibling("records.jsonl"));
        assertThat(verify(List.of())).extracting(Finding::kind).containsExactly(Kind.SHARDS);
    }
}
