package crosslens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.study.BuiltInModel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("model")
class StudyCommandTest extends CommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | en-x | true | 8 of 8", // en-en and en-de, 2 and 0 shots, 2 items
                "en,de | en-x | false | 8 of 8",
                "de | x-x | false | 4 of 4" // nothing there has an English context
            })
    void englishIsAskedTooWhereverOtherQuestionsOnEnglishContextsAre(
            String languages, String scenario, boolean told, String asked) {
        BuiltInModel.file();
        int code = execute(
                "study",
                "--model",
                "smollm2",
                "--data",
                "sample",
                "--offline",
                "--style",
                "raw",
                "--format",
                "v1",
                "--limit",
                "2",
                "--scenario",
                scenario,
                "--languages",
                languages,
                "--dry-run",
                "--runs",
                folder.resolve("runs").toString());
        assertThat(code).as(complained()).isZero();
        assertThat(complained().contains("en-en is asked too")).isEqualTo(told);
        assertThat(printed()).startsWith(asked + " answers to ask for");
    }
}
