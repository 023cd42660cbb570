package crosslens.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All findings of one place, beside the runs they look into: the same layout of folders, shards, logs and locks, with matrices in a binary file a shard. It needs
 * a folder of its own. Without state: several stores, threads and processes may use one place.
 */
public final class FindingStore {
    private static final int KEY_DIGITS = 12;

    private final Storage storage;

    /** Findings in a folder, which is made when the first are stored. */
    public FindingStore(Path folder) {
        this(new FileStorage(folder));
    }

    public FindingStore(Storage storage) {
        this.storage = storage;
    }

    /**
     * Opens the findings of a spec for appending, new ones or those that are there; what an interrupted run left unfinished is cut off, see
     * {@link FindingRun#notices}.
     *
     * @param info names the shard; of findings that are there, only the log notes it
     * @throws IOException if they are open elsewhere, the files are damaged or have another shard count, or the place cannot be written
     */
    public FindingRun open(FindingSpec spec, RunInfo info) throws IOException {
        String folder = folderOf(spec).orElseGet(() -> name(spec, info));
        return new FindingRun(folder, FindingFiles.open(storage, folder, spec, info));
    }

    /** The findings of a spec, if there are any. */
    public Optional<StoredFindings> find(FindingSpec spec) throws IOException {
        Optional<String> folder = folderOf(spec);
        return folder.isPresent() ? Optional.of(new StoredFindings(storage, folder.get())) : Optional.empty();
    }

    /**
     * All findings, sorted by name.
     *
     * @throws IOException naming the folder that cannot be read
     */
    public List<StoredFindings> list() throws IOException {
        List<StoredFindings> all = new ArrayList<>();
        for (String folder : storage.folders()) {
            all.add(new StoredFindings(storage, folder));
        }
        return List.copyOf(all);
    }

    private Optional<String> folderOf(FindingSpec spec) throws IOException {
        List<String> fitting = storage.folders().stream()
                .filter(name -> name.endsWith("-" + digits(spec.key())))
                .toList();
        if (fitting.size() > 1) {
            throw new IOException("the same findings have several folders: " + fitting + "; move all but one away");
        }
        return fitting.stream().findFirst();
    }

    /** E.g. {@code relevance-en-de-2shot-v1-raw-smollm2-1a2b3c4d5e6f}: the name of the run with the analysis before it and the findings' own key. */
    private static String name(FindingSpec spec, RunInfo info) {
        String run = RunName.of(spec.run(), info);
        return spec.kind() + "-" + run.substring(0, run.length() - KEY_DIGITS) + digits(spec.key());
    }

    private static String digits(String key) {
        return key.substring(0, KEY_DIGITS);
    }
}
