package crosslens.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All runs of one place. Without state of its own: several stores, threads and processes may use one place. */
public final class RunStore {
    private final Storage storage;

    /** Runs in a folder, which is made when the first run is opened. */
    public RunStore(Path folder) {
        this(new FileStorage(folder));
    }

    public RunStore(Storage storage) {
        this.storage = storage;
    }

    /**
     * Opens the run of a spec for appending, a new one or the one that is there; an unfinished last line is cut off, see {@link Run#notices}.
     *
     * @param info names the shard; of a run that is there, only the log notes it
     * @throws IOException if the run is open elsewhere, its files are damaged or have another shard count, or the place cannot be written
     */
    public Run open(RunSpec spec, RunInfo info) throws IOException {
        return RunOpening.open(storage, folderOf(spec).orElseGet(() -> RunName.of(spec, info)), spec, info);
    }

    /** All runs, sorted by name, and what stands between them that is no readable run. */
    public Listing list() throws IOException {
        List<StoredRun> runs = new ArrayList<>();
        List<Finding> unreadable = new ArrayList<>();
        for (String folder : storage.folders()) {
            if (!StoreFolders.isDescribed(storage, folder, Header.PART)) {
                unreadable.add(new Finding(Finding.Kind.DESCRIPTION, folder, 0, "has no " + Header.PART));
                continue;
            }
            try {
                runs.add(StoredRun.load(storage, folder));
            } catch (IOException e) {
                unreadable.add(new Finding(Finding.Kind.DESCRIPTION, folder, 0, e.getMessage()));
            }
        }
        return new Listing(List.copyOf(runs), List.copyOf(unreadable));
    }

    /** The run of a spec, if there is one. */
    public Optional<StoredRun> find(RunSpec spec) throws IOException {
        Optional<String> folder = folderOf(spec);
        return folder.isPresent() ? Optional.of(StoredRun.load(storage, folder.get())) : Optional.empty();
    }

    /**
     * The one run a user means.
     *
     * @param query a run's name or key, or the beginning of either
     * @throws IllegalArgumentException if no run fits or several do; the message lists them
     */
    public StoredRun find(String query) throws IOException {
        Listing listing = list();
        List<StoredRun> fitting = new ArrayList<>();
        for (StoredRun run : listing.runs()) {
            if (run.name().equals(query)) {
                return run;
            }
            if (!query.isBlank() && (run.name().startsWith(query) || run.key().startsWith(query))) {
                fitting.add(run);
            }
        }
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        List<StoredRun> named = fitting.isEmpty() ? listing.runs() : fitting;
        throw new IllegalArgumentException((fitting.isEmpty() ? "no run is called " : "several runs begin with ")
                + JsonText.quote(query) + "; there " + (named.isEmpty() ? "are none" : "are " + named)
                + (listing.unreadable().isEmpty() ? "" : ", and not readable: " + listing.unreadable()));
    }

    /**
     * Removes a folder of the store for good, readable or not.
     *
     * @param name the folder's full name
     * @throws IOException if a process has the run open
     */
    public void delete(String name) throws IOException {
        StoreFolders.delete(storage, name, "run is");
    }

    /** Bytes by folder, unreadable ones included. */
    public Map<String, Long> du() throws IOException {
        return StoreFolders.du(storage);
    }

    /** Packs a run into a new zip file, whole lines only. The same run gives the same bytes. */
    public void exportTo(Path zip, StoredRun run) throws IOException {
        RunExport.pack(run.storage(), run.name(), zip);
    }

    /**
     * Adds the runs of a zip file that {@link #exportTo} made, or shards of runs that are here; everything is checked before anything is written.
     *
     * @return the runs that were added to, in the file's order
     * @throws IOException if the file is damaged or holds anything but runs, or contradicts a run that is here
     */
    public List<StoredRun> importFrom(Path zip) throws IOException {
        List<StoredRun> runs = new ArrayList<>();
        try (RunImport source = new RunImport(zip, storage, new RunArchive(this::folderOf))) {
            for (String name : source.unpack()) {
                runs.add(StoredRun.load(storage, name));
            }
        }
        return List.copyOf(runs);
    }

    /** Joins all shards of a run into one file, see {@link ShardMerge}; a run without shards is left as it is. */
    public StoredRun merge(StoredRun run) throws IOException {
        ShardMerge.merge(storage, run.name());
        return StoredRun.load(storage, run.name());
    }

    /**
     * Looks for damage.
     *
     * @param expectedIds the items asked for, in their fixed order (all shards'); empty if gaps are not to be looked for
     * @return what is wrong; empty if nothing is
     */
    public List<Finding> verify(StoredRun run, List<String> expectedIds) throws IOException {
        return new RunCheck(run, expectedIds).findings();
    }

    /** Sets two runs side by side; they may come from different stores. */
    public RunComparison compare(StoredRun left, StoredRun right) throws IOException {
        return RunComparison.of(left, right);
    }

    private Optional<String> folderOf(RunSpec spec) throws IOException {
        List<String> fitting = storage.folders().stream()
                .filter(name -> RunName.fits(name, spec))
                .toList();
        if (fitting.size() > 1) {
            throw new IOException("one run has several folders: " + fitting + "; move all but one out of the store");
        }
        return fitting.stream().findFirst();
    }

    /** @param unreadable folders that are no run this kit can read, and why */
    public record Listing(List<StoredRun> runs, List<Finding> unreadable) {}
}
