package crosslens.remote.server;

import crosslens.lm.Generation;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A reply as server-sent events. Serves one request. */
record EventStream(HttpServerExchange exchange, Replies replies) {
    private static final String DONE = "[DONE]";

    /** Sends an answer that is there. */
    void whole(Service.Answered answered) throws IOException {
        try (OutputStream out = open()) {
            send(out, replies.events(answered));
            send(out, List.of(DONE));
        }
    }

    /**
     * Sends an answer while it grows. Where the client is gone, the answer ends at its next token.
     *
     * @throws ApiError if there is no answer; once a piece was sent, the error comes as the last event instead
     */
    void live(Service service, LiveAnswer coming) throws ApiError, IOException {
        try {
            String piece = coming.next();
            if (piece.isEmpty()) {
                service.finished(coming.answer());
            }
            try (OutputStream out = open()) {
                grow(out, service, coming, piece);
            }
        } catch (InterruptedException e) {
            throw ApiError.of(503, "shutting_down", "the server is being closed");
        } finally {
            coming.answer().cancel(false);
        }
    }

    private void grow(OutputStream out, Service service, LiveAnswer coming, String firstPiece) throws IOException {
        try {
            send(out, List.of(replies.piece(replies.echoed(), true)));
            for (String piece = firstPiece; !piece.isEmpty(); piece = coming.next()) {
                send(out, List.of(replies.piece(piece, false)));
            }
            Generation answer = service.finished(coming.answer());
            String rest = coming.rest(answer);
            if (!rest.isEmpty()) {
                send(out, List.of(replies.piece(rest, false)));
            }
            send(out, replies.last(answer));
            send(out, List.of(DONE));
        } catch (ApiError e) {
            send(out, List.of(e.json()));
        } catch (InterruptedException e) {
            send(
                    out,
                    List.of(ApiError.of(503, "shutting_down", "the server is being closed")
                            .json()));
        }
    }

    private OutputStream open() {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-cache");
        return exchange.getOutputStream();
    }

    private static void send(OutputStream out, List<String> events) throws IOException {
        for (String event : events) {
            out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
