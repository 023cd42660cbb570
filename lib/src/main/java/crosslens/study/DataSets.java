package crosslens.study;

import crosslens.data.DataLocator;
import crosslens.data.DataLocator.Located;
import crosslens.data.DataLocator.Source;
import crosslens.data.FileDownload;
import crosslens.data.ParallelSet;
import crosslens.data.ProxySettings;
import crosslens.data.SquadFolder;
import crosslens.data.XquadCatalogue;
import crosslens.data.XquadDownload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The data sets a user can name, each looked for and loaded once. */
public final class DataSets {
    /** Name of the published data set. */
    public static final String XQUAD = "xquad";

    /** Name of the built-in sample. */
    public static final String SAMPLE = "sample";

    private final Settings settings;
    private final ProgressListener progress;
    private final Map<Optional<String>, Located> located = new HashMap<>();
    private final Map<Path, ParallelSet> loaded = new HashMap<>();

    DataSets(Settings settings, ProgressListener progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Where a data set is.
     *
     * @param name a folder, {@code xquad}, {@code sample}, or empty for what the settings name or the kit finds
     * @throws IOException if it is not there and cannot be fetched
     */
    public Located locate(Optional<String> name) throws IOException, InterruptedException {
        Optional<String> wanted = name.or(settings::data);
        Located known = located.get(wanted);
        if (known == null) {
            known = find(wanted);
            located.put(wanted, known);
        }
        return known;
    }

    /** A data set with all its languages; parameters and errors as in {@link #locate}. */
    public ParallelSet load(Optional<String> name) throws IOException, InterruptedException {
        SquadFolder folder = locate(name).folder();
        ParallelSet set = loaded.get(folder.path());
        if (set == null) {
            set = folder.load();
            loaded.put(folder.path(), set);
        }
        return set;
    }

    private Located find(Optional<String> wanted) throws IOException, InterruptedException {
        if (wanted.equals(Optional.of(SAMPLE))) {
            Path folder = settings.root().resolve("data/sample");
            return new Located(SquadFolder.open(folder), Source.SAMPLE, "the built-in sample");
        }
        if (wanted.equals(Optional.of(XQUAD))) {
            Located found = search(Optional.empty());
            if (found.source() == Source.SAMPLE) {
                throw new IOException("XQuAD is not here (" + found.note()
                        + "); fetch it with ./crosslens data fetch, or use --data sample");
            }
            return found;
        }
        return search(wanted.map(Path::of));
    }

    private Located search(Optional<Path> folder) throws IOException, InterruptedException {
        Optional<XquadDownload> download = settings.offline() ? Optional.empty() : Optional.of(download());
        return new DataLocator(settings.root(), folder, Optional.empty(), download).locate((file, bytes, all) -> {});
    }

    /** What fetches XQuAD. */
    public static XquadDownload download() throws IOException {
        return new XquadDownload(XquadCatalogue.bundled(), new FileDownload(ProxySettings.of(System.getenv())));
    }
}
