package crosslens.remote.server;

import com.fasterxml.jackson.databind.node.TextNode;
import crosslens.lm.LanguageModel;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
    private final Service service;
    private final Semaphore room;
    private final Undertow http;
    private final AtomicLong requests = new AtomicLong();

    private ModelServer(LanguageModel model, ServerOptions options) {
        this.model = model;
        this.options = options;
        this.gate = new Gate(options.key());
        this.desk = new Desk(model);
        this.service = new Service(desk, model.card());
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
            service.check(ask);
            String id = (chat ? "chatcmpl-" : "cmpl-") + requests.incrementAndGet();
            Replies replies = new Replies(id, Instant.now().getEpochSecond(), model.card(), ask);
            if (!ask.stream()) {
                json(exchange, replies.whole(service.whole(ask)));
            } else if (ask.generated() && ask.logProbs().isEmpty()) {
                new EventStream(exchange, replies).live(service, new LiveAnswer(desk, ask));
            } else {
                new EventStream(exchange, replies).whole(service.whole(ask));
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

    private static void json(HttpServerExchange exchange, String json) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(json, StandardCharsets.UTF_8);
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
