package crosslens.run;

import crosslens.run.Storage.Part;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Takes runs, or findings, out of a zip file that may come from anybody.
 *
 * <p>No name in it becomes a path: files must carry the names a folder's parts have, and the folder's name is made anew from the spec. Unpacked size is
 * bounded, records must parse, and everything is checked before anything is written.
 */
final class RunImport implements Closeable {
    private static final Pattern ENTRY = Pattern.compile(
            "([A-Za-z0-9][A-Za-z0-9._-]{0,199})/(|(?:run|finding)\\.json|(?:records|log)(?:-\\d{1,5}-of-\\d{1,5})?\\.jsonl|[a-z0-9][a-z0-9-]{0,99}\\.bin)");
    private static final int MOST_ENTRIES = 100_000;
    private static final long ALWAYS_ALLOWED = 64L << 20;
    private static final long MOST_EXPANSION = 200;

    private final Path path;
    private final ZipFile zip;
    private final Storage storage;
    private final ArchiveContent content;
    private final Map<String, Map<String, ZipEntry>> folders = new LinkedHashMap<>();
    private final long mostBytes;
    private long bytes;

    RunImport(Path path, Storage storage, ArchiveContent content) throws IOException {
        this.path = path;
        this.storage = storage;
        this.content = content;
        this.mostBytes = Math.max(ALWAYS_ALLOWED, MOST_EXPANSION * Files.size(path));
        try {
            this.zip = new ZipFile(path.toFile());
        } catch (IOException e) {
            throw new IOException(path + " cannot be opened as a zip file: " + e.getMessage(), e);
        }
    }

    /** @return the folders added to, in the zip file's order */
    List<String> unpack() throws IOException {
        sort();
        Map<String, String> targets = new LinkedHashMap<>();
        for (String folder : folders.keySet()) {
            String target = target(folder);
            if (targets.containsValue(target)) {
                throw refused("holds " + target + " twice");
            }
            checkParts(folder, target);
            targets.put(folder, target);
        }
        bytes = 0;
        for (Map.Entry<String, String> pair : targets.entrySet()) {
            write(pair.getKey(), pair.getValue());
        }
        return List.copyOf(targets.values());
    }

    private void sort() throws IOException {
        if (zip.size() > MOST_ENTRIES) {
            throw refused("holds " + zip.size() + " entries; at most " + MOST_ENTRIES + " are read");
        }
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            Matcher matcher = ENTRY.matcher(entry.getName());
            if (!matcher.matches() || isOtherHeader(matcher.group(2))) {
                throw refused("holds " + JsonText.quote(entry.getName()) + ", which is no part of " + content.name());
            }
            Map<String, ZipEntry> parts = folders.computeIfAbsent(matcher.group(1), name -> new TreeMap<>());
            if (!matcher.group(2).isEmpty() && parts.put(matcher.group(2), entry) != null) {
                throw refused("holds " + entry.getName() + " twice");
            }
        }
        if (folders.isEmpty()) {
            throw refused("is empty");
        }
    }

    private boolean isOtherHeader(String part) {
        return part.endsWith(".json") && !part.equals(content.header());
    }

    private String target(String folder) throws IOException {
        ZipEntry entry = folders.get(folder).get(content.header());
        if (entry == null) {
            throw refused("has no " + folder + "/" + content.header());
        }
        try (InputStream in = open(entry)) {
            return content.target(in, path + ": " + entry.getName());
        }
    }

    private void checkParts(String folder, String target) throws IOException {
        Set<String> ids = new HashSet<>();
        Map<String, ZipEntry> parts = folders.get(folder);
        for (Map.Entry<String, ZipEntry> part : parts.entrySet()) {
            if (part.getKey().startsWith("records")) {
                checkRecords(folder, part.getKey(), ids);
            } else {
                try (InputStream in = open(part.getValue())) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
        checkAgainst(target, parts);
    }

    private void checkRecords(String folder, String part, Set<String> ids) throws IOException {
        Shard shard = Shard.ofRecordsPart(part).orElseThrow(() -> refused("holds " + part + ", which names no shard"));
        for (String id : content.records(shard, path + ": " + folder + "/", name -> opened(folder, name))) {
            if (!ids.add(id)) {
                throw refused("answers " + JsonText.quote(id) + " in two shards of one run");
            }
        }
    }

    /** A part of the zip file; refused if it is not there. */
    private InputStream opened(String folder, String part) throws IOException {
        ZipEntry entry = folders.get(folder).get(part);
        if (entry == null) {
            throw refused("has no " + folder + "/" + part);
        }
        return open(entry);
    }

    private void checkAgainst(String target, Map<String, ZipEntry> parts) throws IOException {
        Set<String> present = storage.parts(target).stream().map(Part::name).collect(Collectors.toSet());
        Set<Integer> counts = Stream.concat(present.stream(), parts.keySet().stream())
                .flatMap(name -> Shard.ofRecordsPart(name).stream())
                .map(Shard::count)
                .collect(Collectors.toSet());
        if (counts.size() > 1) {
            throw refused("would mix shards of different counts " + counts + " in " + target);
        }
        for (Map.Entry<String, ZipEntry> part : parts.entrySet()) {
            if (present.contains(part.getKey())
                    && isResult(part.getKey())
                    && !same(target, part.getKey(), part.getValue())) {
                throw refused("has other content for " + target + "/" + part.getKey()
                        + " than is here: delete it here to take that one");
            }
        }
    }

    private void write(String folder, String target) throws IOException {
        Set<String> present = storage.parts(target).stream().map(Part::name).collect(Collectors.toSet());
        List<String> names = new ArrayList<>(folders.get(folder).keySet());
        names.remove(content.header());
        names.add(content.header());
        for (String name : names) {
            if (!present.contains(name)) {
                write(folders.get(folder).get(name), target, name);
            }
        }
    }

    private void write(ZipEntry entry, String target, String part) throws IOException {
        Closeable lock = Shard.ofRecordsPart(part).isPresent() ? storage.lock(target, part) : () -> {};
        try (InputStream in = open(entry)) {
            storage.write(target, part, in);
        } finally {
            lock.close();
        }
    }

    private boolean same(String target, String part, ZipEntry entry) throws IOException {
        try (InputStream here = storage.read(target, part);
                InputStream there = open(entry)) {
            byte[] mine;
            byte[] other;
            do {
                mine = here.readNBytes(1 << 16);
                other = there.readNBytes(1 << 16);
            } while (mine.length > 0 && Arrays.equals(mine, other));
            return mine.length == 0 && other.length == 0;
        }
    }

    /** Logs and descriptions tell of circumstances: those that are here stay. */
    private boolean isResult(String part) {
        return !part.equals(content.header()) && !part.startsWith("log");
    }

    private InputStream open(ZipEntry entry) throws IOException {
        return new FilterInputStream(zip.getInputStream(entry)) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                count(b < 0 ? 0 : 1);
                return b;
            }

            @Override
            public int read(byte[] into, int start, int length) throws IOException {
                int read = super.read(into, start, length);
                count(Math.max(read, 0));
                return read;
            }
        };
    }

    private void count(int read) throws IOException {
        bytes += read;
        if (bytes > mostBytes) {
            throw refused("unpacks to more than " + mostBytes + " bytes");
        }
    }

    private IOException refused(String why) {
        return new IOException(path + " " + why + ": nothing of it was taken");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
