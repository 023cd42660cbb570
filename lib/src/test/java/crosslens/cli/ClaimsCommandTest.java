package crosslens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands claims, compare and verify-paper on the results that come with the kit. */
class ClaimsCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;

    @TempDir
    Path folder;

    @BeforeEach
    void catchOutput() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveOutputBack() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    /** On the sample, with no runs but those of the kit. */
    private int crosslens(String line) {
        String words = line + " --data sample --offline --runs " + folder.resolve("runs");
        return Main.commandLine(System.out, System.err).execute(words.split(" "));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void verifyPaperAgreesAndSaysWhatItCouldNotCheckOnTheSample() {
        assertThat(crosslens("verify-paper")).as(complained()).isZero();
        assertThat(printed()).contains("all 11 checks come out as known").contains("XQuAD is not at hand");
    }

    @Test
    void claimsOnEightParagraphsCannotBeTold() {
        assertThat(crosslens("claims --model smollm2 --style raw --csv"))
                .as(complained())
                .isZero();
        assertThat(printed().lines().skip(1)).hasSize(15).allMatch(line -> line.endsWith(",cannot be told"));
    }

    @Test
    void aModelIsNotBothBaseAndTuned() {
        assertThat(crosslens("claims --model smollm2 --base smollm2 --tuned smollm2"))
                .isEqualTo(2);
        assertThat(complained()).contains("cannot be both --base and --tuned");
    }

    @Test
    void compareSavesFigureAndTable() throws Exception {
        assertThat(crosslens("compare --what shots --model smollm2 --style raw --save --figures " + folder))
                .as(complained())
                .isZero();
        assertThat(printed()).contains("2 shots minus 0 shots").contains("too few paragraphs");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.matches("compare-shots-smollm2-.*\\.svg"))
                    .anyMatch(name -> name.matches("table-compare-shots-smollm2-.*\\.tex"));
        }
    }
}
