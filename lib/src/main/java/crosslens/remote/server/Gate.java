package crosslens.remote.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/** Who may ask. Looks at the head of a request alone, before any of its body is read. */
record Gate(Optional<String> key) {
    private static final String BEARER = "Bearer ";

    /**
     * Lets a request pass.
     *
     * @throws ApiError if it lacks the key; without a key, if it may come from a web page, which could otherwise use a server on the reader's own machine
     */
    void check(HttpServerExchange exchange) throws ApiError {
        if (key.isPresent()) {
            String given = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
            byte[] expected = (BEARER + key.get()).getBytes(StandardCharsets.UTF_8);
            if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected)) {
                throw ApiError.of(401, "invalid_api_key", "the key is missing or wrong");
            }
        } else if (!isLocalName(exchange.getHostName())) {
            throw ApiError.of(403, "forbidden", "without a key this server answers to the name localhost alone");
        }
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (exchange.getRequestMethod().equals(Methods.POST)
                && (type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith("application/json"))) {
            throw ApiError.of(415, "unsupported_media_type", "send Content-Type: application/json");
        }
    }

    private static boolean isLocalName(String host) {
        return host != null
                && (host.equals("localhost")
                        || host.equals("::1")
                        || host.equals("[::1]")
                        || host.matches("127(\\.\\d{1,3}){3}"));
    }
}
