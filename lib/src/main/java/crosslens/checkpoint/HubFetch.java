package crosslens.checkpoint;

import crosslens.checkpoint.HubClient.Listing;
import crosslens.checkpoint.HubClient.RemoteFile;
import crosslens.data.ContentDigest;
import crosslens.data.FileDownload;
import crosslens.data.WebStatusException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings a model into the hub's cache. Several processes may do so at once: each content is fetched by one of them, the others wait.
 *
 * <p>Contents arrive in {@code blobs} (a part under a name of our own, since the locks of the hub's tools and ours do not see each other); only when all
 * are there and checked do they appear in the snapshot, {@code config.json} last, so that a snapshot is never taken for whole before it is.
 */
final class HubFetch {
    private static final int PARALLEL = 4;
    private static final long WAIT_MILLIS = 200;

    private final HubSettings settings;
    private final HubCache cache;
    private final HubClient client;
    private final FileDownload download;
    private final HubListener listener;

    HubFetch(HubSettings settings, HubCache cache, HubClient client, FileDownload download, HubListener listener) {
        this.settings = settings;
        this.cache = cache;
        this.client = client;
        this.download = download;
        this.listener = listener;
    }

    /**
     * Fetches what of a model's newest commit at its revision is not there.
     *
     * @return the commit
     */
    String fetch(HubName name) throws IOException, InterruptedException {
        Listing listing = client.listing(name);
        List<String> first = HubSelection.wanted(name, listing.files());
        Map<String, RemoteFile> files = new LinkedHashMap<>();
        if (first.contains(HubSelection.INDEX)) {
            RemoteFile index = client.file(name, listing.commit(), HubSelection.INDEX);
            files.put(index.path(), index);
            all(name, List.of(index), false);
            Path blob = cache.blob(name, index.etag());
            describe(name, listing, HubSelection.shards(blob), files);
        }
        describe(name, listing, first, files);
        all(name, List.copyOf(files.values()), true);
        RemoteFile last = files.remove(HubSelection.CONFIG);
        for (RemoteFile file : files.values()) {
            cache.place(name, listing.commit(), file.path(), file.etag());
        }
        if (last != null) {
            cache.place(name, listing.commit(), last.path(), last.etag());
        }
        cache.remember(name, listing.commit());
        return listing.commit();
    }

    private void describe(HubName name, Listing listing, List<String> paths, Map<String, RemoteFile> files)
            throws IOException, InterruptedException {
        List<Callable<RemoteFile>> tasks = new ArrayList<>();
        for (String path : paths) {
            if (!files.containsKey(path)) {
                if (!listing.files().contains(path)) {
                    throw new IOException(
                            name.id() + " is incomplete at the hub: its index names " + path + ", which is not there");
                }
                tasks.add(() -> client.file(name, listing.commit(), path));
            }
        }
        for (RemoteFile file : parallel(tasks, () -> {})) {
            files.put(file.path(), file);
        }
    }

    /** Fetches contents that are not among the blobs yet. */
    private void all(HubName name, List<RemoteFile> files, boolean shown) throws IOException, InterruptedException {
        List<RemoteFile> missing = new ArrayList<>();
        long total = 0;
        long there = 0;
        for (RemoteFile file : files) {
            Path part = part(name, file);
            if (!isThere(name, file)) {
                missing.add(file);
                total += file.bytes();
                there += Files.exists(part) ? Math.min(Files.size(part), file.bytes()) : 0;
                if (file.digest().equals(ContentDigest.NONE)) {
                    listener.say(file.path() + ": the server names no checksum; only its size is checked");
                }
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        requireSpace(name, total - there);
        AtomicLong done = new AtomicLong(there);
        long[] told = {there};
        Runnable tell = () -> {
            long now = done.get();
            if (now != told[0]) {
                listener.advance(now - told[0]);
                told[0] = now;
            }
        };
        List<Callable<RemoteFile>> tasks = new ArrayList<>();
        missing.forEach(file -> tasks.add(() -> one(name, file, done)));
        if (shown) {
            listener.begin(name.toString(), total, there);
        }
        try {
            parallel(tasks, shown ? tell : () -> {});
        } finally {
            if (shown) {
                listener.end();
            }
        }
    }

    private RemoteFile one(HubName name, RemoteFile file, AtomicLong done) throws IOException, InterruptedException {
        Path lock = cache.lock(name, file.etag());
        Files.createDirectories(lock.resolveSibling(""));
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock(channel)) {
            Path part = part(name, file);
            long[] before = {Files.exists(part) ? Math.min(Files.size(part), file.bytes()) : 0};
            if (!held.isValid() || isThere(name, file)) {
                done.addAndGet(file.bytes() - before[0]);
                return file;
            }
            FileDownload.Wanted wanted = new FileDownload.Wanted(
                    file.address(), cache.blob(name, file.etag()), part, file.bytes(), file.digest(), settings.token());
            download.fetch(wanted, bytes -> {
                done.addAndGet(bytes - before[0]);
                before[0] = bytes;
            });
            return file;
        } catch (WebStatusException e) {
            throw HubErrors.of(settings, name, file.path(), e);
        }
    }

    /** Waits for a file's lock; neither other processes nor other threads can be waited for in a way that an interrupt ends. */
    private static FileLock lock(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException anotherThread) {
                // as with another process: wait
            }
            Thread.sleep(WAIT_MILLIS);
        }
    }

    private boolean isThere(HubName name, RemoteFile file) throws IOException {
        Path blob = cache.blob(name, file.etag());
        return Files.isRegularFile(blob) && Files.size(blob) == file.bytes();
    }

    private Path part(HubName name, RemoteFile file) {
        Path blob = cache.blob(name, file.etag());
        return blob.resolveSibling(blob.getFileName() + ".crosslens.incomplete");
    }

    private void requireSpace(HubName name, long bytes) throws IOException {
        Path blobs = cache.repository(name).resolve("blobs");
        Files.createDirectories(blobs);
        long free = Files.getFileStore(blobs).getUsableSpace();
        if (free < bytes) {
            throw new FileSystemException(
                    cache.folder().toString(),
                    null,
                    String.format(
                            Locale.ROOT,
                            "no space for %s: %.2f GB are needed, %.2f GB are free. Make room, or set HF_HUB_CACHE to a"
                                    + " folder on a larger disk",
                            name,
                            bytes / 1e9,
                            free / 1e9));
        }
    }

    /** Runs tasks side by side; the first failure ends them all. While they run, {@code tick} is called now and then on this thread. */
    private static <T> List<T> parallel(List<Callable<T>> tasks, Runnable tick)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL, work -> {
            Thread thread = new Thread(work, "hub");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ExecutorCompletionService<T> done = new ExecutorCompletionService<>(threads);
            List<Future<T>> futures = tasks.stream().map(done::submit).toList();
            for (int left = tasks.size(); left > 0; ) {
                Future<T> next = done.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
                tick.run();
                if (next != null) {
                    next.get();
                    left--;
                }
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    /** What a task ended with, as this thread throws it; only an IOException is ours to return. */
    private static IOException thrown(Throwable cause) throws InterruptedException {
        if (cause instanceof IOException e) {
            return e;
        }
        if (cause instanceof InterruptedException e) {
            throw e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        throw new IllegalStateException(cause);
    }
}
