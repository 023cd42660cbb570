package crosslens.data;

import crosslens.text.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;

/**
 * Fetches files whose size and SHA-256 are known beforehand. May be used by several threads; one file is fetched by one process at a time.
 *
 * <p>Bytes go to {@code <file>.part} beside the target, which stays when anything goes wrong and is continued by the next attempt; the target appears whole
 * and checked, by a rename, or not at all.
 */
public final class FileDownload {
    private static final int ATTEMPTS = 5;
    private static final int BUFFER = 1 << 16;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** How long a server may stay silent. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client;
    private final Duration patience;

    /** Downloads through the proxies that the selector names. */
    public FileDownload(ProxySelector proxies) {
        this(proxies, PATIENCE);
    }

    FileDownload(ProxySelector proxies, Duration patience) {
        this.client = HttpClient.newBuilder()
                .proxy(proxies)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT)
                .build();
        this.patience = patience;
    }

    /** A body that ended before its end; worth another attempt. */
    private static final class CutOffException extends IOException {
        private static final long serialVersionUID = 1L;

        CutOffException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Fetches one file; replaces the target if there is one.
     *
     * @param bytes the size it must have
     * @param sha256 lower-case hex
     * @param progress hears the number of bytes on disk
     * @throws InterruptedException if the thread was interrupted; what has arrived is kept for the next attempt
     * @throws IOException saying what failed: no network, the server's answer, a wrong checksum, no space, another process at the same file
     */
    public void fetch(URI from, Path to, long bytes, String sha256, LongConsumer progress)
            throws IOException, InterruptedException {
        Path folder = to.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        Path part = folder.resolve(to.getFileName() + ".part");
        try (FileChannel out =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lock(out, part);
            requireSpace(folder, bytes - out.size());
            transfer(from, out, part, bytes, sha256, progress);
            out.force(true);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted(); // the exception that follows stands for the flag
            InterruptedException interrupted = new InterruptedException("the download was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void transfer(URI from, FileChannel out, Path part, long bytes, String sha256, LongConsumer progress)
            throws IOException, InterruptedException {
        boolean fresh = out.size() == 0;
        for (int attempt = 1; ; attempt++) {
            if (out.size() < bytes) {
                try {
                    request(from, out, part, bytes, progress);
                } catch (CutOffException e) {
                    if (attempt == ATTEMPTS) {
                        throw new IOException(
                                from + ": " + e.getMessage() + ", at the last of " + ATTEMPTS + " attempts after "
                                        + out.size() + " of " + bytes + " bytes; run it again to go on from there",
                                e);
                    }
                    continue;
                }
            }
            String actual = out.size() == bytes ? sha256(out) : out.size() + " bytes instead of " + bytes;
            if (actual.equals(sha256)) {
                return;
            }
            out.truncate(0);
            if (fresh) {
                throw new IOException(from + ": not the expected file (SHA-256 " + sha256 + " expected, got " + actual
                        + "); it may have changed at its source, or something between here and there has");
            }
            fresh = true;
        }
    }

    private void request(URI from, FileChannel out, Path part, long bytes, LongConsumer progress)
            throws IOException, InterruptedException {
        long have = out.size();
        HttpRequest.Builder request = HttpRequest.newBuilder(from).timeout(patience);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(request.build());
        try (ArrivingBody body = ArrivingBody.of(response.body())) {
            int status = response.statusCode();
            boolean continues = status == 206
                    && response.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + have + "-");
            if (status == 200 || (status == 206 && continues)) {
                out.truncate(continues ? have : 0);
                copy(body, out.position(continues ? have : 0), part, bytes, progress);
            } else if (have > 0 && (status == 206 || status == 416)) {
                out.truncate(0);
                throw new CutOffException("the server cannot continue at byte " + have, null);
            } else if (status == 404) {
                throw new FileNotFoundException(from + ": not there (the server answered 404)");
            } else {
                throw new IOException(from + ": the server answered " + status);
            }
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(HttpRequest request)
            throws IOException, InterruptedException {
        String host = request.uri().getHost();
        try {
            return client.send(request, BodyHandlers.ofPublisher());
        } catch (HttpConnectTimeoutException | ConnectException | UnknownHostException e) {
            throw new IOException("cannot reach " + host + ": no network, or a proxy is needed (HTTPS_PROXY)", e);
        } catch (IOException e) {
            throw new CutOffException("no answer from " + host + " (" + e.getMessage() + ")", e);
        }
    }

    private void copy(ArrivingBody body, FileChannel out, Path part, long bytes, LongConsumer progress)
            throws IOException, InterruptedException {
        Optional<List<ByteBuffer>> piece = next(body);
        while (piece.isPresent() && out.position() <= bytes) {
            for (ByteBuffer buffer : piece.get()) {
                write(out, buffer, part);
            }
            progress.accept(out.position());
            piece = next(body);
        }
        if (out.position() < bytes) {
            throw new CutOffException("the server ended early", null);
        }
    }

    private Optional<List<ByteBuffer>> next(ArrivingBody body) throws CutOffException, InterruptedException {
        try {
            return body.next(patience);
        } catch (IOException e) {
            throw new CutOffException(e.getMessage(), e);
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes, Path part) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("cannot write " + part + ": " + e.getMessage() + "; make room and run it again", e);
        }
    }

    private static void lock(FileChannel out, Path part) throws IOException {
        try {
            if (out.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(part + ": another thread is at this download; wait for it", e);
        }
        throw new IOException(part + ": another process is at this download; wait for it");
    }

    private static void requireSpace(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new FileSystemException(
                    folder.toString(), null, "no space: " + bytes + " bytes are needed, " + free + " are free");
        }
    }

    private static String sha256(FileChannel file) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (long at = 0; at < file.size(); ) {
            at += file.read(buffer.clear(), at);
            digest.update(buffer.flip());
        }
        return Sha256.hex(digest.digest());
    }
}
