package crosslens.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     * All findings, sorted by name. A folder that nothing describes yet, because another process is making it, is passed over.
     *
     * @throws IOException naming the folder that cannot be read
     */
    public List<StoredFindings> list() throws IOException {
        List<StoredFindings> all = new ArrayList<>();
        for (String folder : storage.folders()) {
            if (StoreFolders.isDescribed(storage, folder, FindingFiles.HEADER)) {
                all.add(new StoredFindings(storage, folder));
            }
        }
        return List.copyOf(all);
    }

    /** All findings, sorted by name, and what stands between them that is no readable folder of findings. */
    public Listing listing() throws IOException {
        List<StoredFindings> all = new ArrayList<>();
        List<Finding> unreadable = new ArrayList<>();
        for (String folder : storage.folders()) {
            if (!StoreFolders.isDescribed(storage, folder, FindingFiles.HEADER)) {
                unreadable.add(new Finding(Finding.Kind.DESCRIPTION, folder, 0, "has no " + FindingFiles.HEADER));
                continue;
            }
            try {
                all.add(new StoredFindings(storage, folder));
            } catch (IOException e) {
                unreadable.add(new Finding(Finding.Kind.DESCRIPTION, folder, 0, e.getMessage()));
            }
        }
        return new Listing(List.copyOf(all), List.copyOf(unreadable));
    }

    /** @param unreadable folders that hold no findings this kit can read, and why */
    public record Listing(List<StoredFindings> findings, List<Finding> unreadable) {}

    /** Those whose name or key is the query; if there are none, those whose name or key begins with it. */
    public List<StoredFindings> find(String query) throws IOException {
        List<StoredFindings> all = listing().findings();
        List<StoredFindings> named =
                all.stream().filter(found -> found.name().equals(query)).toList();
        if (!named.isEmpty() || query.isBlank()) {
            return named;
        }
        return all.stream()
                .filter(found ->
                        found.name().startsWith(query) || found.spec().key().startsWith(query))
                .toList();
    }

    /**
     * Removes a folder of findings for good, readable or not.
     *
     * @param name the folder's full name
     * @throws IOException if a process has the findings open
     */
    public void delete(String name) throws IOException {
        StoreFolders.delete(storage, name, "findings are");
    }

    /** Bytes by folder, unreadable ones included. */
    public Map<String, Long> du() throws IOException {
        return StoreFolders.du(storage);
    }

    /** Packs findings into a new zip file, whole lines only. The same findings give the same bytes. */
    public void exportTo(Path zip, StoredFindings findings) throws IOException {
        RunExport.pack(storage, findings.name(), zip);
    }

    /**
     * Adds the findings of a zip file that {@link #exportTo} made, or shards of findings that are here; everything is checked before anything is written.
     *
     * @return the findings that were added to, in the file's order
     * @throws IOException if the file is damaged or holds anything but findings, or contradicts findings that are here
     */
    public List<StoredFindings> importFrom(Path zip) throws IOException {
        List<StoredFindings> added = new ArrayList<>();
        try (RunImport source = new RunImport(zip, storage, new FindingArchive(this::folderOf))) {
            for (String name : source.unpack()) {
                added.add(new StoredFindings(storage, name));
            }
        }
        return List.copyOf(added);
    }

    /**
     * Which analysis the findings in a zip file are of: that of the first folder, since an archive is made of one.
     *
     * @return empty if it holds none, because it holds runs or anything else
     * @throws IOException if it is no zip file, or the description in it cannot be used
     */
    public static Optional<FindingSpec.Kind> kindIn(Path zip) throws IOException {
        return FindingArchive.kindIn(zip);
    }

    /** Joins all shards of findings into one file of lines and one of matrices; findings without shards are left as they are. */
    public StoredFindings merge(StoredFindings findings) throws IOException {
        FindingMerge.merge(storage, findings.name());
        return new StoredFindings(storage, findings.name());
    }

    /**
     * Looks for damage, in the matrices too.
     *
     * @param expectedIds the items asked for, in their fixed order (all shards'); empty if gaps are not to be looked for
     * @return what is wrong; empty if nothing is
     */
    public List<Finding> verify(StoredFindings findings, List<String> expectedIds) throws IOException {
        return new FindingCheck(storage, findings, expectedIds).wrong();
    }

    private Optional<String> folderOf(FindingSpec spec) throws IOException {
        List<String> fitting =
                storage.folders().stream().filter(name -> fits(name, spec)).toList();
        if (fitting.size() > 1) {
            throw new IOException("the same findings have several folders: " + fitting + "; move all but one away");
        }
        return fitting.stream().findFirst();
    }

    /** E.g. {@code relevance-en-de-2shot-v1-raw-smollm2-1a2b3c4d5e6f}: the name of the run with the analysis before it and the findings' own key. */
    static String name(FindingSpec spec, RunInfo info) {
        String run = RunName.of(spec.run(), info);
        return spec.kind() + "-" + run.substring(0, run.length() - KEY_DIGITS) + digits(spec.key());
    }

    /** Whether a folder is the one of a spec, whatever words stand before the key. */
    static boolean fits(String name, FindingSpec spec) {
        return name.endsWith("-" + digits(spec.key()));
    }

    private static String digits(String key) {
        return key.substring(0, KEY_DIGITS);
    }
}
