package crosslens.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import crosslens.text.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that breaks off or falls silent in the middle of a file, which a well-behaved mock does not do. */
@Timeout(120) // a download that hangs is a failure, not a wait
class FileDownloadTest {
    private static final byte[] BODY = "0123456789".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    private static final int HALF = BODY.length / 2;

    @TempDir
    Path dir;

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch silence = new CountDownLatch(1);
    private ExecutorService threads;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/cut", exchange -> serve(exchange, false));
        server.createContext("/silent", exchange -> serve(exchange, true));
        server.start();
    }

    @AfterEach
    void stop() {
        silence.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** The first request gets half of the body and then an end or silence; a later one, if it is not to be silent too, the rest it asks for. */
    private void serve(HttpExchange exchange, boolean silent) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (BODY.length - 1) + "/" + BODY.length);
        exchange.sendResponseHeaders(range == null ? 200 : 206, BODY.length - from);
        boolean first = requests.getAndIncrement() == 0;
        OutputStream out = exchange.getResponseBody();
        out.write(BODY, from, first ? HALF - from : silent ? 0 : BODY.length - from);
        out.flush();
        if (silent) {
            try {
                silence.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.close();
    }

    private void fetch(String path, Duration patience) throws IOException, InterruptedException {
        new FileDownload(ProxySelector.of(null), patience)
                .fetch(uri(path), target(), BODY.length, Sha256.of(BODY), bytes -> {});
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private Path target() {
        return dir.resolve("file.json");
    }

    private Path part() {
        return dir.resolve("file.json.part");
    }

    @Test
    void goesOnByItselfAfterACut() throws IOException, InterruptedException {
        fetch("/cut", FileDownload.PATIENCE);
        assertThat(Files.readAllBytes(target())).isEqualTo(BODY);
        assertThat(requests).hasValue(2);
    }

    @Test
    void doesNotWaitForASilentServerForEver() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> fetch("/silent", Duration.ofMillis(300)))
                .withMessageContaining("the last of 5 attempts");
        assertThat(target()).doesNotExist();
        assertThat(part()).exists();
    }

    @Test
    void keepsWhatArrivedWhenInterrupted() throws IOException, InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread downloading = new Thread(() -> {
            try {
                new FileDownload(ProxySelector.of(null))
                        .fetch(uri("/silent"), target(), BODY.length, Sha256.of(BODY), bytes -> {
                            if (bytes == HALF) {
                                begun.countDown();
                            }
                        });
            } catch (IOException | InterruptedException e) {
                thrown.set(e);
            }
        });
        downloading.start();
        begun.await();
        downloading.interrupt();
        downloading.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(Files.readAllBytes(part())).isEqualTo(Arrays.copyOf(BODY, HALF));
        fetch("/cut", FileDownload.PATIENCE); // the second request: the rest
        assertThat(Files.readAllBytes(target())).isEqualTo(BODY);
    }

    @Test
    void leavesAFileThatAnotherIsFetchingAlone() throws IOException {
        try (FileChannel other = FileChannel.open(part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();
            assertThatIOException()
                    .isThrownBy(() -> fetch("/cut", FileDownload.PATIENCE))
                    .withMessageContaining("another thread is at this download");
        }
    }

    @Test
    void saysThatNoOneIsThere() {
        server.stop(0);
        assertThatIOException()
                .isThrownBy(() -> fetch("/cut", FileDownload.PATIENCE))
                .withMessage("cannot reach localhost: no network, or a proxy is needed (HTTPS_PROXY)");
    }

    @Test
    void namesAFolderItCannotWriteTo() throws IOException {
        Path file = Files.writeString(dir.resolve("taken"), "");
        assertThatIOException()
                .isThrownBy(() -> new FileDownload(ProxySelector.of(null))
                        .fetch(uri("/cut"), file.resolve("x.json"), 1, Sha256.of(BODY), bytes -> {}))
                .withMessageContaining("taken");
    }
}
