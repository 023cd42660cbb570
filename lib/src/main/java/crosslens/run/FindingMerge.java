package crosslens.run;

import crosslens.run.FindingRecord.Block;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Joins the shards of findings into one file of lines and one of matrices: one shard after the other, only matrices that a line names.
 *
 * <p>Refused if a shard is open, missing or unfinished at its end, if an item has two findings, or a matrix is damaged. The joined files are in place before the
 * first shard goes: a merge that was interrupted is finished by merging again. Gaps are for {@link FindingStore#verify} to find, which knows the items.
 */
final class FindingMerge implements ShardJoin {
    private final Storage storage;
    private final String folder;

    /** A finding and the shard it is in. */
    private record Placed(Shard shard, FindingRecord finding) {}

    private FindingMerge(Storage storage, String folder) {
        this.storage = storage;
        this.folder = folder;
    }

    static void merge(Storage storage, String folder) throws IOException {
        ShardJoin.run(storage, folder, new FindingMerge(storage, folder));
    }

    @Override
    public void remove(Shard shard) throws IOException {
        storage.delete(folder, Blocks.part(shard));
        storage.delete(folder, shard.recordsPart());
    }

    private List<Placed> complete(List<Shard> shards) throws IOException {
        List<Placed> all = new ArrayList<>();
        Map<String, Shard> seen = new HashMap<>();
        for (Shard shard : shards) {
            FindingFiles.Content content = FindingFiles.read(storage, folder, shard);
            ShardJoin.requireFinished(folder, shard, content.extent().torn());
            for (FindingRecord finding : content.findings()) {
                Shard earlier = seen.putIfAbsent(finding.id(), shard);
                if (earlier != null) {
                    throw new IOException(folder + " has two findings on " + JsonText.quote(finding.id()) + ", in "
                            + earlier.recordsPart() + " and " + shard.recordsPart() + ": remove one of the lines");
                }
                all.add(new Placed(shard, finding));
            }
        }
        return all;
    }

    /** Matrices first: lines must never name what is not there. */
    @Override
    public void join(List<Shard> shards) throws IOException {
        List<Placed> all = complete(shards);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        List<Map.Entry<Shard, Block>> blocks = new ArrayList<>();
        long end = 0;
        for (Placed placed : all) {
            Map<String, Block> moved = new TreeMap<>();
            for (Map.Entry<String, Block> block : placed.finding().blocks().entrySet()) {
                Block old = block.getValue();
                Block next = new Block(end, old.rows(), old.columns(), old.type());
                moved.put(block.getKey(), next);
                blocks.add(Map.entry(placed.shard(), old));
                end = next.end();
            }
            FindingRecord finding = placed.finding();
            lines.writeBytes(new FindingRecord(finding.id(), finding.values(), moved).toLine());
        }
        try (InputStream joined = new SequenceInputStream(contents(blocks.iterator()))) {
            storage.write(folder, Blocks.part(Shard.WHOLE), joined);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        storage.write(folder, Shard.WHOLE.recordsPart(), new ByteArrayInputStream(lines.toByteArray()));
    }

    /** One block in memory at a time. */
    private Enumeration<InputStream> contents(Iterator<Map.Entry<Shard, Block>> blocks) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return blocks.hasNext();
            }

            @Override
            public InputStream nextElement() {
                Map.Entry<Shard, Block> next = blocks.next();
                try {
                    return new ByteArrayInputStream(
                            Blocks.bytes(storage, folder, Blocks.part(next.getKey()), next.getValue()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public void requireMerged(List<Shard> shards) throws IOException {
        Map<String, FindingRecord> merged = FindingFiles.read(storage, folder, Shard.WHOLE).findings().stream()
                .collect(Collectors.toMap(FindingRecord::id, finding -> finding, (a, b) -> a));
        for (Shard shard : shards) {
            for (FindingRecord finding :
                    FindingFiles.read(storage, folder, shard).findings()) {
                if (!same(shard, finding, merged.get(finding.id()))) {
                    throw new IOException(folder + ": the finding on " + JsonText.quote(finding.id()) + " in "
                            + shard.recordsPart() + " is not in " + Shard.WHOLE.recordsPart()
                            + ": the files do not belong together");
                }
            }
        }
    }

    /** A shard whose matrices went already, when the merge was interrupted, is compared by its lines. */
    private boolean same(Shard shard, FindingRecord mine, FindingRecord merged) throws IOException {
        if (merged == null
                || !merged.values().equals(mine.values())
                || !merged.blocks().keySet().equals(mine.blocks().keySet())) {
            return false;
        }
        Set<String> parts =
                storage.parts(folder).stream().map(Storage.Part::name).collect(Collectors.toSet());
        for (Map.Entry<String, Block> block : mine.blocks().entrySet()) {
            byte[] there = Blocks.bytes(
                    storage, folder, Blocks.part(Shard.WHOLE), merged.blocks().get(block.getKey()));
            if (parts.contains(Blocks.part(shard))
                    && !Arrays.equals(there, Blocks.bytes(storage, folder, Blocks.part(shard), block.getValue()))) {
                return false;
            }
        }
        return true;
    }
}
