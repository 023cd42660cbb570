package crosslens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On copies of stored findings that come with the kit. */
class RunsCommandTest {
    private static final Path EXAMPLES = Path.of("data/fixtures/findings");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private String relevance;

    @BeforeEach
    void copy() throws IOException {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        relevance = copy("relevance-en-de", "findings");
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    private String copy(String beginning, String place) throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            Path from = folders.filter(path -> path.getFileName().toString().startsWith(beginning))
                    .findFirst()
                    .orElseThrow();
            Path to = Files.createDirectories(folder.resolve(place).resolve(from.getFileName()));
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
            return from.getFileName().toString();
        }
    }

    private String runs(int code, String... words) {
        printed.reset();
        complained.reset();
        List<String> all = new ArrayList<>(List.of("runs"));
        all.addAll(List.of(words));
        all.addAll(List.of("--runs", folder.resolve("runs").toString(), "--data", "sample", "--offline"));
        int got = Main.commandLine(System.out, System.err).execute(all.toArray(String[]::new));
        assertThat(got).as(complained.toString(StandardCharsets.UTF_8)).isEqualTo(code);
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return complained.toString(StandardCharsets.UTF_8);
    }

    @Test
    void findingsAreListedShownMeasuredAndDeletedLikeRuns() {
        assertThat(runs(0, "list")).contains(relevance).contains("6 findings");
        assertThat(complaint()).contains("0 runs").contains("1 folders of findings");
        assertThat(runs(0, "show", "relevance-en-de"))
                .contains("relevance, version 1")
                .contains("smollm2");
        assertThat(runs(0, "du")).contains(relevance);
        assertThat(runs(2, "delete", "relevance-en-de")).isEmpty();
        assertThat(complaint()).contains("no run is called");
        assertThat(runs(0, "delete", relevance)).contains("deleted " + relevance);
        assertThat(folder.resolve("findings").resolve(relevance)).doesNotExist();
    }

    @Test
    void whatAnUnfinishedStudyKeptIsMeasuredAndDeletedAndNotListed() throws IOException {
        String states = copy("similarity-en-de", "findings/.states");
        assertThat(runs(0, "list")).doesNotContain(states);
        assertThat(runs(0, "du")).contains(states + " (hidden states of an unfinished study)");
        assertThat(runs(0, "delete", states)).contains("deleted " + states);
        assertThat(folder.resolve("findings/.states").resolve(states)).doesNotExist();
    }

    @Test
    void verifyReadsMatricesAndLooksForGapsWhenAsked() throws IOException {
        assertThat(runs(0, "verify")).contains("1 runs and findings read, 0 faults");
        assertThat(runs(0, "verify", "relevance", "--gaps")).contains("0 faults");
        Path lines = folder.resolve("findings").resolve(relevance).resolve("records.jsonl");
        List<String> all = Files.readAllLines(lines);
        Files.write(lines, all.subList(1, all.size()));
        assertThat(runs(0, "verify")).contains("0 faults");
        assertThat(runs(1, "verify", "--gaps")).contains("1 of 6 items have no finding");
        Files.writeString(lines, "{\"id", StandardOpenOption.APPEND);
        assertThat(runs(1, "verify")).contains("an unfinished line of 4 bytes").contains("1 faults");
    }

    @Test
    void findingsGoIntoAnArchiveAndComeBack() {
        Path zip = folder.resolve("f.zip");
        assertThat(runs(0, "export", relevance, zip.toString())).contains("f.zip");
        runs(0, "delete", relevance);
        assertThat(runs(0, "import", zip.toString())).contains(relevance);
        assertThat(runs(0, "verify", "--gaps")).contains("1 runs and findings read, 0 faults");
        assertThat(runs(0, "merge", relevance)).contains(relevance + ": 6 findings");
    }

    @Test
    void detectedLanguagesAreMeasuredAndDamageInThemIsTold() throws IOException {
        Path file = Files.createDirectories(folder.resolve("runs/.languages/lingua-0"))
                .resolve("en-de.txt");
        Files.writeString(file, "crosslens languages 1 lingua-0 en-de\n");
        assertThat(runs(0, "du")).contains("languages of answers, lingua-0");
        assertThat(runs(0, "verify")).contains("0 faults");
        assertThat(runs(0, "list")).doesNotContain("lingua");
        Files.writeString(file, "torn", StandardOpenOption.APPEND);
        assertThat(runs(1, "verify"))
                .contains("lingua-0/en-de.txt line 2: is damaged: detected again where it is needed");
    }

    @Test
    void aBeginningThatSeveralShareIsRefusedWithTheirNames() throws IOException {
        String hindi = copy("relevance-en-hi", "findings");
        runs(2, "merge", "relevance-en-");
        assertThat(complaint())
                .contains("several begin with")
                .contains(relevance)
                .contains(hindi);
    }
}
