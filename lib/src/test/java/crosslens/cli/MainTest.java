package crosslens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line as a user types it: exit codes, one clear line for each mistake, results alone on standard output. */
class MainTest extends CommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer --model smollm2 --languages xx | unknown language 'xx'",
                "answer --model smollm2 --limit 0 | limit must be at least 1, not 0",
                "answer --model smollm2 --shots 1 | shots",
                "answer --model smollm2 --scenario de | unknown scenario 'de'",
                "answer --model smollm2 --max-tokens 0 | maxTokens must be at least 1",
                "answer --limit 3 | Missing required option: '--model=M'",
                "answer --model smollm2 --kv-memory much | is no size",
                "answer --model smollm2 --threads 0 | threads must be at least 1",
                "table 99 --data sample --offline | unknown table '99'",
                "figure 99 --data sample --offline | unknown figure '99'",
                "figure 4 --model smollm2 --languages de,fr --data sample --offline | sample has no French (fr); it has en, de",
                "logits --model smollm2 | --text",
                "runs show nothing | no run is called",
                "models fetch smollm2 | is no model of the hub",
                "models inspect smollm2 --length 0 | --length must be at least 1, not 0",
                "models inspect org/name@../x | is no revision",
                "nonsense | nonsense"
            })
    void wrongUsageIsOneClearMessageAndExitCodeTwo(String line, String message) {
        List<String> words = new ArrayList<>(List.of(line.strip().split(" ")));
        if (line.contains("answer") || line.contains("runs")) {
            words.addAll(List.of(
                    "--data",
                    "sample",
                    "--offline",
                    "--runs",
                    folder.resolve("runs").toString()));
            words.removeAll(line.contains("runs show") ? List.of("--data", "sample", "--offline") : List.of());
        }
        assertThat(execute(words.toArray(String[]::new))).as(complained()).isEqualTo(2);
        assertThat(complained()).contains(message.strip()).doesNotContain("\tat ");
        assertThat(printed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logits --model /no/such.gguf --text a | No such model",
                "data check /no/such/folder | no such folder",
                "table 6a --data /no/such/folder | no such folder",
                "score /no/data.json /no/predictions.json | no such file",
                "generate --model smollm2 --prompts /no/prompts.jsonl | no such file",
                "models verify /no/such.gguf | No such model",
                "models fetch no-such-org/no-such-model --offline | switched off (--offline or HF_HUB_OFFLINE)"
            })
    void whatFailsSaysWhyAndExitsWithOne(String line, String message) {
        assertThat(execute(line.strip().split(" "))).as(complained()).isEqualTo(1);
        assertThat(complained()).contains(message.strip()).doesNotContain("\tat ");
        assertThat(printed()).isEmpty();
    }

    @Test
    void verboseShowsTheStackTrace() {
        assertThat(execute("score", "/no/data.json", "/no/p.json", "--verbose")).isEqualTo(1);
        assertThat(complained()).contains("\tat crosslens.");
    }

    @Test
    void aBrokenPromptLineIsNamed() throws IOException {
        Path prompts = Files.writeString(
                folder.resolve("p.jsonl"), "{\"id\":\"a\",\"prompt\":\"x\"}\n{\"id\":\"a\",\"prompt\":\"y\"}\n");
        assertThat(execute("generate", "--model", "smollm2", "--prompts", prompts.toString()))
                .isEqualTo(1);
        assertThat(complained()).contains("line 2").contains("\"a\" stands in line 1 already");
        Path broken = Files.writeString(folder.resolve("q.jsonl"), "{\"id\":\"a\"}\n");
        assertThat(execute("generate", "--model", "smollm2", "--prompts", broken.toString()))
                .isEqualTo(1);
        assertThat(complained()).contains("line 1: needs \"id\" and \"prompt\"");
    }

    @Test
    void promptsInAnotherEncodingAreNamed() throws IOException {
        Path latin = Files.write(
                folder.resolve("latin.jsonl"),
                "{\"id\": \"1\", \"prompt\": \"für\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(execute("generate", "--model", "smollm2", "--prompts", latin.toString()))
                .isEqualTo(1);
        assertThat(complained()).contains("latin.jsonl is not in UTF-8: save it so");
    }

    @Test
    void numbersArePrintedTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY); // writes 804,25
            execute("data", "list", "--data", "sample");
            execute("data", "sentences", "--data", "sample", "--language", "en");
        } finally {
            Locale.setDefault(before);
        }
        assertThat(printed())
                .containsPattern("en +\\d+ +\\d+ +\\d+\\.\\d\\d")
                .containsPattern("\\d\\.\\d\\d sentences a paragraph");
    }

    @Test
    void storedResultsOfAModelAreFoundByItsPathToo() {
        assertThat(execute(
                        "compare",
                        "--what",
                        "shots",
                        "--model",
                        "elsewhere/smollm2.gguf",
                        "--data",
                        "sample",
                        "--offline",
                        "--runs",
                        folder.resolve("runs").toString()))
                .as(complained())
                .isZero();
        assertThat(printed()).contains("Two demonstrations against none. smollm2");
    }

    @Test
    void scoresAFileOfPredictionsAsJsonAlone() throws IOException {
        Path dataset = Files.writeString(folder.resolve("d.json"), """
                {"data":[{"paragraphs":[{"context":"The red house.","qas":[
                {"id":"q1","question":"?","answers":[{"text":"red house","answer_start":4}]},
                {"id":"q2","question":"?","answers":[{"text":"The red house","answer_start":0}]}]}]}]}""");
        Path predictions = Files.writeString(folder.resolve("p.json"), "{\"q1\":\"the red house\",\"q2\":\"house\"}");
        assertThat(execute("score", dataset.toString(), predictions.toString(), "--per-item"))
                .as(complained())
                .isZero();
        JsonNode json = new ObjectMapper().readTree(printed());
        // q1: equal after normalisation, 1 and 1; q2: "house" of "red house": precision 1, recall 1/2, F1 2/3
        assertThat(json.get("exact_match").doubleValue()).isEqualTo(50.0);
        assertThat(json.get("f1").doubleValue()).isEqualTo(100.0 * (1 + 2.0 / 3) / 2);
        assertThat(json.get("items").get("q2").get("f1").doubleValue()).isEqualTo(2.0 / 3);
    }

    @Test
    void theBuiltInSamplePassesItsCheck() {
        assertThat(execute("data", "check", "data/sample")).as(printed()).isZero();
        assertThat(printed()).contains("0 errors, 0 warnings").contains("hi");
    }

    @Test
    void showsTheSentencesOfAContextAndStarsThoseWithTheAnswer() throws IOException {
        Path home = Files.createDirectories(folder.resolve("set"));
        Files.writeString(home.resolve("d.en.json"), """
                {"data":[{"paragraphs":[{"context":"Dr. Lee left. The house is red. It rained.","qas":[
                {"id":"q1","question":"?","answers":[{"text":"red","answer_start":27}]},
                {"id":"q2","question":"?","answers":[{"text":"left. The house","answer_start":8}]}]}]}]}""");
        String[] asked = {"data", "sentences", "--data", home.toString(), "--language", "en"};
        assertThat(execute(asked)).as(complained()).isZero();
        assertThat(printed().lines())
                .containsExactly(
                        "paragraph 1, 3 sentences, 2 questions",
                        "*  1  Dr. Lee left.",
                        "*  2  The house is red.",
                        "   3  It rained.",
                        "1 paragraphs, 3.00 sentences a paragraph; 1 of 2 answers cross a boundary and count for every sentence they touch");
    }

    @Test
    void anEmptyStoreListsNothing() {
        assertThat(execute("runs", "list", "--runs", folder.resolve("none").toString()))
                .isZero();
        assertThat(printed()).isEmpty();
        assertThat(complained()).contains("0 runs");
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        CommandLine top = Main.commandLine(System.out, System.err);
        for (var command : top.getSubcommands().entrySet()) {
            if (!List.of("help", "generate-completion").contains(command.getKey())) {
                assertThat(command.getValue().getUsageMessage())
                        .as(command.getKey())
                        .contains("Example")
                        .contains("crosslens " + command.getKey());
            }
        }
    }

    @Test
    void aCommandAloneSaysTheSameAsAmongAll() {
        CommandLine top = Main.commandLine(System.out, System.err);
        for (var command : top.getSubcommands().entrySet()) {
            CommandLine named = Main.commandLine(System.out, System.err, command.getKey(), "--help");
            assertThat(named.getSubcommands().get(command.getKey()).getUsageMessage())
                    .isEqualTo(command.getValue().getUsageMessage());
            boolean alone = !List.of("help", "generate-completion").contains(command.getKey());
            assertThat(named.getSubcommands())
                    .hasSize(alone ? 1 : top.getSubcommands().size());
        }
        assertThat(Main.commandLine(System.out, System.err, "tabel").getSubcommands())
                .hasSameSizeAs(top.getSubcommands());
        assertThat(Main.commandLine(System.out, System.err, new String[0]).getSubcommands())
                .hasSameSizeAs(top.getSubcommands());
    }

    @Test
    void controlCharactersOfDataDoNotReachTheTerminal() {
        assertThat(Terminal.safe("a\u001B[31mb\u202Ec\n")).isEqualTo("a\\u001b[31mb\\u202ec\n");
    }
}
