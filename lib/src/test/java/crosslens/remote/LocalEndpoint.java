package crosslens.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on this machine that answers as a test says. */
public final class LocalEndpoint implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();
    static final Retry QUICK = new Retry(4, Duration.ofMillis(1), Duration.ofMillis(2));

    static {
        // Else head and body of a reply travel 40 ms apart.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpExchange> left = new CopyOnWriteArrayList<>();
    public final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** A request as it came. */
    public record Asked(String path, String query, String authorization, JsonNode body) {
        public String prompt() {
            return body.has("prompt")
                    ? body.get("prompt").textValue()
                    : body.at("/messages/0/content").textValue();
        }
    }

    public interface Script {
        /** @param number of the request, from 0 */
        public void answer(int number, Asked asked, Answer answer) throws IOException;
    }

    public LocalEndpoint(Script script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Asked request = new Asked(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().getQuery(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    JSON.readTree(exchange.getRequestBody()));
            int number;
            synchronized (asked) {
                number = asked.size();
                asked.add(request);
            }
            script.answer(number, request, new Answer(exchange));
        });
        server.start();
    }

    /** One exchange; exactly one of its methods is called. */
    public final class Answer {
        private final HttpExchange exchange;

        private Answer(HttpExchange exchange) {
            this.exchange = exchange;
        }

        public Answer header(String name, String value) {
            exchange.getResponseHeaders().add(name, value);
            return this;
        }

        public void send(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }

        /** Promises more than it sends. */
        public void cut(String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length + 100);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            exchange.close();
        }

        /** Ends the connection without a word. */
        public void hangUp() {
            exchange.close();
        }

        /** Never answers. */
        public void leave() {
            left.add(exchange);
        }
    }

    /** A chat reply. */
    public static String chat(String text) {
        return chat(text, "stop", "m-1");
    }

    public static String chat(String text, String finish, String model) {
        return reply(Map.of("message", Map.of("role", "assistant", "content", text), "finish_reason", finish), model);
    }

    public static String completion(String text) {
        return reply(Map.of("text", text, "finish_reason", "stop"), "m-1");
    }

    private static String reply(Map<String, Object> choice, String model) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "model",
                    model,
                    "system_fingerprint",
                    "fp_7",
                    "choices",
                    List.of(choice),
                    "usage",
                    Map.of("prompt_tokens", 10, "completion_tokens", 3)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1";
    }

    EndpointModel model(EndpointOptions options) {
        return model(options, Map.of());
    }

    EndpointModel model(EndpointOptions options, Map<String, String> environment) {
        return EndpointModel.of(EndpointAddress.parse("openai:m@" + url()), options, environment);
    }

    @Override
    public void close() {
        left.forEach(HttpExchange::close);
        server.stop(0);
        threads.shutdownNow();
    }
}
