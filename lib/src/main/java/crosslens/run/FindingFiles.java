package crosslens.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one shard of findings, opened for appending. The closeables pass to the {@link FindingRun}; a failed opening closes them itself.
 *
 * @param ids of the findings there are
 * @param blocksEnd where the next block begins
 */
record FindingFiles(
        List<String> notices,
        List<String> ids,
        LineWriter records,
        LineWriter blocks,
        long blocksEnd,
        RunLog log,
        Closeable lock) {
    static final String HEADER = "finding.json";
    static final int SCHEMA = 1;
    private static final int LONGEST_HEADER = 1 << 20;

    /** Locks, mends, checks and logs, in this order: nothing is touched before the lock is held. */
    static FindingFiles open(Storage storage, String folder, FindingSpec spec, RunInfo info) throws IOException {
        Shard shard = info.shard();
        RunOpening.refuseOtherCounts(storage, folder, shard);
        Closeable lock = storage.lock(folder, shard.recordsPart());
        List<Closeable> opened = new ArrayList<>(List.of(lock));
        boolean done = false;
        try {
            Storage.Appender lines = storage.append(folder, shard.recordsPart());
            opened.add(0, lines);
            Storage.Appender blocks = storage.append(folder, Blocks.part(shard));
            opened.add(0, blocks);
            String where = folder + "/" + shard.recordsPart();
            Content content = read(storage, folder, shard);
            RunOpening.refuseLateOtherCounts(storage, folder, shard, content.extent());
            describe(storage, folder, spec, info);
            Kept kept = Kept.of(content, size(storage, folder, Blocks.part(shard)));
            List<String> notices = kept.notices(where);
            if (!notices.isEmpty()) {
                lines.cut(kept.lineBytes());
            }
            blocks.cut(kept.blockBytes());
            RunLog log = RunLog.open(storage, folder, shard.logPart());
            opened.add(0, log);
            log.opened(info);
            for (String notice : notices) {
                log.told("notice", notice);
            }
            done = true;
            return new FindingFiles(
                    notices,
                    kept.ids(),
                    new LineWriter(lines, kept.lineBytes()),
                    new LineWriter(blocks, kept.blockBytes()),
                    kept.blockBytes(),
                    log,
                    lock);
        } finally {
            if (!done) {
                Closing.all(opened);
            }
        }
    }

    void close() throws IOException {
        Closing.all(blocks, records, log, lock);
    }

    /** The findings of one shard in the order of their lines. */
    static Content read(Storage storage, String folder, Shard shard) throws IOException {
        try (InputStream in = storage.read(folder, shard.recordsPart())) {
            return read(in, folder + "/" + shard.recordsPart());
        }
    }

    /** The same from a stream. */
    static Content read(InputStream in, String where) throws IOException {
        List<FindingRecord> findings = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        Lines.Extent extent = Lines.scan(in, where, (number, bytes) -> {
            try {
                findings.add(FindingRecord.fromJson(Lines.parse(bytes)));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        where + " line " + number + " is no finding (" + e.getMessage() + "): remove the line", e);
            }
            ends.add((ends.isEmpty() ? 0 : ends.get(ends.size() - 1)) + bytes.length + 1);
        });
        return new Content(findings, ends, extent);
    }

    /** Spec and first circumstances as stored. */
    static Described describedIn(Storage storage, String folder) throws IOException {
        try (InputStream in = storage.read(folder, HEADER)) {
            return described(in, folder + "/" + HEADER);
        }
    }

    /** The same from a stream. */
    static Described described(InputStream in, String where) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST_HEADER + 1);
        if (bytes.length > LONGEST_HEADER) {
            throw new IOException(where + " is longer than " + LONGEST_HEADER + " bytes: no description of findings");
        }
        try {
            Fields fields = new Fields(Lines.parse(bytes), where);
            int schema = fields.integer("schema");
            if (schema != SCHEMA) {
                throw new IllegalArgumentException("schema " + schema + ", this Crosslens reads " + SCHEMA);
            }
            FindingSpec spec = FindingSpec.fromJson(fields.value("spec"));
            if (!fields.text("key").equals(spec.key())) {
                throw new IllegalArgumentException("its key is not its spec's: the file was changed");
            }
            Described described = new Described(spec, RunInfo.fromJson(fields.value("info")));
            fields.end();
            return described;
        } catch (IllegalArgumentException e) {
            throw new IOException(where + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void describe(Storage storage, String folder, FindingSpec spec, RunInfo info) throws IOException {
        if (storage.parts(folder).stream().noneMatch(part -> part.name().equals(HEADER))) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("schema", SCHEMA).put("key", spec.key());
            json.set("spec", spec.toJson());
            json.set("info", info.toJson());
            byte[] bytes = JsonText.pretty(json).getBytes(StandardCharsets.UTF_8);
            storage.write(folder, HEADER, new ByteArrayInputStream(bytes));
        }
        if (!describedIn(storage, folder).spec().equals(spec)) {
            throw new IOException(folder + "/" + HEADER + " describes other findings: delete them or restore the file");
        }
    }

    private static long size(Storage storage, String folder, String part) throws IOException {
        return storage.parts(folder).stream()
                .filter(p -> p.name().equals(part))
                .mapToLong(Storage.Part::bytes)
                .sum();
    }

    record Described(FindingSpec spec, RunInfo info) {}

    /** @param ends of the lines in bytes, each its newline included */
    record Content(List<FindingRecord> findings, List<Long> ends, Lines.Extent extent) {}

    /** What of a shard is whole: the lines up to the first one whose blocks the binary file does not hold, and their blocks. */
    record Kept(List<String> ids, long lineBytes, long blockBytes, long torn, int lost) {
        static Kept of(Content content, long blockFile) {
            List<String> ids = new ArrayList<>();
            long lineBytes = 0;
            long blockBytes = 0;
            for (int i = 0; i < content.findings().size(); i++) {
                FindingRecord finding = content.findings().get(i);
                long end = finding.blocks().values().stream()
                        .mapToLong(FindingRecord.Block::end)
                        .max()
                        .orElse(blockBytes);
                if (end > blockFile) {
                    break;
                }
                ids.add(finding.id());
                lineBytes = content.ends().get(i);
                blockBytes = Math.max(blockBytes, end);
            }
            return new Kept(
                    ids,
                    lineBytes,
                    blockBytes,
                    content.extent().torn(),
                    content.findings().size() - ids.size());
        }

        List<String> notices(String where) {
            List<String> notices = new ArrayList<>();
            if (lost > 0) {
                notices.add(where + ": took back " + lost + " findings whose matrices were not stored whole");
            }
            if (torn > 0) {
                notices.add(where + ": cut off an unfinished last line of " + torn
                        + " bytes, left by an interrupted run; its item will be looked at again");
            }
            return notices;
        }
    }
}
