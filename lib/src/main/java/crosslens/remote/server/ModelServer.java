package crosslens.remote.server;

import com.fasterxml.jackson.databind.node.TextNode;
import crosslens.lm.Generation;
import crosslens.lm.LanguageModel;
import crosslens.lm.StopReason;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.xnio.Options;

/**
 * An OpenAI-compatible server of one model: {@code /v1/chat/completions}, {@code /v1/completions}, {@code /v1/models}.
 *
 * <p>Requests that wait at the same time are asked together. Answers are always the likeliest; what a request asks for beyond that is refused, never
 * ignored where it would change the answer. Closing the server ends it and leaves the model open: it stays its opener's.
 */
public final class ModelServer implements AutoCloseable {
    /** The variable that the command line reads the server's key from. */
    public static final String KEY_VARIABLE = "CROSSLENS_SERVE_KEY";

    private static final int READ_MILLIS = 30_000;
    private static final int IDLE_MILLIS = 60_000;
    private static final int HEAD_BYTES = 16 << 10;

    private final LanguageModel model;
    private final ServerOptions options;
    private final Gate gate;
    private final Desk desk;
    private final Semaphore room;
    private final Undertow http;
    private final AtomicLong requests = new AtomicLong();

    private ModelServer(LanguageModel model, ServerOptions options) {
        this.model = model;
        this.options = options;
        this.gate = new Gate(options.key());
        this.desk = new Desk(model);
        this.room = new Semaphore(options.queue());
        HttpHandler answering = new BlockingHandler(this::answer);
        http = Undertow.builder()
                .addHttpListener(options.port(), options.host(), exchange -> route(exchange, answering))
                .setIoThreads(1)
                .setWorkerThreads(options.queue())
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, options.largestRequest())
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, HEAD_BYTES)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, READ_MILLIS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS)
                .setSocketOption(Options.READ_TIMEOUT, READ_MILLIS)
                .build();
    }

    /**
     * Begins to serve a model, which no one else may use until the server is closed.
     *
     * @throws IOException if the port is taken
     */
    public static ModelServer start(LanguageModel model, ServerOptions options) throws IOException {
        ModelServer server = new ModelServer(model, options);
        boolean started = false;
        try {
            server.http.start();
            started = true;
            return server;
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof BindException) {
                throw new IOException(
                        "port " + options.port() + " of " + options.host() + " is taken: choose another", e);
            }
            throw e;
        } finally {
            if (!started) {
                server.desk.close();
            }
        }
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) http.getListenerInfo().get(0).getAddress()).getPort();
    }

    private void route(HttpServerExchange exchange, HttpHandler answering) throws Exception {
        try {
            gate.check(exchange);
            String path = exchange.getRequestPath();
            if (path.equals("/v1/models") && exchange.getRequestMethod().equals(Methods.GET)) {
                json(
                        exchange,
                        "{\"object\":\"list\",\"data\":[{\"id\":"
                                + quoted(model.card().name())
                                + ",\"object\":\"model\",\"created\":0,\"owned_by\":\"crosslens\"}]}");
            } else if (!path.equals("/v1/chat/completions") && !path.equals("/v1/completions")) {
                throw ApiError.of(404, "not_found", "there are /v1/chat/completions, /v1/completions and /v1/models");
            } else if (!exchange.getRequestMethod().equals(Methods.POST)) {
                throw ApiError.of(405, "method_not_allowed", "use POST");
            } else {
                if (!room.tryAcquire()) {
                    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, 1);
                    throw ApiError.of(429, "queue_full", options.queue() + " requests are under way: come again later");
                }
                exchange.addExchangeCompleteListener((done, next) -> {
                    room.release();
                    next.proceed();
                });
                answering.handleRequest(exchange);
            }
        } catch (ApiError e) {
            send(exchange, e);
        }
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private void answer(HttpServerExchange exchange) throws IOException {
        try {
            boolean chat = exchange.getRequestPath().equals("/v1/chat/completions");
            Ask ask = Ask.read(chat, body(exchange), options.mostTokens());
            if (!ask.model().equals(model.card().name())) {
                throw ApiError.of(
                        404,
                        "model_not_found",
                        "the model here is " + model.card().name());
            }
            if (chat && !model.card().chat()) {
                throw ApiError.of(400, "no_chat_template", "the model has no chat template: use /v1/completions");
            }
            Generation answer = generate(ask);
            String id = (chat ? "chatcmpl-" : "cmpl-") + requests.incrementAndGet();
            Replies replies = new Replies(id, Instant.now().getEpochSecond(), model.card(), ask, answer);
            if (ask.stream()) {
                stream(exchange, replies);
            } else {
                json(exchange, replies.whole());
            }
        } catch (ApiError e) {
            send(exchange, e);
        }
    }

    private byte[] body(HttpServerExchange exchange) throws ApiError, IOException {
        try {
            return exchange.getInputStream().readAllBytes();
        } catch (RequestTooBigException e) {
            exchange.setPersistent(false);
            throw ApiError.of(
                    413, "request_too_large", "a request may have " + options.largestRequest() + " bytes at most");
        }
    }

    private Generation generate(Ask ask) throws ApiError {
        CompletableFuture<Generation> coming = desk.ask(ask.prompt(), ask.settings());
        Generation answer;
        try {
            answer = coming.get();
        } catch (InterruptedException | CancellationException e) {
            coming.cancel(false);
            throw ApiError.of(503, "shutting_down", "the server is being closed");
        } catch (ExecutionException e) {
            boolean caller = e.getCause() instanceof IllegalArgumentException;
            throw ApiError.of(
                    caller ? 400 : 500,
                    caller ? "invalid_request" : "model_failed",
                    caller ? e.getCause().getMessage() : "the model failed");
        }
        if (answer.stop() == StopReason.TOO_LONG) {
            throw ApiError.of(
                    400,
                    "context_length_exceeded",
                    "the prompt has " + answer.promptTokens() + " tokens; the model's context length is "
                            + model.card().contextLength());
        }
        if (answer.stop() == StopReason.ERROR) {
            throw ApiError.of(500, "model_failed", "the model computed no numbers");
        }
        return answer;
    }

    private static void json(HttpServerExchange exchange, String json) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(json, StandardCharsets.UTF_8);
    }

    private static void stream(HttpServerExchange exchange, Replies replies) throws IOException {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-cache");
        try (OutputStream out = exchange.getOutputStream()) {
            for (String event : replies.events()) {
                out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpServerExchange exchange, ApiError error) {
        exchange.setStatusCode(error.status());
        json(exchange, error.json());
    }

    /** Ends the server: waiting requests are told so, the one being computed ends between two steps. */
    @Override
    public void close() {
        desk.close();
        http.stop();
    }
}
