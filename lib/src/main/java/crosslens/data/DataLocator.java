package crosslens.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the data set to work on. Looked at in this order:
 *
 * <ol>
 *   <li>the folder the user named; it must hold data,
 *   <li>the folder the environment names, or {@code xquad} in it; it must hold data,
 *   <li>{@code data/raw/xquad}, if XQuAD is there in all its languages,
 *   <li>{@code ../shared/data/xquad}, likewise,
 *   <li>XQuAD's public home, from where it is fetched to {@code data/raw/xquad},
 *   <li>the built-in sample in {@code data/sample}.
 * </ol>
 *
 * @param root the kit's own folder
 * @param option what the user named on the command line
 * @param environment value of {@code CROSSLENS_DATA}
 * @param download empty: work offline
 */
public record DataLocator(
        Path root, Optional<Path> option, Optional<Path> environment, Optional<XquadDownload> download) {
    /** Name of the variable whose value is {@link #environment}. */
    public static final String VARIABLE = "CROSSLENS_DATA";

    private static final String SET = "xquad";

    /** Which of the places it was. */
    public enum Source {
        OPTION,
        ENVIRONMENT,
        RAW,
        SHARED,
        DOWNLOAD,
        SAMPLE
    }

    /**
     * What was found.
     *
     * @param note one line for the user: which place was taken, and why none before it
     */
    public record Located(SquadFolder folder, Source source, String note) {}

    /**
     * Finds the data set, fetching it if need be. A download that fails is no error as long as the sample is there: the note says what failed.
     *
     * @throws InterruptedException if the thread was interrupted while fetching
     * @throws IOException if a folder that was named holds no data, or nothing is anywhere; the message says what to do
     */
    public Located locate(DownloadProgress progress) throws IOException, InterruptedException {
        if (option.isPresent()) {
            return new Located(named(option.get()), Source.OPTION, "data from " + option.get() + ", as asked");
        }
        if (environment.isPresent()) {
            SquadFolder folder = named(environment.get());
            return new Located(folder, Source.ENVIRONMENT, "data from " + folder.path() + ", named by " + VARIABLE);
        }
        List<String> reasons = new ArrayList<>();
        Path raw = root.resolve("data").resolve("raw").resolve(SET);
        Path shared = root.resolve("..")
                .resolve("shared")
                .resolve("data")
                .resolve(SET)
                .normalize();
        Optional<SquadFolder> found = complete(raw, reasons);
        if (found.isPresent()) {
            return new Located(found.get(), Source.RAW, "XQuAD from " + raw);
        }
        found = complete(shared, reasons);
        if (found.isPresent()) {
            return new Located(found.get(), Source.SHARED, "XQuAD from " + shared);
        }
        if (download.isPresent()) {
            try {
                download.get().fetch(raw, progress);
                return new Located(
                        SquadFolder.open(raw),
                        Source.DOWNLOAD,
                        "XQuAD fetched to " + raw + " ("
                                + download.get().catalogue().licence() + ")");
            } catch (IOException e) {
                reasons.add("it could not be fetched: " + e.getMessage());
            }
        } else {
            reasons.add("working offline");
        }
        return sample(reasons);
    }

    private Located sample(List<String> reasons) throws IOException {
        Path sample = root.resolve("data").resolve("sample");
        String why = String.join("; ", reasons);
        try {
            return new Located(
                    SquadFolder.open(sample),
                    Source.SAMPLE,
                    "the built-in sample, since XQuAD is not here (" + why + ")");
        } catch (IOException e) {
            throw new IOException(
                    "no data: " + why + "; " + e.getMessage() + ". Name a folder with --data or " + VARIABLE, e);
        }
    }

    private static SquadFolder named(Path folder) throws IOException {
        Path inside = folder.resolve(SET);
        return SquadFolder.open(Files.isDirectory(inside) ? inside : folder);
    }

    private static Optional<SquadFolder> complete(Path path, List<String> reasons) throws IOException {
        if (!Files.isDirectory(path)) {
            reasons.add(path + " is not there");
            return Optional.empty();
        }
        int expected = XquadCatalogue.bundled().files().size();
        int present = 0;
        for (XquadCatalogue.Entry entry : XquadCatalogue.bundled().files()) {
            present += Files.isRegularFile(path.resolve(entry.file())) ? 1 : 0;
        }
        if (present < expected) {
            reasons.add(path + " has " + present + " of " + expected + " files");
            return Optional.empty();
        }
        return Optional.of(SquadFolder.open(path));
    }
}
