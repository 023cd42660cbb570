package crosslens.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.run.FindingRecord.Block;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The findings of one analysis (or one shard of them), open for appending and locked until closed by whoever opened them.
 *
 * <p>A finding counts once its line is written, which happens after its matrices: a process killed at any byte leaves at most one unfinished line and matrices
 * that no line names, both cut off at the next opening. Safe for use by several threads; an interrupted thread can still append and close.
 */
public final class FindingRun implements Closeable {
    private final String name;
    private final FindingFiles files;
    private final Object turn = new Object();
    private final Set<String> ids;
    private long blocksEnd;
    private boolean open = true;

    FindingRun(String name, FindingFiles files) {
        this.name = name;
        this.files = files;
        this.ids = new HashSet<>(files.ids());
        this.blocksEnd = files.blocksEnd();
    }

    /** Name of the folder. */
    public String name() {
        return name;
    }

    /** What was mended when the findings were opened, one sentence each; to be shown to the user. */
    public List<String> notices() {
        return files.notices();
    }

    /** Those of the items that have no finding in this shard yet, in their order. */
    public List<String> missing(Collection<String> items) {
        synchronized (turn) {
            return items.stream().filter(id -> !ids.contains(id)).toList();
        }
    }

    /** Number of findings in this shard. */
    public int size() {
        synchronized (turn) {
            return ids.size();
        }
    }

    /** Stores a finding without matrices; errors as {@link #append(String, ObjectNode, Map, FindingRecord.Block.Type)}. */
    public void append(String id, ObjectNode values) throws IOException {
        append(id, values, Map.of(), Block.Type.F64);
    }

    /**
     * Stores a finding.
     *
     * @param values small values, kept in the line
     * @param matrices by name, each of rows of one length; stored in the type given
     * @throws IllegalArgumentException if the item has a finding already, a matrix is empty or ragged, or a value is not finite
     * @throws IOException if it cannot be written, on a full disk say: it is stored whole or not at all
     */
    public void append(String id, ObjectNode values, Map<String, double[][]> matrices, Block.Type type)
            throws IOException {
        synchronized (turn) {
            requireOpen();
            if (ids.contains(id)) {
                throw new IllegalArgumentException(name + " already has a finding on " + JsonText.quote(id));
            }
            Map<String, Block> blocks = new TreeMap<>();
            long end = blocksEnd;
            for (Map.Entry<String, double[][]> matrix : new TreeMap<>(matrices).entrySet()) {
                Block block = block(id, end, matrix.getValue(), type);
                blocks.put(matrix.getKey(), block);
                end = block.end();
            }
            byte[] line = new FindingRecord(id, values, blocks).toLine();
            try {
                for (Map.Entry<String, Block> block : blocks.entrySet()) {
                    files.blocks().write(Blocks.encode(block.getValue(), matrices.get(block.getKey())));
                    blocksEnd = block.getValue().end();
                }
                files.records().write(line);
                ids.add(id);
                files.log().told("finding", id);
            } catch (IOException e) {
                throw new IOException(
                        e.getMessage() + "; the " + ids.size() + " findings of " + name
                                + " so far are kept: mend the cause and start again",
                        e);
            }
        }
    }

    /** Notes an event with its time in the log beside the records. */
    public void log(String event, String detail) throws IOException {
        synchronized (turn) {
            requireOpen();
            files.log().told(event, detail);
        }
    }

    /** Makes everything durable, matrices first, and gives the lock back. A second call does nothing. */
    @Override
    public void close() throws IOException {
        synchronized (turn) {
            if (open) {
                open = false;
                try {
                    files.blocks().sync();
                    files.records().sync();
                    files.log().told("close", ids.size() + " findings");
                } finally {
                    files.close();
                }
            }
        }
    }

    private static Block block(String id, long offset, double[][] rows, Block.Type type) {
        if (rows.length == 0 || Arrays.stream(rows).anyMatch(row -> row.length != rows[0].length)) {
            throw new IllegalArgumentException(
                    "a matrix of " + JsonText.quote(id) + " is empty or has rows of different lengths");
        }
        return new Block(offset, rows.length, rows[0].length, type);
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the findings " + name + " are closed");
        }
    }
}
