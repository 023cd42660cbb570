package crosslens.data;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Predicate;

/**
 * Asks web servers, patiently: follows redirects, and asks again after a pause where a server is busy (429, 5xx) or does not answer. Safe for use by
 * several threads.
 */
public final class WebClient {
    /** How long a server may stay silent. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    static final int ATTEMPTS = 5;
    private static final int MOST_REDIRECTS = 10;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(120);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> BUSY = Set.of(429, 500, 502, 503, 504);

    private final HttpClient client;
    private final Duration patience;
    private final Pause pause;

    /** Waits between attempts. */
    @FunctionalInterface
    public interface Pause {
        /** Lets so much time pass. */
        void await(Duration time) throws InterruptedException;
    }

    /** Asks through the proxies that the selector names. */
    public WebClient(ProxySelector proxies) {
        this(proxies, PATIENCE, time -> Thread.sleep(time.toMillis()));
    }

    /** As above, with its own patience towards silent servers and its own way to wait between attempts. */
    public WebClient(ProxySelector proxies, Duration patience, Pause pause) {
        this.client = HttpClient.newBuilder()
                .proxy(proxies)
                .followRedirects(HttpClient.Redirect.NEVER) // the platform's own following would hand the token on
                .connectTimeout(CONNECT)
                .build();
        this.patience = patience;
        this.pause = pause;
    }

    /**
     * Asks for a resource; whatever the status in the end, its answer is returned. The caller closes it.
     *
     * @param headers to send along
     * @param token sent to the server it is for and to no other
     * @throws IOException if the server cannot be reached or does not answer, or redirects without end
     */
    public WebAnswer get(URI address, Map<String, String> headers, Optional<BearerToken> token)
            throws IOException, InterruptedException {
        return get(address, headers, token, redirect -> false);
    }

    /**
     * As above, but follows no redirect whose own headers are {@code enough}; that redirect is then the answer.
     */
    public WebAnswer get(
            URI address, Map<String, String> headers, Optional<BearerToken> token, Predicate<HttpHeaders> enough)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Duration wait = Duration.ofSeconds(1L << attempt - 1);
            try {
                WebAnswer answer = follow(address, headers, token, enough);
                if (!BUSY.contains(answer.status()) || attempt == ATTEMPTS) {
                    return answer;
                }
                wait = retryAfter(answer).orElse(wait);
                if (wait.compareTo(LONGEST_PAUSE) > 0) {
                    return answer;
                }
                answer.close();
            } catch (SilenceException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException(e.getMessage() + ", at the last of " + ATTEMPTS + " attempts", e);
                }
            }
            pause.await(wait);
        }
    }

    /** A server that took the request and gave no answer; worth another attempt. */
    private static final class SilenceException extends IOException {
        private static final long serialVersionUID = 1L;

        SilenceException(String host, IOException cause) {
            super("no answer from " + host + " (" + cause.getMessage() + ")", cause);
        }
    }

    private WebAnswer follow(
            URI start, Map<String, String> headers, Optional<BearerToken> token, Predicate<HttpHeaders> enough)
            throws IOException, InterruptedException {
        List<HttpHeaders> passed = new ArrayList<>();
        URI address = start;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(address, headers, token);
            passed.add(response.headers());
            ArrivingBody body = ArrivingBody.of(response.body());
            Optional<String> location = response.headers().firstValue("Location");
            boolean last = !REDIRECTS.contains(response.statusCode()) || location.isEmpty();
            if (last || enough.test(response.headers())) {
                return new WebAnswer(address, response.statusCode(), passed, body, patience);
            }
            body.close();
            address = next(address, location.get());
        }
        throw new IOException(start + ": more than " + MOST_REDIRECTS + " redirects");
    }

    private static URI next(URI from, String location) throws IOException {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException(from.getHost() + " redirects to something that is no address", e);
        }
        boolean web = "https".equalsIgnoreCase(to.getScheme())
                || "http".equalsIgnoreCase(to.getScheme()) && "http".equalsIgnoreCase(from.getScheme());
        if (!web || to.getHost() == null) {
            throw new IOException(from.getHost() + " redirects to an address that is not followed (from "
                    + from.getScheme() + " to " + to.getScheme() + ")");
        }
        return to;
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(
            URI address, Map<String, String> headers, Optional<BearerToken> token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
        headers.forEach(request::header);
        token.filter(t -> t.isFor(address)).ifPresent(t -> request.header("Authorization", "Bearer " + t.secret()));
        String host = address.getHost();
        try {
            return client.send(request.build(), BodyHandlers.ofPublisher());
        } catch (HttpConnectTimeoutException | ConnectException | UnknownHostException e) {
            throw new IOException("cannot reach " + host + ": no network, or a proxy is needed (HTTPS_PROXY)", e);
        } catch (IOException e) {
            throw new SilenceException(host, e);
        }
    }

    private static Optional<Duration> retryAfter(WebAnswer answer) {
        Optional<String> text = answer.header("Retry-After").map(String::strip);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.get())));
        }
        try {
            Instant then = ZonedDateTime.parse(text.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), then);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
