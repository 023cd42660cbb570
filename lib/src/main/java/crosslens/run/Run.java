package crosslens.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
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
public final class Run implements AutoCloseable {
    private static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Storage storage;
    private final String name;
    private final RunSpec spec;
    private final Shard shard;
    private final List<String> notices = new ArrayList<>();
    private final Set<String> answered = new HashSet<>();
    private LineWriter out;
    private RunLog log;
    private Closeable lock;
    private boolean open;
    private long lastSync = System.nanoTime();

    private Run(Storage storage, String name, RunSpec spec, Shard shard) {
        this.storage = storage;
        this.name = name;
        this.spec = spec;
        this.shard = shard;
    }

    static Run open(Storage storage, String name, RunSpec spec, RunInfo info) throws IOException {
        Run run = new Run(storage, name, spec, info.shard());
        run.refuseOtherCounts();
        run.lock = storage.lock(name, info.shard().recordsPart());
        try {
            run.recover();
            run.describe(info);
            run.log = RunLog.open(storage, name, info.shard().logPart());
            run.log.opened(info);
            for (String notice : run.notices) {
                run.log.told("notice", notice);
            }
            run.open = true;
            return run;
        } finally {
            if (!run.open) {
                run.release();
            }
        }
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
        return List.copyOf(notices);
    }

    /** Whether this run (this shard) has an item's answer. */
    public synchronized boolean has(String id) {
        return answered.contains(id);
    }

    /** Those of the items that have no answer yet, in their order. */
    public synchronized List<String> missing(Collection<String> ids) {
        return ids.stream().filter(id -> !answered.contains(id)).toList();
    }

    /** Number of answers in this run (this shard). */
    public synchronized int size() {
        return answered.size();
    }

    /**
     * Stores an answer.
     *
     * @throws IllegalArgumentException if the item is answered already
     * @throws IOException if it cannot be written, on a full disk say: nothing of it is stored then
     */
    public synchronized void append(AnswerRecord answer) throws IOException {
        requireOpen();
        if (answered.contains(answer.id())) {
            throw new IllegalArgumentException(name + " already has an answer to " + JsonText.quote(answer.id()));
        }
        byte[] line = answer.toLine();
        try {
            out.write(line);
            answered.add(answer.id());
            log.told("answer", answer.id());
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

    /** Notes an event with its time in the log beside the records. */
    public synchronized void log(String event, String detail) throws IOException {
        requireOpen();
        log.told(event, detail);
    }

    /** All answers of the run, those of its other shards included, sorted by id. */
    public synchronized List<AnswerRecord> records() throws IOException {
        return Records.readAll(storage, name);
    }

    /** Makes everything durable and gives the lock back. A second call does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (open) {
            open = false;
            try {
                out.sync();
                log.told("close", answered.size() + " answers");
            } finally {
                release();
            }
        }
    }

    private void recover() throws IOException {
        String part = shard.recordsPart();
        Storage.Appender appender = storage.append(name, part);
        out = new LineWriter(appender, 0);
        Records.Content content = Records.read(storage, name, part);
        if (content.extent().torn() > 0) {
            appender.cut(content.extent().whole());
            notices.add(name + "/" + part + ": cut off an unfinished last line of "
                    + content.extent().torn() + " bytes, left by an interrupted run; its item will be answered again");
        }
        out = new LineWriter(appender, content.extent().whole());
        content.answers().forEach(answer -> answered.add(answer.id()));
        try {
            refuseOtherCounts();
        } catch (IOException e) {
            if (content.extent().whole() == 0) {
                storage.delete(name, part);
            }
            throw e;
        }
    }

    private void describe(RunInfo info) throws IOException {
        if (storage.parts(name).stream().noneMatch(part -> part.name().equals(Header.PART))) {
            Header.of(spec, info).write(storage, name);
        }
        RunSpec stored = Header.read(storage, name).spec();
        if (!stored.equals(spec)) {
            throw new IOException(name + "/" + Header.PART + " describes another run (key " + stored.key() + ", not "
                    + spec.key() + "): the file was changed; delete the run or restore the file");
        }
    }

    private void refuseOtherCounts() throws IOException {
        for (Shard present : Records.present(storage, name)) {
            if (present.count() != shard.count()) {
                throw new IOException(name + " has shards of " + present.count() + " (" + present.recordsPart()
                        + "), not of " + shard.count() + ": go on with that count, or merge the shards first");
            }
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the run " + name + " is closed");
        }
    }

    private void release() throws IOException {
        open = false;
        try {
            close(out);
        } finally {
            try {
                close(log);
            } finally {
                close(lock);
            }
        }
    }

    private static void close(Closeable resource) throws IOException {
        if (resource != null) {
            resource.close();
        }
    }
}
