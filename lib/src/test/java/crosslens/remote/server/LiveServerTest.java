package crosslens.remote.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.lm.AnswerListener;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.ModelCard;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams of a model that says one byte of its answer whenever the test allows it. */
class LiveServerTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final Speaker model = new Speaker();
    private ModelServer server;

    /** Answers with its prompt, byte by byte, over and over; one byte for every permit. */
    private static final class Speaker implements LanguageModel {
        private final BlockingQueue<String> permits = new LinkedBlockingQueue<>();
        private final Map<String, Integer> bytes = new HashMap<>();
        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        public ModelCard card() {
            return new ModelCard("speaker", "0123456789abcdef0123", "none", 0, 100, "f32", true);
        }

        @Override
        public void generate(List<Request> requests, GenerationSettings settings, Consumer<Generation> sink) {
            throw new AssertionError("nobody listens");
        }

        @Override
        public void generate(
                List<Request> requests, GenerationSettings settings, AnswerListener listener, Consumer<Generation> sink)
                throws InterruptedException {
            for (Request request : requests) {
                byte[] text = request.prompt().text().repeat(10).getBytes(StandardCharsets.UTF_8);
                int said = 0;
                String soFar = "";
                boolean more = true;
                while (more && said < Math.min(settings.maxTokens(), text.length)) {
                    if (permits.take().equals("break")) {
                        throw new IllegalStateException("a secret of the engine");
                    }
                    said++;
                    soFar = new String(Arrays.copyOf(text, said), StandardCharsets.UTF_8);
                    more = listener.accept(request.id(), soFar);
                }
                bytes.put(request.prompt().text(), said);
                sink.accept(new Generation(request.id(), "", 1, List.of(), soFar, StopReason.LENGTH, Double.NaN));
            }
            over.countDown();
        }

        void allow(int count) {
            for (int i = 0; i < count; i++) {
                permits.add("go");
            }
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() throws IOException {
        server = ModelServer.start(model, ServerOptions.DEFAULT.withAddress("localhost", 0, Optional.empty()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** One request over a socket of its own; the reply's events as they come. */
    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client(String path, String body) throws IOException {
            socket = new Socket(InetAddress.getByName("localhost"), server.port());
            socket.setSoTimeout(20_000);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + bytes.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String event() throws IOException {
            String line = in.readLine();
            while (line != null && !line.startsWith("data: ")) {
                line = in.readLine();
            }
            return line == null ? null : line.substring(6);
        }

        String text() throws IOException {
            JsonNode choice = JSON.readTree(event()).at("/choices/0");
            return choice.has("delta")
                    ? choice.at("/delta/content").asText()
                    : choice.get("text").textValue();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void piecesComeWhileTheAnswerGrowsAndNeverHalfACharacter() throws Exception {
        try (Client client = new Client(
                "/v1/chat/completions",
                "{\"model\":\"speaker\",\"stream\":true,\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"aน😀\"}]}")) {
            model.allow(1);
            assertThat(client.text()).isEmpty(); // the role
            assertThat(client.text()).isEqualTo("a");
            model.allow(3); // three bytes of the Thai letter
            assertThat(client.text()).isEqualTo("น");
            model.allow(1); // a quarter of the emoji, and the limit
            assertThat(client.text()).isEqualTo("\uFFFD");
            assertThat(JSON.readTree(client.event())
                            .at("/choices/0/finish_reason")
                            .textValue())
                    .isEqualTo("length");
            assertThat(client.event()).isEqualTo("[DONE]");
        }
    }

    @Test
    void anAnswerEndsAtItsStopTextAndTheEchoComesFirst() throws Exception {
        model.allow(100);
        try (Client client = new Client(
                "/v1/completions",
                "{\"model\":\"speaker\",\"stream\":true,\"max_tokens\":50,\"echo\":true,\"stop\":\"ca\",\"prompt\":\"abc\"}")) {
            List<String> pieces = new ArrayList<>();
            String event = client.event();
            while (!event.equals("[DONE]")) {
                pieces.add(JSON.readTree(event).at("/choices/0/text").textValue());
                event = client.event();
            }
            assertThat(pieces).containsExactly("abc", "a", "b", "");
            assertThat(model.bytes).containsExactly(Map.entry("abc", 4)); // a, b, c, a: nothing is generated after it
        }
    }

    @Test
    void aClientThatLeavesEndsItsAnswer() throws Exception {
        try (Client client = new Client(
                "/v1/completions",
                "{\"model\":\"speaker\",\"stream\":true,\"max_tokens\":4000,\"prompt\":\"abcdefgh%s\"}"
                        .formatted("x".repeat(400)))) {
            model.allow(1);
            assertThat(client.text() + client.text()).isEqualTo("a");
        }
        // The socket is closed: a write or two later the server knows. The model gets its permits one by one.
        while (model.over.getCount() > 0) {
            model.allow(1);
            model.over.await(5, TimeUnit.MILLISECONDS);
        }
        assertThat(model.bytes.values()).allMatch(said -> said < 4000);
    }

    @Test
    void aModelThatFailsInTheMiddleIsTheLastEvent() throws Exception {
        try (Client client =
                new Client("/v1/completions", "{\"model\":\"speaker\",\"stream\":true,\"prompt\":\"abc\"}")) {
            model.allow(1);
            assertThat(client.text() + client.text()).isEqualTo("a");
            model.permits.add("break");
            String last = client.event();
            assertThat(JSON.readTree(last).at("/error/code").textValue()).isEqualTo("model_failed");
            assertThat(last).doesNotContain("secret");
        }
    }
}
