package crosslens.data;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Fetches files whose size and checksum are known beforehand. May be used by several threads; one file is fetched by one process at a time.
 *
 * <p>Bytes go to a part file beside the target, which stays when anything goes wrong and is continued by the next attempt; the target appears whole
 * and checked, by a rename, or not at all. What does not have its checksum is fetched once more from its start, then refused.
 */
public final class FileDownload {
    private static final int ATTEMPTS = WebClient.ATTEMPTS;
    /** How long a server may stay silent. */
    public static final Duration PATIENCE = WebClient.PATIENCE;

    private final WebClient web;

    /** Downloads through the proxies that the selector names. */
    public FileDownload(ProxySelector proxies) {
        this(new WebClient(proxies));
    }

    /** Downloads by way of a client. */
    public FileDownload(WebClient web) {
        this.web = web;
    }

    FileDownload(ProxySelector proxies, Duration patience) {
        this(new WebClient(proxies, patience, time -> {}));
    }

    /**
     * A file to be fetched.
     *
     * @param to replaced if it is there
     * @param part in the same folder; where the bytes are kept until all are there
     * @param bytes the size it must have
     * @param token sent to its own server alone
     */
    public record Wanted(URI from, Path to, Path part, long bytes, ContentDigest digest, Optional<BearerToken> token) {}

    /** A body that ended before its end; worth another attempt. */
    private static final class CutOffException extends IOException {
        private static final long serialVersionUID = 1L;

        CutOffException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Fetches one public file by way of {@code <file>.part}.
     *
     * @param sha256 lower-case hex
     * @param progress hears the number of bytes on disk
     */
    public void fetch(URI from, Path to, long bytes, String sha256, LongConsumer progress)
            throws IOException, InterruptedException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        fetch(new Wanted(from, to, part, bytes, ContentDigest.sha256(sha256), Optional.empty()), progress);
    }

    /**
     * Fetches one file.
     *
     * @param progress hears the number of bytes on disk
     * @throws InterruptedException if the thread was interrupted; what has arrived is kept for the next attempt
     * @throws WebStatusException if the server answers anything but the file
     * @throws IOException saying what else failed: no network, a wrong checksum, no space, another process at the same file
     */
    public void fetch(Wanted wanted, LongConsumer progress) throws IOException, InterruptedException {
        Path folder = wanted.to().toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        Path part = wanted.part();
        try (FileChannel out =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lock(out, part);
            requireSpace(folder, wanted.bytes() - out.size());
            transfer(wanted, out, progress);
            out.force(true);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted(); // the exception that follows stands for the flag
            InterruptedException interrupted = new InterruptedException("the download was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
        Files.move(part, wanted.to(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void transfer(Wanted wanted, FileChannel out, LongConsumer progress)
            throws IOException, InterruptedException {
        boolean refetched = false;
        int attempt = 1;
        while (true) {
            long before = out.size();
            if (before < wanted.bytes()) {
                try {
                    request(wanted, out, progress);
                } catch (CutOffException e) {
                    attempt =
                            out.size() > before ? 1 : attempt + 1; // a large file may be cut often, as long as it grows
                    if (attempt > ATTEMPTS) {
                        throw new IOException(
                                wanted.from() + ": " + e.getMessage() + ", at the last of " + ATTEMPTS
                                        + " attempts after " + out.size() + " of " + wanted.bytes()
                                        + " bytes; run it again to go on from there",
                                e);
                    }
                    continue;
                }
            }
            boolean whole = out.size() == wanted.bytes();
            ContentDigest actual = whole ? wanted.digest().of(out) : null;
            if (wanted.digest().equals(actual)) {
                return;
            }
            String got = whole ? actual.hex() : out.size() + " bytes instead of " + wanted.bytes();
            out.truncate(0);
            if (refetched) {
                throw new IOException(wanted.from() + ": not the expected file (" + wanted.digest() + " expected, got "
                        + got + "); it may have changed at its source, or something between here and there has");
            }
            refetched = true;
        }
    }

    private void request(Wanted wanted, FileChannel out, LongConsumer progress)
            throws IOException, InterruptedException {
        long have = out.size();
        Map<String, String> range = have > 0 ? Map.of("Range", "bytes=" + have + "-") : Map.of();
        try (WebAnswer answer = web.get(wanted.from(), range, wanted.token())) {
            int status = answer.status();
            boolean continues =
                    status == 206 && answer.header("Content-Range").orElse("").startsWith("bytes " + have + "-");
            if (status == 200 || continues) {
                out.truncate(continues ? have : 0);
                copy(answer, out.position(continues ? have : 0), wanted, progress);
            } else if (have > 0 && (status == 206 || status == 416)) {
                out.truncate(0);
                throw new CutOffException("the server cannot continue at byte " + have, null);
            } else {
                throw new WebStatusException(
                        wanted.from()
                                + (status == 404
                                        ? ": not there (the server answered 404)"
                                        : ": the server answered " + status),
                        answer);
            }
        }
    }

    private static void copy(WebAnswer answer, FileChannel out, Wanted wanted, LongConsumer progress)
            throws IOException, InterruptedException {
        Optional<List<ByteBuffer>> piece = next(answer);
        while (piece.isPresent() && out.position() <= wanted.bytes()) {
            for (ByteBuffer buffer : piece.get()) {
                write(out, buffer, wanted.part());
            }
            progress.accept(out.position());
            piece = next(answer);
        }
        if (out.position() < wanted.bytes()) {
            throw new CutOffException("the server ended early", null);
        }
    }

    private static Optional<List<ByteBuffer>> next(WebAnswer answer) throws CutOffException, InterruptedException {
        try {
            return answer.next();
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
}
