package crosslens.remote;

import crosslens.data.ProxySettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Sends requests to one endpoint, each once. For several threads. */
final class Wire {
    private static final int LARGEST_REPLY = 16 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(20);

    private final EndpointAddress address;
    private final ApiKey key;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * What became of one request.
     *
     * @param status 0 if the reply failed
     * @param headers null if the reply failed
     * @param body what came of it, without the key
     * @param problem why it failed, or empty
     */
    record Arrived(Fate fate, int status, HttpHeaders headers, String body, String problem) {}

    /** How far a request came. */
    enum Fate {
        WHOLE,
        CUT_OFF,
        LATE,
        /** Something came that is not HTTP. */
        GARBLED,
        UNREACHABLE
    }

    Wire(EndpointAddress address, ApiKey key, Duration timeout, Map<String, String> environment) {
        this.address = address;
        this.key = key;
        this.timeout = timeout;
        HttpClient.Builder builder = HttpClient.newBuilder()
                // Some servers take the offer of HTTP/2 on a plain connection for an error.
                .version(HttpClient.Version.HTTP_1_1)
                // A redirect would carry the key to another place.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT);
        client = builder.proxy(address.isLoopback() ? ProxySelector.of(null) : ProxySettings.of(environment))
                .build();
    }

    /** Posts JSON; interrupting the thread cancels the request. */
    Arrived post(String path, String json) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.of(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(json));
        if (key.isPresent()) {
            request.header("Authorization", key.header());
        }
        BoundedBody collected = new BoundedBody(LARGEST_REPLY);
        CompletableFuture<HttpResponse<BoundedBody.Body>> reply = client.sendAsync(request.build(), info -> collected);
        try {
            HttpResponse<BoundedBody.Body> response = reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            BoundedBody.Body body = response.body();
            return new Arrived(
                    body.whole() ? Fate.WHOLE : Fate.CUT_OFF,
                    response.statusCode(),
                    response.headers(),
                    key.blot(body.text()),
                    "");
        } catch (TimeoutException e) {
            return new Arrived(Fate.LATE, 0, null, key.blot(collected.soFar()), "");
        } catch (ExecutionException e) {
            String problem = key.blot(String.valueOf(e.getCause().getMessage()));
            return new Arrived(fate(e.getCause()), 0, null, key.blot(collected.soFar()), problem);
        } finally {
            reply.cancel(true);
        }
    }

    private static Fate fate(Throwable problem) {
        if (problem instanceof ProtocolException) {
            return Fate.GARBLED;
        }
        boolean unreachable = problem instanceof ConnectException
                || problem instanceof HttpConnectTimeoutException
                || problem instanceof UnknownHostException
                || problem instanceof UnresolvedAddressException
                || problem instanceof SSLException;
        return unreachable || !(problem instanceof IOException) ? Fate.UNREACHABLE : Fate.CUT_OFF;
    }
}
