package crosslens.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * SHA-256 of files, lower-case hex, remembered in a JSON file so that a large model is read through only once.
 *
 * <p>A remembered digest counts as long as the file's real path, size and time of change are the same. A cache file that is missing or damaged counts
 * as empty; it is replaced as a whole, so processes that share it never see half of it. Safe for use by several threads.
 */
public final class FileDigests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUFFER_BYTES = 1 << 20;

    private final Optional<Path> cache;
    private final Object lock = new Object();

    private FileDigests(Optional<Path> cache) {
        this.cache = cache;
    }

    /** Digests that are computed every time. */
    public static FileDigests uncached() {
        return new FileDigests(Optional.empty());
    }

    /** Digests remembered in the given file; it and its folder are made when needed. */
    public static FileDigests cachedIn(Path cacheFile) {
        return new FileDigests(Optional.of(cacheFile));
    }

    /** The digest of a file, remembered or computed. */
    public String sha256(Path file) throws IOException {
        if (cache.isEmpty()) {
            return compute(file);
        }
        synchronized (lock) {
            Path real = file.toRealPath();
            Entry known = load().get(real.toString());
            return known != null && known.describes(real) ? known.sha256() : recompute(file);
        }
    }

    /** The digest a file had when it was last read through, whatever it is now; empty if it never was. */
    public Optional<String> lastKnown(Path file) throws IOException {
        if (cache.isEmpty()) {
            return Optional.empty();
        }
        synchronized (lock) {
            return Optional.ofNullable(load().get(file.toRealPath().toString())).map(Entry::sha256);
        }
    }

    /** The digest of a file, computed from its bytes whatever is remembered, and remembered from now on. */
    public String recompute(Path file) throws IOException {
        if (cache.isEmpty()) {
            return compute(file);
        }
        synchronized (lock) {
            Path real = file.toRealPath();
            Entry before = Entry.of(real, "");
            String sha256 = compute(real);
            Entry after = Entry.of(real, "");
            if (after.equals(before)) {
                Map<String, Entry> entries = load();
                entries.put(real.toString(), new Entry(after.size(), after.changed(), sha256));
                save(entries);
            }
            return sha256;
        }
    }

    /**
     * One digest for several named files: SHA-256 over the lines {@code name SHA-256}, each ended by a newline, in order of name.
     *
     * @param sha256ByName digests of the files, lower-case hex
     */
    public static String fingerprint(Map<String, String> sha256ByName) {
        MessageDigest digest = Sha256.digest();
        new TreeMap<>(sha256ByName)
                .forEach(
                        (name, sha256) -> digest.update((name + " " + sha256 + "\n").getBytes(StandardCharsets.UTF_8)));
        return Sha256.hex(digest.digest());
    }

    private static String compute(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return Sha256.hex(digest.digest());
    }

    private Map<String, Entry> load() throws IOException {
        try {
            Map<String, Entry> entries = JSON.readValue(
                    Files.readAllBytes(cache.orElseThrow()), new TypeReference<TreeMap<String, Entry>>() {});
            return entries == null ? new TreeMap<>() : entries;
        } catch (NoSuchFileException | JacksonException e) {
            return new TreeMap<>();
        }
    }

    private void save(Map<String, Entry> entries) throws IOException {
        Path target = cache.orElseThrow().toAbsolutePath();
        Path folder = target.resolveSibling("");
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "digests", ".tmp");
        try {
            Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(entries));
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** What is remembered of a file; {@code changed} is its time of change as ISO 8601 text. */
    private record Entry(long size, String changed, String sha256) {
        static Entry of(Path file, String sha256) throws IOException {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return new Entry(facts.size(), facts.lastModifiedTime().toString(), sha256);
        }

        boolean describes(Path file) throws IOException {
            return equals(of(file, sha256));
        }
    }
}
