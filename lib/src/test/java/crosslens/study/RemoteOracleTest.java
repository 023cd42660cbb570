package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.attribute.OracleBaseline;
import crosslens.attribute.OracleTarget;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.remote.EndpointOptions;
import crosslens.remote.Form;
import crosslens.remote.LocalEndpoint;
import crosslens.remote.Retry;
import crosslens.report.OracleCell;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle over an endpoint, on the built-in sample. */
class RemoteOracleTest {
    private static final OraclePlan PLAN = OraclePlan.of(AnswerPlan.sample(Scenario.EN_X)
            .languages(Language.EN, Language.DE)
            .style(Style.RAW)
            .shots(0)
            .limit(6));
    private static final EndpointOptions OPTIONS = EndpointOptions.DEFAULT
            .withForm(Form.COMPLETION)
            .withParallel(2)
            .withRetry(new Retry(2, Duration.ofMillis(1), Duration.ofMillis(1)));

    @TempDir
    Path folder;

    private Crosslens kit() {
        return Crosslens.open(
                Settings.fromEnvironment().withRuns(folder.resolve("runs")).withOffline(true), ProgressListener.NONE);
    }

    /** Answers as told, and finds a text the likelier the longer it is: so the longest sentence costs most. */
    private static LocalEndpoint.Script liking(String answer) {
        return (n, asked, reply) -> reply.send(
                200, asked.body().path("echo").asBoolean() ? echo(asked.prompt()) : LocalEndpoint.completion(answer));
    }

    private static String echo(String prompt) throws IOException {
        int label = prompt.lastIndexOf("Answer:") + "Answer:".length();
        List<String> tokens = new ArrayList<>(List.of(prompt.substring(0, label)));
        Collections.addAll(tokens, prompt.substring(label).split("(?= )"));
        List<Double> values = new ArrayList<>(Collections.nCopies(tokens.size(), -1000 + 0.1 * label));
        values.set(0, null);
        return new JsonMapper()
                .writeValueAsString(Map.of(
                        "model",
                        "m-1",
                        "choices",
                        List.of(Map.of("text", "", "logprobs", Map.of("tokens", tokens, "token_logprobs", values))),
                        "usage",
                        Map.of("prompt_tokens", tokens.size(), "completion_tokens", 0)));
    }

    @Test
    void theSentenceWhoseRemovalCostsMostIsTheHit() throws Exception {
        try (LocalEndpoint endpoint = new LocalEndpoint(liking("Answer: the old tower\nmore"));
                Model model = kit().model("openai:m@" + endpoint.url(), OPTIONS)) {
            OracleSet found = kit().oracle(model, PLAN);
            assertThat(found.cells()).hasSize(2).allSatisfy(cell -> {
                assertThat(cell.items()).isEqualTo(6);
                assertThat(cell.unscored()).isEmpty();
                assertThat(cell.prefixed()).isZero();
            });
            var table = found.byPair().table();
            assertThat(table.column("Accuracy").asList())
                    .isEqualTo(table.column("Always longest").asList())
                    .isNotEqualTo(table.column("Always first").asList());
            // The label and what follows the newline are no part of the target: three words, three tokens.
            assertThat(found.item("en-de", null).text())
                    .contains("The model's answer: the old tower.")
                    .contains("here");
            OracleCell cell = found.cells().get(0);
            double[] step = cell.samples().get(OracleTarget.STEP).get(0).drops();
            double[] sequence = cell.samples().get(OracleTarget.SEQUENCE).get(0).drops();
            for (int i = 0; i < step.length; i++) {
                assertThat(sequence[i]).isCloseTo(3 * step[i], within(1e-5));
            }
        }
    }

    @Test
    void whatIsStoredIsNotAskedAgainAndIsReadWithoutTheModel() throws Exception {
        try (LocalEndpoint endpoint = new LocalEndpoint(liking("Answer: x"))) {
            String name = "openai:m@" + endpoint.url();
            try (Model model = kit().model(name, OPTIONS)) {
                kit().oracle(model, PLAN);
                int asked = endpoint.asked.size();
                kit().oracle(model, PLAN);
                assertThat(endpoint.asked).hasSize(asked);
                OraclePlan more = OraclePlan.of(PLAN.answers().limit(8));
                // One probe; for the two new items of each cell an answer and 1 + sentences texts.
                var outline = kit().outline(model, more).table();
                int added = (int) (outline.intColumn("to score").sum()
                        + outline.intColumn("texts to score").sum());
                assertThat(outline.intColumn("to score").sum()).isEqualTo(4);
                kit().oracle(model, more);
                assertThat(endpoint.asked.size()).isEqualTo(asked + 1 + added);
            }
            OracleSet stored = kit().oracle(OraclePlan.of(PLAN.answers().limit(8)));
            assertThat(stored.cells()).hasSize(2).allMatch(cell -> cell.items() == 8);
            assertThat(stored.table3().text()).contains("mean en-x over de");
        }
    }

    @Test
    void anAnswerWithoutTheLabelIsGeneratedOnceMoreAfterIt() throws Exception {
        LocalEndpoint.Script script = (n, asked, reply) -> {
            if (asked.body().path("echo").asBoolean()) {
                reply.send(200, echo(asked.prompt()));
            } else {
                reply.send(
                        200, LocalEndpoint.completion(asked.prompt().endsWith("Answer:") ? " to the point" : "Well"));
            }
        };
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                Model model = kit().model("openai:m@" + endpoint.url(), OPTIONS)) {
            OracleSet found = kit().oracle(model, PLAN);
            assertThat(found.cells()).allMatch(cell -> cell.prefixed() == 6);
            assertThat(found.byPair().text()).contains("12 answers were generated anew after the label");
            assertThat(kit().stores().runs().list().runs())
                    .extracting(run -> run.spec().answerPrefix())
                    .containsExactlyInAnyOrder("", "", "Answer:", "Answer:");
        }
    }

    @Test
    void blankAnswersAreCountedNotScored() throws Exception {
        try (LocalEndpoint endpoint = new LocalEndpoint(liking("  "));
                Model model = kit().model("openai:m@" + endpoint.url(), OPTIONS)) {
            OracleSet found = kit().oracle(model, PLAN);
            assertThat(found.cells()).allSatisfy(cell -> {
                assertThat(cell.items()).isZero();
                assertThat(cell.unscored()).containsExactly(Map.entry("no_answer", 6L));
            });
            assertThatThrownBy(found::byPair)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Not scored: 12 with a blank answer");
        }
    }

    @Test
    void anEndpointThatCannotScoreIsRefusedBeforeItIsAskedAnything() throws Exception {
        LocalEndpoint.Script script = (n, asked, reply) -> reply.send(200, LocalEndpoint.completion("Answer: x"));
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                Model model = kit().model("openai:m@" + endpoint.url(), OPTIONS);
                Model chat = kit().model("openai:m@" + endpoint.url(), OPTIONS.withForm(Form.CHAT))) {
            assertThatThrownBy(() -> kit().oracle(model, PLAN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the oracle needs log-probabilities")
                    .hasMessageContaining("does not give log-probabilities of given text");
            assertThatThrownBy(() -> kit().oracle(chat, PLAN)).hasMessageContaining("--form completion");
            assertThatThrownBy(() -> kit().oracle(model, PLAN.baseline(OracleBaseline.MASK_KEYS)))
                    .hasMessageContaining("masks nothing: use --baseline delete");
            assertThat(endpoint.asked).hasSize(1);
            assertThat(kit().stores().runs().list().runs()).isEmpty();
        }
    }
}
