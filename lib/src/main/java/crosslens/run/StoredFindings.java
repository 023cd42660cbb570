package crosslens.run;

import crosslens.run.FindingRecord.Block;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The findings of one analysis, for reading; another process may be appending to them meanwhile. Matrices are read when they are asked for. */
public final class StoredFindings {
    private final Storage storage;
    private final String name;
    private final FindingFiles.Described described;
    private final Map<String, Shard> shards = new ConcurrentHashMap<>();

    StoredFindings(Storage storage, String name) throws IOException {
        this.storage = storage;
        this.name = name;
        this.described = FindingFiles.describedIn(storage, name);
    }

    /** Name of the folder. */
    public String name() {
        return name;
    }

    public FindingSpec spec() {
        return described.spec();
    }

    /** Circumstances of the first opening. */
    public RunInfo info() {
        return described.info();
    }

    /** Number of lines in the files of findings, without looking into them. */
    public long size() throws IOException {
        long lines = 0;
        for (Shard shard : Records.present(storage, name)) {
            try (InputStream in = storage.read(name, shard.recordsPart())) {
                lines += Lines.scan(in, name, (number, bytes) -> {}).lines();
            }
        }
        return lines;
    }

    /** Circumstances of every opening, from the logs, in the order of their parts. */
    public List<RunInfo> openings() throws IOException {
        return RunLog.openings(storage, name);
    }

    /** Files and their sizes. */
    public List<Storage.Part> parts() throws IOException {
        return storage.parts(name);
    }

    /**
     * All findings, sorted by id; an unfinished last line is none.
     *
     * @throws IOException if a line is no finding, an item has two, or shards of different counts are mixed
     */
    public List<FindingRecord> records() throws IOException {
        List<FindingRecord> records = new ArrayList<>();
        Map<String, Shard> seen = new HashMap<>();
        for (Shard shard : Records.shards(storage, name)) {
            for (FindingRecord finding : FindingFiles.read(storage, name, shard).findings()) {
                Shard earlier = seen.putIfAbsent(finding.id(), shard);
                if (earlier != null) {
                    throw new IOException(name + " has two findings on " + JsonText.quote(finding.id()) + ", in "
                            + earlier.recordsPart() + " and " + shard.recordsPart() + ": remove one of the lines");
                }
                records.add(finding);
            }
        }
        shards.putAll(seen);
        records.sort(Comparator.comparing(FindingRecord::id));
        return List.copyOf(records);
    }

    /**
     * A matrix of one of {@link #records}.
     *
     * @return shape (rows, columns); numbers stored in single precision are exact in it
     * @throws IllegalArgumentException if the finding is none of these or names no such matrix
     * @throws IOException if the matrix is damaged; the message names file and place
     */
    public double[][] matrix(FindingRecord finding, String matrix) throws IOException {
        Shard shard = shards.get(finding.id());
        Block block = finding.blocks().get(matrix);
        if (shard == null || block == null) {
            throw new IllegalArgumentException(name + " has no matrix " + JsonText.quote(matrix) + " of "
                    + JsonText.quote(finding.id()) + "; its record names "
                    + finding.blocks().keySet());
        }
        ByteBuffer bytes = Blocks.read(storage, name, Blocks.part(shard), block);
        double[][] rows = new double[block.rows()][block.columns()];
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = block.type() == Block.Type.F32 ? bytes.getFloat() : bytes.getDouble();
            }
        }
        return rows;
    }

    /** When every finding was stored, and when work on them began and ended; empty if no log tells. */
    public List<StoredTime> times() throws IOException {
        return StoredTime.read(storage, name);
    }

    @Override
    public String toString() {
        return name;
    }
}
