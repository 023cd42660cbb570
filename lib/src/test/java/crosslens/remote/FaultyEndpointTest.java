package crosslens.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 5 000 requests to a server that fails in every way it can; what it does to a request depends on the prompt and the attempt alone. */
class FaultyEndpointTest {
    private static final int REQUESTS = 5000;
    private static final EndpointOptions OPTIONS = EndpointOptions.DEFAULT
            .withParallel(24)
            .withTimeout(Duration.ofSeconds(3))
            .withRetry(new Retry(6, Duration.ofMillis(1), Duration.ofMillis(4)));

    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> served = new ConcurrentHashMap<>();

    private void script(int number, LocalEndpoint.Asked asked, LocalEndpoint.Answer answer) throws IOException {
        String prompt = asked.prompt();
        int attempt = attempts.computeIfAbsent(prompt, p -> new AtomicInteger()).getAndIncrement();
        int item = Integer.parseInt(prompt.substring(1));
        // Twenty prompts fail for good; the others at most four times, so the fifth attempt counts.
        int fault = item % 250 == 7 ? item / 250 % 3 : attempt == 4 ? 9 : new Random(item * 7L + attempt).nextInt(20);
        switch (fault) {
            case 0 -> answer.send(500, "<h1>Internal error</h1>");
            case 1 -> answer.cut("{\"model\":\"m-1\",\"choices\":[{");
            case 2 -> answer.send(200, "<html>maintenance</html>");
            case 3 -> answer.header("Retry-After", "0").send(429, "{\"error\":{\"message\":\"slow down\"}}");
            case 4 -> answer.hangUp();
            case 5 -> answer.send(200, "{\"error\":{\"code\":503,\"message\":\"overloaded\"}}");
            default -> {
                if (item % 1000 == 3 && attempt == 0) {
                    answer.leave();
                } else {
                    served.computeIfAbsent(prompt, p -> new AtomicInteger()).incrementAndGet();
                    answer.send(200, LocalEndpoint.chat("answer to " + prompt));
                }
            }
        }
    }

    private static List<Request> requests(Set<String> without) {
        return IntStream.range(0, REQUESTS)
                .mapToObj(i -> "p" + i)
                .filter(id -> !without.contains(id))
                .map(id -> new Request(id, Prompt.plain(id)))
                .toList();
    }

    @Test
    void nothingIsLostOrDoubledAndAKilledRunGoesOn() throws Exception {
        Map<String, Generation> answers = new HashMap<>();
        try (LocalEndpoint endpoint = new LocalEndpoint(this::script)) {
            try (EndpointModel model = endpoint.model(OPTIONS)) {
                assertThatThrownBy(() -> model.generate(requests(Set.of()), GenerationSettings.of(Style.CHAT), a -> {
                            assertThat(answers.put(a.id(), a)).isNull();
                            if (answers.size() == 2000) {
                                Thread.currentThread().interrupt();
                            }
                        }))
                        .isInstanceOf(InterruptedException.class);
            }
            assertThat(answers).hasSizeBetween(2000, 3000);
            try (EndpointModel model = endpoint.model(OPTIONS)) {
                model.generate(
                        requests(new HashSet<>(answers.keySet())),
                        GenerationSettings.of(Style.CHAT),
                        a -> assertThat(answers.put(a.id(), a)).isNull());
            }
        }
        assertThat(answers).hasSize(REQUESTS);
        Map<StopReason, Long> stops =
                answers.values().stream().collect(Collectors.groupingBy(Generation::stop, Collectors.counting()));
        // Items 7, 257, 507 … 4757: of the twenty, those with number 0, 3, … 18 get 500, 1, 4, … 19 are cut, 2, 5, … 17
        // are HTML.
        assertThat(stops)
                .isEqualTo(Map.of(
                        StopReason.EOS, REQUESTS - 20L,
                        StopReason.SERVER_ERROR, 7L,
                        StopReason.CUT_OFF, 7L,
                        StopReason.NOT_JSON, 6L));
        answers.forEach((id, answer) -> {
            if (!answer.stop().isFailure()) {
                assertThat(answer.text()).isEqualTo("answer to " + id);
                assertThat(answer.reply()).isEqualTo(LocalEndpoint.chat("answer to " + id));
            }
        });
        // Only what was under way when the first call was interrupted can have been answered twice.
        long twice = served.values().stream().filter(n -> n.get() > 1).count();
        assertThat(twice).isLessThanOrEqualTo(OPTIONS.parallel());
        assertThat(served.values()).allMatch(n -> n.get() <= 2);
    }
}
