package crosslens.run;

import crosslens.run.Storage.Part;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What runs and findings have in common: folders with shards. */
final class StoreFolders {
    private StoreFolders() {}

    /**
     * Removes a folder for good, readable or not.
     *
     * @param what it is said to be in the error, e.g. {@code run is}
     * @throws IOException if a process has one of its shards open
     */
    static void delete(Storage storage, String name, String what) throws IOException {
        if (!storage.folders().contains(name)) {
            throw new IllegalArgumentException("no " + what + " called " + JsonText.quote(name));
        }
        List<Part> parts = storage.parts(name);
        String last = parts.isEmpty() ? null : parts.get(parts.size() - 1).name();
        List<Closeable> locks = new ArrayList<>();
        try {
            for (Shard shard : Records.present(storage, name)) {
                locks.add(storage.lock(name, shard.recordsPart()));
            }
            for (Part part : parts) {
                if (!part.name().equals(last)) {
                    storage.delete(name, part.name());
                }
            }
        } finally {
            for (Closeable lock : locks) {
                lock.close();
            }
        }
        storage.delete(name, last == null ? Header.PART : last);
    }

    /** Bytes by folder, unreadable ones included. */
    static Map<String, Long> du(Storage storage) throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        for (String folder : storage.folders()) {
            bytes.put(
                    folder,
                    storage.parts(folder).stream().mapToLong(Part::bytes).sum());
        }
        return bytes;
    }

    /** Whether a folder has the file that describes it; one that is just being made, or was left by a killed import, has none. */
    static boolean isDescribed(Storage storage, String folder, String header) throws IOException {
        return storage.parts(folder).stream().anyMatch(part -> part.name().equals(header));
    }

    /** What is wrong with the shards that are there, taken together; empty if nothing is. */
    static Optional<String> wrongShards(List<Shard> shards) {
        List<Integer> counts = shards.stream().map(Shard::count).distinct().toList();
        if (counts.size() > 1) {
            return Optional.of("mixes shards of different counts: " + counts);
        }
        if (shards.isEmpty()) {
            return Optional.of("has no file of records");
        }
        List<Shard> absent = new ArrayList<>();
        for (int i = 1; i <= counts.get(0); i++) {
            Shard shard = new Shard(i, counts.get(0));
            if (!shards.contains(shard)) {
                absent.add(shard);
            }
        }
        return absent.isEmpty() ? Optional.empty() : Optional.of("lacks the shards " + absent);
    }
}
