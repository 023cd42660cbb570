package crosslens.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One run (or one shard of it), open for appending and locked until it is closed by whoever opened it.
 *
 * <p>An appended answer outlasts the end of this process, however it ends; a loss of power can take the answers of the last seconds. A failed append
 * leaves every earlier answer in place: the run can be tried again, or opened again. Safe for use by several threads; an interrupted thread can still
 * append and close.
 */
public final class Run implements Closeable {
    private static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Storage storage;
    private final String name;
    private final RunSpec spec;
    private final List<String> notices;
    private final Object turn = new Object();
    private final Set<String> answered;
    private final Set<String> failed;
    private final LineWriter out;
    private final RunLog log;
    private final Closeable lock;
    private boolean open = true;
    private long lastSync = System.nanoTime();

    Run(Storage storage, String name, RunSpec spec, RunOpening opening) {
        this.storage = storage;
        this.name = name;
        this.spec = spec;
        this.notices = opening.notices();
        this.answered = new HashSet<>(opening.answered());
        this.failed = new HashSet<>(opening.failed());
        this.out = opening.records();
        this.log = opening.log();
        this.lock = opening.lock();
    }

    /** Name of the run's folder. */
    public String name() {
        return name;
    }

    public RunSpec spec() {
        return spec;
    }

    /** What was mended when the run was opened, one sentence each; to be shown to the user. */
    public List<String> notices() {
        return notices;
    }

    /** Whether this run (this shard) has an item's answer. */
    public boolean has(String id) {
        synchronized (turn) {
            return answered.contains(id);
        }
    }

    /** Those of the items that have no answer yet, in their order. */
    public List<String> missing(Collection<String> ids) {
        synchronized (turn) {
            return ids.stream().filter(id -> !answered.contains(id)).toList();
        }
    }

    /** Those of the items that an endpoint gave no answer to, in their order: they have a record, but may be asked again. */
    public List<String> failed(Collection<String> ids) {
        synchronized (turn) {
            return ids.stream().filter(failed::contains).toList();
        }
    }

    /** Number of answers in this run (this shard). */
    public int size() {
        synchronized (turn) {
            return answered.size();
        }
    }

    /**
     * Stores an answer. That to an item of {@link #failed} counts from now on; the earlier record stays in the file.
     *
     * @throws IllegalArgumentException if the item is answered already
     * @throws IOException if it or its time in the log cannot be written, on a full disk say: the answer is stored whole or not at all, {@link #has} tells
     */
    public void append(AnswerRecord answer) throws IOException {
        byte[] line = answer.toLine();
        synchronized (turn) {
            requireOpen();
            boolean again = failed.contains(answer.id());
            if (answered.contains(answer.id()) && !again) {
                throw new IllegalArgumentException(name + " already has an answer to " + JsonText.quote(answer.id()));
            }
            try {
                out.write(line);
                answered.add(answer.id());
                failed.remove(answer.id());
                if (answer.stop().mayBeAskedAgain()) {
                    failed.add(answer.id());
                }
                log.told(again ? "answer again" : "answer", answer.id());
                if (System.nanoTime() - lastSync > SYNC_NANOS) {
                    out.sync();
                    lastSync = System.nanoTime();
                }
            } catch (IOException e) {
                throw new IOException(
                        e.getMessage() + "; the " + answered.size() + " answers of " + name
                                + " so far are kept: mend the cause and start again",
                        e);
            }
        }
    }

    /** Notes an event with its time in the log beside the records. */
    public void log(String event, String detail) throws IOException {
        synchronized (turn) {
            requireOpen();
            log.told(event, detail);
        }
    }

    /** All answers of the run, those of its other shards included, sorted by id. */
    public List<AnswerRecord> records() throws IOException {
        synchronized (turn) {
            return Records.readAll(storage, name);
        }
    }

    /** Makes everything durable and gives the lock back. A second call does nothing. */
    @Override
    public void close() throws IOException {
        synchronized (turn) {
            if (open) {
                open = false;
                try {
                    out.sync();
                    log.told("close", answered.size() + " answers");
                } finally {
                    Closing.all(out, log, lock);
                }
            }
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the run " + name + " is closed");
        }
    }
}
