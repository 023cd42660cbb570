package crosslens.checkpoint;

import crosslens.data.ContentDigest;
import crosslens.data.FileDownload;
import crosslens.data.WebClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The model hub and its cache on this machine. Models that are in the cache, whoever fetched them, are used without any network. For one thread at a
 * time; other processes may use the same cache.
 */
public final class Hub {
    private final HubSettings settings;
    private final HubCache cache;
    private final HubListener listener;
    private final HubFetch fetch;

    /** A hub as the settings describe it, asked by way of a client; downloads are told to {@code listener}. */
    public Hub(HubSettings settings, WebClient web, HubListener listener) {
        this(settings, new HubCache(settings.cache()), web, listener);
    }

    Hub(HubSettings settings, HubCache cache, WebClient web, HubListener listener) {
        this.settings = settings;
        this.cache = cache;
        this.listener = listener;
        this.fetch = new HubFetch(settings, cache, new HubClient(settings, web), new FileDownload(web), listener);
    }

    /**
     * A model's folder, or the file named of it: from the cache if it is whole there, else fetched. A branch that was fetched once stays at the commit it
     * had then until {@link #fetch}.
     *
     * @throws InterruptedException if the thread was interrupted; what has arrived is kept
     * @throws IOException if it is not in the cache and cannot be fetched; the message says what to do
     */
    public Path locate(HubName name) throws IOException, InterruptedException {
        Optional<String> commit = cache.commit(name);
        if (commit.isEmpty()) {
            return fetch(name);
        }
        Path snapshot = cache.snapshot(name, commit.get());
        List<String> missing = HubSelection.missing(name, snapshot);
        if (missing.isEmpty()) {
            return place(name, commit.get());
        }
        listener.say(name + ": its copy in the cache lacks " + String.join(", ", missing));
        try {
            // the same commit, not the newest: what is there already belongs to it
            fetch(name.at(commit.get()));
        } catch (IOException e) {
            if (!HubSelection.isLoadable(missing)) {
                throw e;
            }
            listener.say(name + ": taken as it is (" + e.getMessage() + ")");
        }
        return place(name, commit.get());
    }

    /**
     * Brings the newest commit of a model's revision into the cache and returns its folder, or the file named of it. Errors as {@link #locate}.
     */
    public Path fetch(HubName name) throws IOException, InterruptedException {
        if (settings.offline()) {
            throw new IOException(name + " is not whole in the cache (" + cache.folder()
                    + "), and asking the hub is switched off (--offline or HF_HUB_OFFLINE)");
        }
        return place(name, fetch.fetch(name));
    }

    private Path place(HubName name, String commit) {
        Path snapshot = cache.snapshot(name, commit);
        return name.file().map(snapshot::resolve).orElse(snapshot);
    }

    /** The models of the cache with a remembered revision, whole or not, in order of name. */
    public List<HubName> cached() throws IOException {
        return cache.names();
    }

    /** A cached model's folder, without asking the hub; empty if it is not there. */
    public Optional<Path> snapshot(HubName name) throws IOException {
        return cache.commit(name).map(commit -> cache.snapshot(name, commit)).filter(Files::isDirectory);
    }

    /** The checksum that a file should have by the name of the blob it links to; of kind NONE where it is no file of a hub's cache. */
    public static ContentDigest expected(Path file) throws IOException {
        return HubCache.expected(file);
    }

    /** The GGUF files and whole folders among a cached model's files, as names that can be asked for. */
    public List<HubName> loadable(HubName name) throws IOException {
        Optional<Path> snapshot = snapshot(name);
        if (snapshot.isEmpty()) {
            return List.of();
        }
        List<HubName> names = new ArrayList<>();
        if (HubSelection.missing(name, snapshot.get()).isEmpty()) {
            names.add(name);
        }
        try (var files = Files.walk(snapshot.get())) {
            files.filter(f -> f.toString().endsWith(".gguf") && Files.isRegularFile(f))
                    .map(f -> snapshot.get().relativize(f).toString().replace('\\', '/'))
                    .sorted()
                    .forEach(f -> names.add(new HubName(name.org(), name.name(), Optional.of(f), name.revision())));
        }
        return names;
    }
}
