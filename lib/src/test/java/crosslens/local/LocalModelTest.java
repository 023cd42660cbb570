package crosslens.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.checkpoint.GgufFile;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The built-in model against values recorded from transformers (resources/local/make_smollm2.py). */
@Tag("model")
class LocalModelTest {
    /** Two float32 programs that sum in different orders, on logits up to about 30. */
    private static final float LOGITS = 2e-3f;
    /** Margins are kept to one decimal. */
    private static final double MARGINS = 0.05 + 2 * (double) LOGITS;
    /** Residual lengths go up to some thousands: relative. */
    private static final double NORMS = 1e-4;

    private static LocalModel model;
    private static JsonNode recorded;

    @BeforeAll
    static void open() throws IOException {
        String path = System.getenv("CROSSLENS_SMOLLM2");
        Assumptions.assumeTrue(
                path != null && Files.exists(Path.of(path)),
                "needs the built-in model: set CROSSLENS_SMOLLM2 to its file");
        try (GgufFile file = GgufFile.open(Path.of(path));
                InputStream in = LocalModelTest.class.getResourceAsStream("/local/smollm2.json")) {
            model = LocalModel.open("smollm2", file, LocalModel.Options.DEFAULT);
            recorded = new ObjectMapper().readTree(in);
        }
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
        }
    }

    @Test
    void computesTheRecordedLogitsAndResidualsInTwelveLanguages() {
        assertThat(recorded.get("passes")).hasSize(12);
        for (JsonNode pass : recorded.get("passes")) {
            int[] ids = ints(pass.get("ids"));
            LocalModel.Logits logits = model.logits(ids);
            int[] top = ints(pass.get("top"));
            for (int i = 0; i < top.length; i++) {
                assertThat(logits.logits()[top[i]])
                        .as(pass.get("language").asText())
                        .isCloseTo((float) pass.get("logits").get(i).asDouble(), within(LOGITS));
            }
            int best = IntStream.range(0, logits.logits().length)
                    .reduce((a, b) -> logits.logits()[b] > logits.logits()[a] ? b : a)
                    .orElseThrow();
            assertThat(best).isEqualTo(top[0]);
            assertThat(logits.hiddenNorms()).hasNumberOfRows(31);
            for (int layer = 0; layer <= 30; layer++) {
                for (int t = 0; t < ids.length; t++) {
                    double expected = pass.get("norms").get(layer).get(t).asDouble();
                    assertThat((double) logits.hiddenNorms()[layer][t])
                            .isCloseTo(expected, within(NORMS * (1 + expected)));
                }
            }
        }
    }

    @Test
    void answersAsRecorded() throws Exception {
        Map<String, Generation> answers = answers(requests(), LocalModel.Options.DEFAULT.kvMemory());
        for (int i = 0; i < recorded.get("answers").size(); i++) {
            JsonNode expected = recorded.get("answers").get(i);
            Generation answer = answers.get("q" + i);
            assertThat(answer.tokens()).as(expected.get("prompt").asText()).isEqualTo(list(expected.get("tokens")));
            assertThat(answer.promptTokens()).isEqualTo(expected.get("ids").size());
            assertThat(answer.margin()).isCloseTo(expected.get("margin").asDouble(), within(MARGINS));
            assertThat(answer.stop()).isEqualTo(answer.tokens().contains(2) ? StopReason.EOS : StopReason.LENGTH);
        }
    }

    @Test
    void answersTheSameInAnotherOrderFewerAtATimeWithLittleMemory() throws Exception {
        Map<String, Generation> whole = answers(requests(), LocalModel.Options.DEFAULT.kvMemory());
        assertThat(answers(requests(), LocalModel.Options.DEFAULT.kvMemory())).isEqualTo(whole);
        List<Request> shuffled = new ArrayList<>(requests());
        Collections.shuffle(shuffled, new Random(1));
        answers(shuffled.subList(0, 9), 0)
                .forEach((id, answer) ->
                        assertThat(answer.tokens()).isEqualTo(whole.get(id).tokens()));
    }

    @Test
    void chatsThroughTheModelsTemplate() throws Exception {
        // Known from the model's own tools: 42 ids that begin 1 9690 198 2683, and this answer.
        Prompt question = Prompt.plain("What is the capital of France? Answer in one word.");
        assertThat(model.tokenizer()
                        .encode(model.render(question, Style.CHAT, ""))
                        .ids())
                .hasSize(42)
                .startsWith(1, 9690, 198, 2683);
        List<Generation> answers = new ArrayList<>();
        model.generate(
                List.of(new Request("a", question), new Request("b", question)),
                GenerationSettings.of(Style.CHAT),
                answers::add);
        assertThat(answers).hasSize(2);
        assertThat(answers).extracting(Generation::id).containsExactlyInAnyOrder("a", "b");
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.text()).isEqualTo("The capital of France is Paris.");
            assertThat(answer.stop()).isEqualTo(StopReason.EOS);
            assertThat(answer.tokens()).endsWith(2);
            assertThat(answer.promptTokens()).isEqualTo(42);
        });
    }

    @Test
    void refusesTokensItDoesNotKnow() {
        assertThatThrownBy(() -> model.logits(new int[] {49_152}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("49152");
        assertThatThrownBy(() -> model.logits(new int[0])).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Request> requests() {
        List<Request> all = new ArrayList<>();
        for (JsonNode answer : recorded.get("answers")) {
            all.add(new Request(
                    "q" + all.size(), Prompt.control(answer.get("prompt").asText())));
        }
        return all;
    }

    private static Map<String, Generation> answers(List<Request> requests, long kvMemory) throws Exception {
        Map<String, Generation> all = new HashMap<>();
        model.withKvMemory(kvMemory)
                .generate(
                        requests,
                        new GenerationSettings(Style.RAW, "", 24, StopRule.EOS),
                        a -> assertThat(all.put(a.id(), a)).isNull());
        assertThat(all).hasSize(requests.size());
        return all;
    }

    private static int[] ints(JsonNode array) {
        int[] out = new int[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.get(i).asInt();
        }
        return out;
    }

    private static List<Integer> list(JsonNode array) {
        return IntStream.of(ints(array)).boxed().toList();
    }
}
