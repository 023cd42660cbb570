package crosslens.run;

import crosslens.run.Storage.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A run in a store, for reading; another process may be appending to it meanwhile. */
public final class StoredRun {
    private final Storage storage;
    private final String name;
    private final Header header;

    private StoredRun(Storage storage, String name, Header header) {
        this.storage = storage;
        this.name = name;
        this.header = header;
    }

    static StoredRun load(Storage storage, String name) throws IOException {
        return new StoredRun(storage, name, Header.read(storage, name));
    }

    /** Name of the run's folder, e.g. {@code en-de-2shot-v1-raw-smollm2-1a2b3c4d5e6f}. */
    public String name() {
        return name;
    }

    public RunSpec spec() {
        return header.spec();
    }

    /** Circumstances of the run's first opening; see {@link #openings} for the later ones. */
    public RunInfo info() {
        return header.info();
    }

    public String key() {
        return header.spec().key();
    }

    /** All answers, sorted by id; an unfinished last line is none. */
    public List<AnswerRecord> records() throws IOException {
        return Records.readAll(storage, name);
    }

    /** Number of lines in the files of records, without looking into them: an item that was asked again counts for each of its records. */
    public long answers() throws IOException {
        long answers = 0;
        for (Shard shard : Records.present(storage, name)) {
            try (InputStream in = storage.read(name, shard.recordsPart())) {
                answers += Lines.scan(in, name, (number, bytes) -> {}).lines();
            }
        }
        return answers;
    }

    /** Circumstances of every opening, from the logs, in the order of their parts. */
    public List<RunInfo> openings() throws IOException {
        return RunLog.openings(storage, name);
    }

    /** Files and their sizes. */
    public List<Part> parts() throws IOException {
        return storage.parts(name);
    }

    /** Size on disk. */
    public long bytes() throws IOException {
        return parts().stream().mapToLong(Part::bytes).sum();
    }

    Storage storage() {
        return storage;
    }

    /** The key as {@code run.json} states it. */
    String statedKey() {
        return header.key();
    }

    /** When every answer was stored, and when work on them began and ended; empty if no log tells. */
    public List<StoredTime> times() throws IOException {
        return StoredTime.read(storage, name);
    }

    @Override
    public String toString() {
        return name;
    }
}
