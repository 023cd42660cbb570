package crosslens.remote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.ModelCard;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol, by a client that knows nothing of the kit. */
class ModelServerTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ServerOptions ANY_PORT = ServerOptions.DEFAULT.withAddress("localhost", 0, Optional.empty());

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Repeater model = new Repeater();
    private ModelServer server;

    /** Answers every prompt with itself, twice; holds answers back while its gate is shut. */
    private static final class Repeater implements LanguageModel {
        private final List<List<String>> asked = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch begun = new CountDownLatch(1);
        private CountDownLatch gate = new CountDownLatch(0);

        @Override
        public ModelCard card() {
            return new ModelCard("rep", "0123456789abcdef0123", "none", 0, 100, "f32", true);
        }

        @Override
        public void generate(List<Request> requests, GenerationSettings settings, Consumer<Generation> sink)
                throws InterruptedException {
            asked.add(requests.stream().map(r -> r.prompt().text()).sorted().toList());
            begun.countDown();
            gate.await();
            if (requests.stream().anyMatch(r -> r.prompt().text().equals("bad"))) {
                throw new IllegalArgumentException("a bad prompt");
            }
            for (Request request : requests) {
                String text = request.prompt().text();
                StopReason stop = text.equals("long") ? StopReason.TOO_LONG : StopReason.LENGTH;
                sink.accept(new Generation(
                        request.id(),
                        "",
                        7,
                        List.of(1, 2, 3),
                        text + "|" + text,
                        stop,
                        text.equals("nan") ? Double.NaN : 0.5));
            }
        }

        @Override
        public void close() {
            throw new IllegalStateException("the server closes what it did not open");
        }
    }

    private void start(ServerOptions options) throws IOException {
        server = ModelServer.start(model, options);
    }

    @AfterEach
    void stop() {
        model.gate.countDown();
        if (server != null) {
            server.close();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    @Test
    void answersAChatRequest() throws Exception {
        start(ANY_PORT);
        HttpResponse<String> reply = post(
                "/v1/chat/completions",
                "{\"model\":\"rep\",\"messages\":[{\"role\":\"user\",\"content\":\"Grüß dich\"}],\"temperature\":0}");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode json = JSON.readTree(reply.body());
        assertThat(json.at("/choices/0/message/content").textValue()).isEqualTo("Grüß dich|Grüß dich");
        assertThat(json.at("/choices/0/finish_reason").textValue()).isEqualTo("length");
        assertThat(json.at("/choices/0/crosslens_margin").doubleValue()).isEqualTo(0.5);
        assertThat(json.at("/usage").toString())
                .isEqualTo("{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}");
        assertThat(json.at("/model").textValue()).isEqualTo("rep");
        assertThat(json.at("/system_fingerprint").textValue()).isEqualTo("0123456789abcdef");
        assertThat(json.at("/object").textValue()).isEqualTo("chat.completion");
    }

    @Test
    void endsACompletionBeforeItsStopText() throws Exception {
        start(ANY_PORT);
        JsonNode json = JSON.readTree(post(
                        "/v1/completions",
                        "{\"model\":\"rep\",\"prompt\":\"abc\",\"max_tokens\":9,\"stop\":[\"x\",\"c|\"]}")
                .body());
        assertThat(json.at("/choices/0/text").textValue()).isEqualTo("ab");
        assertThat(json.at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(json.at("/object").textValue()).isEqualTo("text_completion");
    }

    @Test
    void streamsEvents() throws Exception {
        start(ANY_PORT);
        HttpResponse<String> reply = post(
                "/v1/chat/completions",
                "{\"model\":\"rep\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\"a\\nb\"}]}");
        assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        String[] events = reply.body().split("\n\n");
        assertThat(events).hasSize(5).allMatch(e -> e.startsWith("data: ") && e.indexOf('\n') < 0);
        assertThat(JSON.readTree(events[0].substring(6)).at("/choices/0/delta").toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(JSON.readTree(events[1].substring(6))
                        .at("/choices/0/delta/content")
                        .textValue())
                .isEqualTo("a\nb|a\nb");
        assertThat(JSON.readTree(events[2].substring(6))
                        .at("/choices/0/finish_reason")
                        .textValue())
                .isEqualTo("length");
        assertThat(JSON.readTree(events[3].substring(6))
                        .at("/usage/total_tokens")
                        .intValue())
                .isEqualTo(10);
        assertThat(events[4]).isEqualTo("data: [DONE]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/completions | {\"model\":\"rep\",\"prompt\":\"a\",\"temperature\":0.7} | 400 | temperature must be 0",
                "/v1/completions | {\"model\":\"rep\",\"prompt\":\"a\",\"n\":2} | 400 | n must be 1",
                "/v1/completions | {\"model\":\"rep\",\"prompt\":\"a\",\"logprobs\":1} | 400 | this model tells no log-probabilities",
                "/v1/completions | {\"model\":\"rep\",\"prompt\":\"a\",\"logprobs\":21} | 400 | logprobs must be 0 to 20",
                "/v1/completions | {\"model\":\"rep\",\"prompt\":\"a\",\"echo\":1} | 400 | echo must be true or false",
                "/v1/completions | {\"model\":\"rep\",\"prompt\":\"a\",\"echo\":true,\"max_tokens\":-1} | 400 | max_tokens must be 0 to 4096",
                "/v1/chat/completions | {\"model\":\"rep\",\"echo\":true} | 400 | echo is for completions",
                "/v1/chat/completions | {\"model\":\"rep\",\"top_logprobs\":2,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} | 400 | needs logprobs to be true",
                "/v1/completions | {\"model\":\"rep\",\"prompt\":\"a\",\"max_tokens\":0} | 400 | max_tokens must be 1 to 4096",
                "/v1/completions | {\"model\":\"rep\",\"prompt\":[\"a\",\"b\"]} | 400 | prompt must be one text",
                "/v1/completions | {\"model\":\"rep\",\"prompt\":\"bad\"} | 400 | a bad prompt",
                "/v1/completions | {\"model\":\"rep\",\"prompt\":\"long\"} | 400 | context length is 100",
                "/v1/completions | {\"model\":\"gpt\",\"prompt\":\"a\"} | 404 | the model here is rep",
                "/v1/completions | {\"model\":\"rep\" | 400 | is not JSON",
                "/v1/completions | [] | 400 | must be a JSON object",
                "/v1/chat/completions | {\"model\":\"rep\",\"messages\":[]} | 400 | one message of role user",
                "/v1/chat/completions | {\"model\":\"rep\",\"messages\":[{\"role\":\"system\",\"content\":\"a\"}]} | 400 | one message of role user",
                "/v1/embeddings | {} | 404 | there are /v1/chat/completions",
            })
    void whatCannotBeServedIsRefusedInWords(String path, String body, int status, String message) throws Exception {
        start(ANY_PORT);
        HttpResponse<String> reply = post(path, body);
        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(reply.body()).at("/error/message").textValue()).contains(message);
    }

    @Test
    void wantsItsKeyWhereOneIsSet() throws Exception {
        String key = "a-key-of-enough-length";
        start(ServerOptions.DEFAULT.withAddress("localhost", 0, Optional.of(key)));
        String body = "{\"model\":\"rep\",\"prompt\":\"a\"}";
        assertThat(post("/v1/completions", body).statusCode()).isEqualTo(401);
        for (String given : List.of("Bearer wrong", key, "Bearer " + key)) {
            int status = client.send(
                            request("/v1/completions")
                                    .header("Authorization", given)
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).isEqualTo(given.equals("Bearer " + key) ? 200 : 401);
        }
        assertThat(server.toString() + ServerOptions.DEFAULT.withAddress("localhost", 0, Optional.of(key)))
                .doesNotContain(key);
        assertThatThrownBy(() -> ServerOptions.DEFAULT.withAddress("0.0.0.0", 0, Optional.empty()))
                .hasMessageContaining("it needs a key, in CROSSLENS_SERVE_KEY");
    }

    @Test
    void aWebPageCannotUseAServerWithoutAKey() throws Exception {
        start(ANY_PORT);
        // What a page may send without asking first is text/plain; a name that leads here by a trick of DNS is not
        // localhost.
        HttpResponse<String> plain = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/v1/completions"))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{\"model\":\"rep\",\"prompt\":\"a\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(plain.statusCode()).isEqualTo(415);
        try (Socket socket = new Socket(InetAddress.getByName("localhost"), server.port())) {
            socket.getOutputStream()
                    .write("GET /v1/models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(model.asked).isEmpty();
    }

    @Test
    void requestsThatWaitAreAskedTogetherAndOnesTooManyAreTurnedAway() throws Exception {
        model.gate = new CountDownLatch(1);
        start(ANY_PORT.withLimits(4, 1000));
        List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
        replies.add(send("first"));
        assertThat(model.begun.await(20, TimeUnit.SECONDS)).isTrue();
        // Three more find room; of three further ones each is turned away at once, so their answers tell when the
        // others wait.
        List<CompletableFuture<HttpResponse<String>>> later = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            later.add(send("later" + i));
        }
        List<HttpResponse<String>> refused = new ArrayList<>();
        while (refused.size() < 3) {
            var done = CompletableFuture.anyOf(later.toArray(CompletableFuture[]::new));
            done.get(20, TimeUnit.SECONDS);
            for (var reply : List.copyOf(later)) {
                if (reply.isDone()) {
                    refused.add(reply.get());
                    later.remove(reply);
                }
            }
        }
        assertThat(refused).hasSize(3).allSatisfy(reply -> {
            assertThat(reply.statusCode()).isEqualTo(429);
            assertThat(reply.headers().firstValue("Retry-After")).contains("1");
        });
        model.gate.countDown();
        replies.addAll(later);
        for (var reply : replies) {
            assertThat(reply.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(model.asked.get(0)).containsExactly("first");
        assertThat(model.asked.stream().mapToInt(List::size).sum()).isEqualTo(4);
    }

    private CompletableFuture<HttpResponse<String>> send(String prompt) {
        return client.sendAsync(
                request("/v1/completions")
                        .POST(BodyPublishers.ofString("{\"model\":\"rep\",\"prompt\":\"" + prompt + "\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aRequestTooLargeIsRefused() throws Exception {
        start(ANY_PORT.withLimits(4, 1000));
        String body = "{\"model\":\"rep\",\"prompt\":\"" + "a".repeat(2000) + "\"}";
        assertThat(post("/v1/completions", body).statusCode()).isEqualTo(413);
    }

    @Test
    void aPortThatIsTakenIsOneClearError() throws Exception {
        start(ANY_PORT);
        assertThatIOException()
                .isThrownBy(() -> ModelServer.start(
                        model, ServerOptions.DEFAULT.withAddress("localhost", server.port(), Optional.empty())))
                .withMessageContaining("port " + server.port() + " of localhost is taken");
    }
}
