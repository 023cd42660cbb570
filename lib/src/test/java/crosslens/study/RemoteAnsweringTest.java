package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.lm.StopReason;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.remote.EndpointOptions;
import crosslens.remote.Form;
import crosslens.remote.LocalEndpoint;
import crosslens.remote.Retry;
import crosslens.remote.SpendingLimit;
import crosslens.run.AnswerRecord;
import crosslens.run.RunStore;
import crosslens.run.StoredRun;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints on the built-in sample, through the facade and the command line. */
class RemoteAnsweringTest {
    private static final String KEY = "sk-TOP-SECRET-0123456789";
    private static final AnswerPlan PLAN = AnswerPlan.sample(Scenario.EN_X)
            .languages(Language.EN, Language.DE)
            .shots(0)
            .limit(6);
    private static final EndpointOptions OPTIONS =
            EndpointOptions.DEFAULT.withRetry(new Retry(3, Duration.ofMillis(1), Duration.ofMillis(1)));

    @TempDir
    Path folder;

    private Crosslens kit() {
        return Crosslens.open(
                Settings.fromEnvironment().withRuns(folder.resolve("runs")).withOffline(true), ProgressListener.NONE);
    }

    private List<AnswerRecord> answers() throws IOException {
        List<AnswerRecord> all = new ArrayList<>();
        for (StoredRun run : new RunStore(folder.resolve("runs")).list().runs()) {
            all.addAll(run.records());
        }
        return all;
    }

    private static String name(LocalEndpoint endpoint) {
        return "openai:m@" + endpoint.url();
    }

    @Test
    void everyReplyIsStoredAsItCameAndNothingIsAskedTwice() throws Exception {
        String reply = LocalEndpoint.chat("Answer: Köln");
        try (LocalEndpoint endpoint = new LocalEndpoint((n, asked, answer) -> answer.send(200, reply));
                Model model = kit().model(name(endpoint), OPTIONS)) {
            RunSet runs = kit().answer(model, PLAN);
            assertThat(runs.cells()).hasSize(2);
            kit().answer(model, PLAN);
            assertThat(endpoint.asked).hasSize(12);
            assertThat(answers()).hasSize(12).allSatisfy(a -> {
                assertThat(a.reply()).isEqualTo(reply);
                assertThat(a.raw()).isEqualTo("Answer: Köln");
            });
            assertThat(kit().stores().runs().list().runs()).allSatisfy(run -> {
                assertThat(run.info().device()).isEqualTo("endpoint");
                assertThat(run.info().model()).isEqualTo(name(endpoint));
                assertThat(run.spec().fingerprint()).isEqualTo(name(endpoint));
            });
            assertThat(files(folder))
                    .anyMatch(text -> text.contains("\"event\":\"model\"")
                            && text.contains("returned model: \\\"m-1\\\"; system fingerprint: \\\"fp_7\\\"")
                            && text.contains("120 prompt tokens and 36 new tokens"));
        }
    }

    @Test
    void anAnswerThatFailedIsShownUnderItsName() throws Exception {
        LocalEndpoint.Script script = (n, asked, answer) -> {
            if (n == 3) {
                answer.send(200, "{\"choices\":[{\"message\":{},\"finish_reason\":\"content_filter\"}]}");
            } else {
                answer.send(n == 5 ? 400 : 200, n == 5 ? "{\"error\":{}}" : LocalEndpoint.chat("x"));
            }
        };
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                Model model = kit().model(name(endpoint), OPTIONS.withParallel(1))) {
            RunSet runs = kit().answer(model, PLAN);
            assertThat(answers())
                    .extracting(AnswerRecord::stop)
                    .containsOnlyOnce(StopReason.CONTENT_FILTER, StopReason.REJECTED);
            assertThat(kit().table("5a", runs).text())
                    .contains("1 of 12 answers")
                    .contains("(content_filter)")
                    .contains("(rejected)");
        }
    }

    @Test
    void whatTheEndpointDidNotAnswerIsAskedAgainOnRequestAlone() throws Exception {
        LocalEndpoint.Script script = (n, asked, answer) -> {
            if (n == 3 || n == 12) {
                answer.send(200, "{\"choices\":[{\"message\":{},\"finish_reason\":\"content_filter\"}]}");
            } else {
                answer.send(n == 5 ? 400 : 200, n == 5 ? "{\"error\":{}}" : LocalEndpoint.chat("x"));
            }
        };
        List<String> said = new ArrayList<>();
        Crosslens kit = Crosslens.open(
                Settings.fromEnvironment().withRuns(folder.resolve("runs")).withOffline(true), new Saying(said));
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                Model model = kit.model(name(endpoint), OPTIONS.withParallel(1))) {
            kit.answer(model, PLAN);
            kit.answer(model, PLAN);
            assertThat(endpoint.asked).hasSize(12);
            assertThat(kit.outline(model, PLAN.retryFailed(true)).text()).contains("2 of 12 answers to ask for");
            kit.answer(model, PLAN.retryFailed(true));
            assertThat(endpoint.asked).hasSize(14);
            assertThat(said)
                    .contains(
                            "2 of 12 items were left without an answer by the endpoint and are asked again",
                            "1 of them are answered now, 1 are not");
            assertThat(answers())
                    .hasSize(12)
                    .extracting(AnswerRecord::stop)
                    .containsOnlyOnce(StopReason.CONTENT_FILTER)
                    .doesNotContain(StopReason.REJECTED);
            // The earlier replies stay: 14 lines, the refusal among them.
            List<String> lines = files(folder.resolve("runs")).stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("{\"id\""))
                    .toList();
            assertThat(lines).hasSize(14).anyMatch(line -> line.contains("\"rejected\""));
        }
    }

    /** Keeps what is said. */
    private record Saying(List<String> said) implements ProgressListener {
        @Override
        public void begin(String label, long total, long done) {}

        @Override
        public void advance(long steps) {}

        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public void end() {}
    }

    @Test
    void aRunThatBrokeOffGoesOnAndRefusesAnotherModel() throws Exception {
        AtomicReference<String> returned = new AtomicReference<>("m-1");
        LocalEndpoint.Script script = (n, asked, answer) -> {
            if (n == 7 || n == 8) {
                answer.send(401, "{\"error\":{\"message\":\"no\"}}");
            } else {
                answer.send(200, LocalEndpoint.chat("x", "stop", returned.get()));
            }
        };
        try (LocalEndpoint endpoint = new LocalEndpoint(script)) {
            try (Model model = kit().model(name(endpoint), OPTIONS.withParallel(1))) {
                assertThatThrownBy(() -> kit().answer(model, PLAN)).hasMessageContaining("status 401");
                assertThat(answers()).hasSize(7);
            }
            returned.set("m-2");
            try (Model model = kit().model(name(endpoint), OPTIONS.withParallel(1))) {
                assertThatThrownBy(() -> kit().answer(model, PLAN)).hasMessageContaining("status 401");
                assertThatThrownBy(() -> kit().answer(model, PLAN))
                        .hasMessageContaining("answered as \"m-1\" and now as \"m-2\"");
                assertThat(answers()).hasSize(7);
            }
            returned.set("m-1");
            try (Model model = kit().model(name(endpoint), OPTIONS)) {
                kit().answer(model, PLAN);
                assertThat(answers()).hasSize(12).allMatch(a -> a.reply().contains("m-1"));
            }
        }
    }

    @Test
    void aDryRunSaysWhatAskingWouldCostAndAsksNothing() throws Exception {
        SpendingLimit prices = new SpendingLimit(SpendingLimit.NO_LIMIT, Double.POSITIVE_INFINITY, 0, 1000);
        try (LocalEndpoint endpoint =
                        new LocalEndpoint((n, asked, answer) -> answer.send(200, LocalEndpoint.chat("x")));
                Model model = kit().model(name(endpoint), OPTIONS.withLimit(prices))) {
            // 12 answers of at most 64 tokens: 768 tokens at 1000 a million.
            assertThat(kit().outline(model, PLAN).text())
                    .contains("12 of 12 answers to ask for")
                    .contains("most 768. Cost: about 0.77, at most 0.77.");
            assertThat(endpoint.asked).isEmpty();
            kit().answer(model, PLAN);
            assertThat(kit().outline(model, PLAN).text()).contains("To send: 0 bytes of prompts");
        }
    }

    @Test
    void whatAFormCannotDoIsRefusedBeforeAnythingIsStored() throws Exception {
        try (LocalEndpoint endpoint = new LocalEndpoint((n, asked, answer) -> answer.hangUp());
                Model chat = kit().model(name(endpoint), OPTIONS);
                Model completion = kit().model(name(endpoint), OPTIONS.withForm(Form.COMPLETION))) {
            assertThatThrownBy(() -> kit().answer(chat, PLAN.style(Style.RAW)))
                    .hasMessageContaining("use --form completion");
            assertThatThrownBy(() -> kit().answer(completion, PLAN.style(Style.CHAT)))
                    .hasMessageContaining("use --style raw");
            assertThatThrownBy(() -> chat.logits(new int[] {1})).hasMessageContaining("behind an endpoint");
            assertThat(kit().stores().runs().list().runs()).isEmpty();
            assertThat(endpoint.asked).isEmpty();
        }
        assertThatThrownBy(() -> kit().model("openai:m@https://api.example/v1"))
                .hasMessageContaining("--offline and CROSSLENS_OFFLINE forbid");
    }

    @Test
    void theKeyIsInNoFileAndNoOutput() throws Exception {
        LocalEndpoint.Script script = (n, asked, answer) -> answer.send(
                n == 4 ? 403 : 200,
                n == 4
                        ? "{\"error\":{\"message\":\"bad " + asked.authorization() + "\"}}"
                        : LocalEndpoint.chat(asked.authorization() + " said so"));
        try (LocalEndpoint endpoint = new LocalEndpoint(script)) {
            String output = crosslens(name(endpoint), 1) + crosslens(name(endpoint), 0);
            assertThat(endpoint.asked).allMatch(a -> a.authorization().equals("Bearer " + KEY));
            assertThat(output).contains("bad Bearer [key]").doesNotContain(KEY);
            assertThat(files(folder))
                    .hasSizeGreaterThan(6)
                    .anyMatch(text -> text.contains("Bearer [key] said so"))
                    .noneMatch(text -> text.contains(KEY));
        }
    }

    @Test
    void aRunThatWasKilledGoesOnAndPaysForNothingTwice() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        LocalEndpoint.Script script = (n, asked, answer) -> {
            if (n == 5) {
                enough.countDown();
                answer.leave();
            } else {
                answer.send(200, LocalEndpoint.chat("x"));
            }
        };
        try (LocalEndpoint endpoint = new LocalEndpoint(script)) {
            Process process = start(name(endpoint), folder.resolve("killed.txt"));
            assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(answers()).hasSize(5);
            crosslens(name(endpoint), 0);
            // en-en, en-de and de-de, formats v1 and v2, four items: 24 answers, and the one that was under way is
            // asked again.
            assertThat(answers()).hasSize(24);
            assertThat(endpoint.asked).hasSize(25);
        }
    }

    /** Runs the command line as a process of its own, which has the key in its environment; everything it writes is under the folder. */
    private String crosslens(String model, int expected) throws Exception {
        Path output = folder.resolve("output-" + expected + ".txt");
        Process process = start(model, output);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isEqualTo(expected);
        return text;
    }

    private Process start(String model, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "crosslens.cli.Main",
                "study",
                "--verbose",
                "--data",
                "sample",
                "--model",
                model,
                "--languages",
                "en,de",
                "--limit",
                "4",
                "--shots",
                "0",
                "--parallel",
                "1",
                "--runs",
                folder.resolve("runs").toString(),
                "--figures",
                folder.resolve("figures").toString());
        builder.environment().put("CROSSLENS_API_KEY", KEY);
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private static List<String> files(Path root) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return texts;
    }
}
