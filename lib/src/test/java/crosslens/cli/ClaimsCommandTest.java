package crosslens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The commands claims, compare and verify-paper on the results that come with the kit. */
class ClaimsCommandTest extends CommandTest {
    /** On the sample, with no runs but those of the kit. */
    private int crosslens(String line) {
        String words = line + " --data sample --offline --runs " + folder.resolve("runs");
        return execute(words.split(" "));
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
