package crosslens.checkpoint;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import crosslens.text.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Two local servers that behave as the model hub and the store of its large files do. Files named {@code *.safetensors} or {@code *.gguf} lie in the store,
 * behind a redirect to another host and port; others are served by the hub itself. Faults can be switched on.
 */
final class HubServer implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final String ID = "some-org/tiny.model-1";

    final Map<String, byte[]> files = new TreeMap<>();
    final Map<String, String> branches = new ConcurrentHashMap<>(Map.of("main", COMMIT));
    /** Every request: server, method, path, and whether a token came along. */
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    /** How many of the next answers with a large file's content stop in the middle. */
    final AtomicInteger cuts = new AtomicInteger();
    /** How many of the next contents of large files have a wrong byte. */
    final AtomicInteger wrongBytes = new AtomicInteger();
    /** How many of the next requests to the hub are answered with {@link #refusal}. */
    final AtomicInteger refusals = new AtomicInteger();

    /** The size that the hub claims large files have; their own where it is 0. */
    volatile long claimed;
    /** Counted down when a large file's content has stopped in the middle, where it then stays; null if none is to. */
    volatile CountDownLatch stalled;

    volatile Refusal refusal = new Refusal(500, Map.of(), "");
    /** A token without which the hub answers 401; null if everyone may ask. */
    volatile String secret;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer hub;
    private final HttpServer store;

    record Seen(String server, String path, String range, boolean token) {}

    record Refusal(int status, Map<String, String> headers, String body) {}

    HubServer() throws IOException {
        hub = start(this::answer);
        store = start(this::content);
    }

    private HttpServer start(com.sun.net.httpserver.HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
        return server;
    }

    URI address() {
        return URI.create("http://localhost:" + hub.getAddress().getPort());
    }

    HubServer with(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    HubServer with(String path, int bytes) {
        byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            content[i] = (byte) (i * 31 + path.hashCode());
        }
        files.put(path, content);
        return this;
    }

    long contents(String path) {
        return seen.stream()
                .filter(s -> s.server().equals("store") && s.path().endsWith(etag(path)))
                .count();
    }

    private static boolean large(String path) {
        return path.endsWith(".safetensors") || path.endsWith(".gguf");
    }

    String etag(String path) {
        byte[] content = files.get(path);
        if (large(path)) {
            return Sha256.of(content);
        }
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return Sha256.hex(sha1.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void note(String server, HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        seen.add(new Seen(
                server,
                exchange.getRequestURI().toString(),
                headers.getFirst("Range"),
                headers.containsKey("Authorization")));
    }

    private void answer(HttpExchange exchange) throws IOException {
        note("hub", exchange);
        String path = exchange.getRequestURI().getPath();
        if (refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            refusal.headers().forEach(exchange.getResponseHeaders()::set);
            send(exchange, refusal.status(), refusal.body().getBytes(StandardCharsets.UTF_8), true);
            return;
        }
        if (secret != null
                && !Objects.equals(exchange.getRequestHeaders().getFirst("Authorization"), "Bearer " + secret)) {
            exchange.getResponseHeaders().set("X-Error-Code", "GatedRepo");
            send(exchange, 401, new byte[0], true);
            return;
        }
        String api = "/api/models/" + ID + "/revision/";
        String resolve = "/" + ID + "/resolve/" + COMMIT + "/";
        if (path.startsWith(api)) {
            list(exchange, path.substring(api.length()));
        } else if (path.startsWith(resolve) && files.containsKey(path.substring(resolve.length()))) {
            resolve(exchange, path.substring(resolve.length()));
        } else {
            exchange.getResponseHeaders()
                    .set("X-Error-Code", path.startsWith("/api/") ? "RepoNotFound" : "EntryNotFound");
            send(exchange, 404, new byte[0], true);
        }
    }

    private void list(HttpExchange exchange, String revision) throws IOException {
        Optional<String> commit =
                Optional.ofNullable(branches.getOrDefault(revision, revision.equals(COMMIT) ? COMMIT : null));
        if (commit.isEmpty()) {
            exchange.getResponseHeaders().set("X-Error-Code", "RevisionNotFound");
            send(exchange, 404, new byte[0], true);
            return;
        }
        String siblings = files.keySet().stream()
                .map(f -> "{\"rfilename\":\"" + f.replace("\\", "\\\\") + "\"}")
                .collect(Collectors.joining(","));
        String json = "{\"id\":\"" + ID + "\",\"sha\":\"" + commit.get() + "\",\"gated\":false,\"siblings\":["
                + siblings + "]}";
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, 200, json.getBytes(StandardCharsets.UTF_8), true);
    }

    private void resolve(HttpExchange exchange, String path) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-Repo-Commit", COMMIT);
        if (!large(path)) {
            headers.set("ETag", "\"" + etag(path) + "\"");
            send(exchange, 200, files.get(path), true);
            return;
        }
        headers.set("X-Linked-Etag", "\"" + etag(path) + "\"");
        headers.set("X-Linked-Size", Long.toString(claimed > 0 ? claimed : files.get(path).length));
        headers.set("ETag", "\"other\"");
        headers.set("Location", "http://127.0.0.1:" + store.getAddress().getPort() + "/store/" + etag(path));
        exchange.sendResponseHeaders(302, -1);
    }

    private void content(HttpExchange exchange) throws IOException {
        note("store", exchange);
        String wanted = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        byte[] content = files.entrySet().stream()
                .filter(f -> large(f.getKey()) && etag(f.getKey()).equals(wanted))
                .findFirst()
                .orElseThrow()
                .getValue()
                .clone();
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (range != null) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.getResponseHeaders().set("ETag", "\"of-the-store\"");
        if (from < content.length && wrongBytes.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            content[content.length - 1]++;
        }
        boolean cut = cuts.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
        OutputStream out = exchange.getResponseBody();
        CountDownLatch stall = stalled;
        int until = cut || stall != null ? from + (content.length - from) / 2 : content.length;
        out.write(content, from, until - from);
        out.flush();
        if (stall != null) {
            stall.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body, boolean sized) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : sized ? body.length : 0);
        if (body.length > 0) {
            exchange.getResponseBody().write(Arrays.copyOf(body, body.length));
        }
    }

    void stop() {
        hub.stop(0);
        store.stop(0);
    }

    @Override
    public void close() {
        closed.countDown();
        stop();
        threads.shutdownNow();
    }
}
