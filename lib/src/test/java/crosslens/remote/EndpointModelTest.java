package crosslens.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointModelTest {
    private static final EndpointOptions OPTIONS =
            EndpointOptions.DEFAULT.withRetry(LocalEndpoint.QUICK).withTimeout(Duration.ofSeconds(20));

    private static List<Generation> ask(EndpointModel model, String... prompts) throws InterruptedException {
        return ask(model, GenerationSettings.of(Style.CHAT), prompts);
    }

    private static List<Generation> ask(EndpointModel model, GenerationSettings settings, String... prompts)
            throws InterruptedException {
        List<Generation> answers = new ArrayList<>();
        List<Request> requests = IntStream.range(0, prompts.length)
                .mapToObj(i -> new Request("r" + i, Prompt.plain(prompts[i])))
                .toList();
        model.generate(requests, settings, answers::add);
        return answers;
    }

    @Test
    void sendsTheUserMessageAndKeepsTheReplyAsItCame() throws Exception {
        String reply = LocalEndpoint.chat("Köln\nand more").replace(":10", " : 10");
        try (LocalEndpoint endpoint = new LocalEndpoint((n, asked, answer) -> answer.send(200, reply));
                EndpointModel model = endpoint.model(OPTIONS)) {
            Generation answer = ask(model, "Where?").get(0);
            assertThat(answer)
                    .isEqualTo(new Generation(
                            "r0",
                            Prompt.plain("Where?").sha256(),
                            10,
                            List.of(),
                            "Köln\nand more",
                            StopReason.NEWLINE,
                            Double.NaN,
                            reply));
            assertThat(endpoint.asked.get(0).path()).isEqualTo("/v1/chat/completions");
            assertThat(endpoint.asked.get(0).authorization()).isNull();
            assertThat(endpoint.asked.get(0).body()).isEqualTo(LocalEndpoint.JSON.readTree("""
                            {"model":"m","messages":[{"role":"user","content":"Where?"}],"max_tokens":64,"temperature":0}
                            """));
            assertThat(model.facts())
                    .containsEntry("returned model", "\"m-1\"")
                    .containsEntry("system fingerprint", "\"fp_7\"")
                    .containsEntry("temperature", "0")
                    .containsEntry("spent", "10 prompt tokens and 3 new tokens");
        }
    }

    @Test
    void continuesARawTextInCompletionForm() throws Exception {
        try (LocalEndpoint endpoint =
                        new LocalEndpoint((n, asked, answer) -> answer.send(200, LocalEndpoint.completion(" Köln")));
                EndpointModel model = endpoint.model(OPTIONS.withForm(Form.COMPLETION))) {
            Generation answer = ask(model, new GenerationSettings(Style.RAW, "Answer:", 5, StopRule.EOS), "Where?")
                    .get(0);
            assertThat(answer.text()).isEqualTo(" Köln");
            assertThat(answer.stop()).isEqualTo(StopReason.EOS);
            assertThat(endpoint.asked.get(0).path()).isEqualTo("/v1/completions");
            assertThat(endpoint.asked.get(0).body().get("prompt").textValue()).isEqualTo("Where?\nAnswer:");
            assertThatThrownBy(() -> ask(model, "x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("use --style raw");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {\"choices\":[]} | EMPTY_REPLY",
                "200 | {\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"stop\"}]} | EMPTY_REPLY",
                "200 | {\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"content_filter\"}]} | CONTENT_FILTER",
                "200 | {\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]} | EOS",
                "200 | {\"choices\":[{\"message\":{\"content\":\"a b\"},\"finish_reason\":\"length\"}]} | LENGTH",
                "200 | {\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"No.\"}}]} | EOS",
                "200 | {\"choices\":7} | NOT_JSON",
                "200 | <html>Please log in</html> | NOT_JSON",
                "200 | {\"choices\":[{\"message\" | NOT_JSON",
                "400 | {\"error\":{\"code\":\"content_filter\",\"message\":\"no\"}} | CONTENT_FILTER",
                "400 | {\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"no\"}} | TOO_LONG",
                "400 | {\"message\":\"This model's maximum context length is 10 tokens.\"} | TOO_LONG",
                "400 | {\"error\":{\"message\":\"odd\"}} | REJECTED",
                "422 | {\"detail\":\"odd\"} | REJECTED",
                "500 | oops | SERVER_ERROR",
                "200 | {\"error\":{\"code\":502,\"message\":\"upstream\"}} | SERVER_ERROR",
            })
    void everyOutcomeHasItsOwnName(int status, String body, StopReason stop) throws Exception {
        LocalEndpoint.Script script = (n, asked, answer) -> {
            boolean good = asked.prompt().equals("good");
            answer.send(good ? 200 : status, good ? LocalEndpoint.chat("yes") : body);
        };
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS)) {
            List<Generation> answers = ask(model, "bad", "good");
            Generation bad = answers.stream()
                    .filter(a -> a.id().equals("r0"))
                    .findFirst()
                    .orElseThrow();
            assertThat(answers).hasSize(2);
            assertThat(bad.stop()).isEqualTo(stop);
            assertThat(bad.reply()).isEqualTo(body);
        }
    }

    @Test
    void aReplyCutOffAndOneThatNeverComesHaveNamesToo() throws Exception {
        LocalEndpoint.Script script = (n, asked, answer) -> {
            switch (asked.prompt()) {
                case "cut" -> answer.cut("{\"choices\":[");
                case "silent" -> answer.hangUp();
                case "slow" -> answer.leave();
                default -> answer.send(200, LocalEndpoint.chat("yes"));
            }
        };
        EndpointOptions impatient =
                OPTIONS.withTimeout(Duration.ofSeconds(2)).withRetry(new Retry(1, Duration.ZERO, Duration.ZERO));
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(impatient)) {
            List<Generation> answers = ask(model, "good", "cut", "silent", "slow");
            assertThat(answers)
                    .extracting(Generation::id, Generation::stop)
                    .containsExactlyInAnyOrder(
                            tuple("r0", StopReason.EOS),
                            tuple("r1", StopReason.CUT_OFF),
                            tuple("r2", StopReason.CUT_OFF),
                            tuple("r3", StopReason.TIMEOUT));
            // A reset connection can lose what was on its way.
            assertThat(answers)
                    .filteredOn(a -> a.id().equals("r1"))
                    .allSatisfy(a -> assertThat(a.reply()).isIn("", "{\"choices\":["));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "401 | {\"error\":{\"message\":\"bad key\"}} | \"bad key\"; is the key in CROSSLENS_API_KEY",
                "404 | {\"error\":{\"message\":\"no model m\"}} | are the model's name and the URL right",
                "302 | | redirects are not followed",
                "429 | {\"error\":{\"code\":\"insufficient_quota\",\"message\":\"pay\"}} | \"pay\"",
                "429 | {} | at the last of 4 attempts; what was answered is kept",
                "500 | | does not answer: 1 requests in a row failed for good {server_error=1}",
            })
    void whatConcernsEveryRequestEndsTheSession(int status, String body, String message) throws Exception {
        String sent = body == null ? "" : body;
        try (LocalEndpoint endpoint = new LocalEndpoint((n, asked, answer) -> answer.send(status, sent));
                EndpointModel model = endpoint.model(OPTIONS)) {
            assertThatThrownBy(() -> ask(model, "x"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void anOutageNeverBecomesWrongAnswers() throws Exception {
        LocalEndpoint.Script script =
                (n, asked, answer) -> answer.send(asked.prompt().equals("p0") ? 200 : 503, LocalEndpoint.chat("yes"));
        String[] prompts = IntStream.range(0, 40).mapToObj(i -> "p" + i).toArray(String[]::new);
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS.withParallel(1))) {
            List<Generation> answers = new ArrayList<>();
            List<Request> requests = java.util.Arrays.stream(prompts)
                    .map(p -> new Request(p, Prompt.plain(p)))
                    .toList();
            assertThatThrownBy(() -> model.generate(requests, GenerationSettings.of(Style.CHAT), answers::add))
                    .hasMessageContaining("10 requests in a row failed for good {server_error=10}");
            assertThat(answers).extracting(Generation::id).containsExactly("p0");
        }
    }

    @Test
    void whereNobodyListensIsSaidSo() throws Exception {
        String url;
        try (LocalEndpoint endpoint = new LocalEndpoint((n, asked, answer) -> answer.hangUp())) {
            url = endpoint.url();
        }
        try (EndpointModel model = EndpointModel.of(EndpointAddress.parse("openai:m@" + url), OPTIONS, Map.of())) {
            assertThatThrownBy(() -> ask(model, "x"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("openai:m@" + url + ": cannot be reached");
        }
    }

    @Test
    void waitsAsLongAsTheEndpointAsksBeforeAnyFurtherRequest() throws Exception {
        List<Long> times = java.util.Collections.synchronizedList(new ArrayList<>());
        LocalEndpoint.Script script = (n, asked, answer) -> {
            times.add(System.nanoTime());
            if (n == 0) {
                answer.header("Retry-After", "1").send(429, "{}");
            } else {
                answer.send(200, LocalEndpoint.chat("yes"));
            }
        };
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS.withParallel(1))) {
            assertThat(ask(model, "a", "b")).hasSize(2);
            // The endpoint's second, less what the clocks of two threads may differ by.
            assertThat(times.get(1) - times.get(0)).isGreaterThan(950_000_000L);
            assertThat(endpoint.asked).hasSize(3);
        }
    }

    @Test
    void doesNotWaitForAnEndpointThatAsksForHours() throws Exception {
        try (LocalEndpoint endpoint = new LocalEndpoint((n, asked, answer) ->
                        answer.header("Retry-After", "7200").send(429, "{}"));
                EndpointModel model = endpoint.model(OPTIONS)) {
            assertThatThrownBy(() -> ask(model, "a")).hasMessageContaining("asks for a wait of 7200 seconds");
        }
    }

    @Test
    void aModelThatChangesItsNameEndsTheRun() throws Exception {
        LocalEndpoint.Script script =
                (n, asked, answer) -> answer.send(200, LocalEndpoint.chat("yes", "stop", n < 2 ? "m-1" : "m-2"));
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS.withParallel(1))) {
            List<Generation> answers = new ArrayList<>();
            List<Request> requests = IntStream.range(0, 4)
                    .mapToObj(i -> new Request("r" + i, Prompt.plain("p" + i)))
                    .toList();
            assertThatThrownBy(() -> model.generate(requests, GenerationSettings.of(Style.CHAT), answers::add))
                    .hasMessageContaining("answered as \"m-1\" and now as \"m-2\"");
            assertThat(answers).extracting(Generation::id).containsExactly("r0", "r1");
        }
    }

    @Test
    void aRunThatIsGoneOnWithKeepsItsModel() throws Exception {
        try (LocalEndpoint endpoint =
                        new LocalEndpoint((n, asked, answer) -> answer.send(200, LocalEndpoint.chat("a")));
                EndpointModel model = endpoint.model(OPTIONS)) {
            model.continues(LocalEndpoint.chat("x", "stop", "m-0"));
            assertThatThrownBy(() -> ask(model, "p")).hasMessageContaining("answered as \"m-0\" and now as \"m-1\"");
        }
    }

    @Test
    void learnsWhichParametersAnEndpointTakes() throws Exception {
        LocalEndpoint.Script script = (n, asked, answer) -> {
            if (asked.body().has("max_tokens")) {
                answer.send(
                        400,
                        "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.\",\"param\":\"max_tokens\"}}");
            } else if (asked.body().has("temperature")) {
                answer.send(400, "{\"error\":{\"message\":\"'temperature' does not support 0 with this model.\"}}");
            } else {
                answer.send(200, LocalEndpoint.chat("yes"));
            }
        };
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS.withParallel(1))) {
            assertThat(ask(model, "a", "b")).extracting(Generation::stop).containsOnly(StopReason.EOS);
            assertThat(endpoint.asked).hasSize(4);
            assertThat(endpoint.asked.get(3).body().get("max_completion_tokens").intValue())
                    .isEqualTo(64);
            assertThat(model.facts().get("temperature")).startsWith("not supported");
        }
    }

    @Test
    void requestsWithTheSameTextArePaidForOnce() throws Exception {
        try (LocalEndpoint endpoint =
                        new LocalEndpoint((n, asked, answer) -> answer.send(200, LocalEndpoint.chat("a")));
                EndpointModel model = endpoint.model(OPTIONS)) {
            assertThat(ask(model, "same", "same", "other"))
                    .extracting(Generation::id)
                    .containsExactlyInAnyOrder("r0", "r1", "r2");
            assertThat(endpoint.asked).hasSize(2);
        }
    }

    @Test
    void stopsBeforeTheSpendingLimitNotAfterIt() throws Exception {
        // A request of 1 byte sets aside 1 + 64 tokens of prompt and 64 of answer, and then costs 10 + 3.
        // 129 <= 200 - 13 n as long as n <= 5: six requests.
        SpendingLimit limit = new SpendingLimit(200, Double.POSITIVE_INFINITY, 0, 0);
        assertThat(answersWithin(limit, "200 tokens")).isEqualTo(6);
        // In cost: 65 * 1 + 64 * 2 = 193 millionths set aside, 10 + 6 = 16 spent; 193 <= 250 - 16 n as long as n <= 3.
        assertThat(answersWithin(new SpendingLimit(SpendingLimit.NO_LIMIT, 250e-6, 1, 2), "cost"))
                .isEqualTo(4);
    }

    private static int answersWithin(SpendingLimit limit, String message) throws IOException {
        String[] prompts =
                IntStream.range(0, 26).mapToObj(i -> "" + (char) ('a' + i)).toArray(String[]::new);
        try (LocalEndpoint endpoint =
                        new LocalEndpoint((n, asked, answer) -> answer.send(200, LocalEndpoint.chat("a")));
                EndpointModel model = endpoint.model(OPTIONS.withLimit(limit).withParallel(4))) {
            List<Generation> answers = new ArrayList<>();
            List<Request> requests = java.util.Arrays.stream(prompts)
                    .map(p -> new Request(p, Prompt.plain(p)))
                    .toList();
            assertThatThrownBy(() -> model.generate(requests, GenerationSettings.of(Style.CHAT), answers::add))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("stopped by the spending limit (" + message);
            assertThat(endpoint.asked).hasSize(answers.size());
            return answers.size();
        }
    }

    @Test
    void theKeyIsSentAndAppearsNowhereElse() throws Exception {
        String key = "sk-very-secret";
        LocalEndpoint.Script script = (n, asked, answer) -> answer.send(
                asked.prompt().equals("fail") ? 403 : 200,
                asked.prompt().equals("fail")
                        ? "{\"error\":{\"message\":\"wrong key " + asked.authorization() + "\"}}"
                        : LocalEndpoint.chat("you sent " + asked.authorization()));
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS, Map.of("CROSSLENS_API_KEY", key))) {
            Generation answer = ask(model, "echo").get(0);
            assertThat(endpoint.asked.get(0).authorization()).isEqualTo("Bearer " + key);
            assertThat(answer.text()).isEqualTo("you sent Bearer [key]");
            assertThat(answer.toString() + model + model.card() + model.facts()).doesNotContain(key);
            assertThatThrownBy(() -> ask(model, "fail"))
                    .hasMessageContaining("wrong key Bearer [key]")
                    .hasStackTraceContaining("status 403")
                    .satisfies(e -> assertThat(trace(e)).doesNotContain(key));
        }
    }

    private static String trace(Throwable problem) {
        java.io.StringWriter text = new java.io.StringWriter();
        problem.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @Test
    void interruptedItHandsOutWhatHasComeAndCancelsTheRest() throws Exception {
        LocalEndpoint.Script script = (n, asked, answer) -> {
            if (asked.prompt().equals("p0")) {
                answer.send(200, LocalEndpoint.chat("yes"));
            } else {
                answer.leave();
            }
        };
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS.withParallel(2).withTimeout(Duration.ofHours(1)))) {
            List<Generation> answers = new ArrayList<>();
            List<Request> requests = IntStream.range(0, 9)
                    .mapToObj(i -> new Request("r" + i, Prompt.plain("p" + i)))
                    .toList();
            assertThatThrownBy(() -> model.generate(requests, GenerationSettings.of(Style.CHAT), answer -> {
                        answers.add(answer);
                        Thread.currentThread().interrupt();
                    }))
                    .isInstanceOf(InterruptedException.class);
            assertThat(answers).extracting(Generation::id).containsExactly("r0");
        }
    }
}
