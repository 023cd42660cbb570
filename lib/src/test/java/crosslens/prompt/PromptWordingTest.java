package crosslens.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptWordingTest {
    private static final String MINE = """
            {
              "name": "mine",
              "version": 3,
              "labels": {"context": "Text:", "question": "Frage:", "answer": "Antwort:"},
              "opening": "Lies.",
              "instructions": ["Antworte auf {language} {hier}."],
              "start": "Los ({language}):",
              "layout": [["demonstrations"], ["start", "context", "question"], ["opening", "instructions"]]
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void theBuiltInFormatsDifferAndHaveStableHashes() {
        PromptWording v1 = PromptWording.builtIn("v1");
        PromptWording v2 = PromptWording.builtIn("v2");
        assertThat(v1.opening()).isNotEmpty();
        assertThat(v2.opening()).isEmpty();
        assertThat(v1.instructions()).hasSize(3).isEqualTo(v2.instructions());
        assertThat(v1.sha256()).hasSize(64).isNotEqualTo(v2.sha256());
        assertThatThrownBy(() -> PromptWording.builtIn("v3")).hasMessageContaining("[v1, v2]");
    }

    @Test
    void aUsersFileIsReadAndNamesTheAnswersLanguage() throws IOException {
        PromptWording mine = PromptWording.load(file(MINE));
        assertThat(mine.version()).isEqualTo(3);
        assertThat(mine.contextLabel()).isEqualTo("Text:");
        assertThat(mine.instructions(Language.DE)).containsExactly("Antworte auf German {hier}.");
        assertThat(mine.start(Language.EL)).isEqualTo("Los (Greek):");
    }

    @Test
    void theHashIsOfTheContentNotOfTheFile() throws IOException {
        String hash = PromptWording.load(file(MINE)).sha256();
        assertThat(PromptWording.load(file(MINE.replaceAll("\\n\\s*", " "))).sha256())
                .isEqualTo(hash);
        assertThat(PromptWording.load(file(MINE.replace("Lies.", "Lies!"))).sha256())
                .isNotEqualTo(hash);
        assertThat(PromptWording.load(file(MINE.replace("3,", "4,"))).sha256()).isNotEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\": 3,                 | ``                          | lacks the keys [version]",
                "\"opening\"                     | \"beginning\"               | lacks the keys [opening] has unknown keys [beginning]",
                "\"answer\": \"Antwort:\"        | \"reply\": \"Antwort:\"     | labels lacks the keys [answer]",
                "\"version\": 3                  | \"version\": \"3\"          | version must be an integer",
                "[\"Antworte auf {language} {hier}.\"] | \"text\"              | instructions must be a list",
                "[\"Antworte auf {language} {hier}.\"] | [1]                   | instructions[0] must be a text",
                "[\"demonstrations\"],           | [\"demos\"],                | layout[0][0] must be one of",
                "[\"demonstrations\"],           | ``                          | lacks 'demonstrations'",
                "\"question\"]                   | \"question\", \"start\"]    | stands twice",
                "[\"demonstrations\"],           | [\"demonstrations\", \"start\"], | stands twice",
                "\"mine\"                        | \"a/b\"                     | name 'a/b'",
                "\"Text:\"                       | \" \"                       | a label must be one line",
                "\"version\": 3,                 | \"version\": 3, \"version\": 3, | Duplicate field",
                "\"Lies.\",                      | \"Lies.\"                   | .json:6:",
                "\"mine\"                        | \"v1\"                      | is a built-in format"
            })
    void aBrokenFileIsRefusedWithThePlace(String old, String now, String message) throws IOException {
        assertThat(MINE).contains(old);
        Path broken = file(MINE.replace(old, now));
        assertThatThrownBy(() -> PromptWording.load(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(broken.toString())
                .hasMessageContaining(message);
    }

    @Test
    void anEmptyOrForeignFileIsRefused() throws IOException {
        Path empty = file("");
        assertThatThrownBy(() -> PromptWording.load(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be a JSON object");
        Path list = file("[1]");
        assertThatThrownBy(() -> PromptWording.load(list))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be a JSON object");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "wording", ".json"), content);
    }
}
