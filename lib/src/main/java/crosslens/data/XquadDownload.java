package crosslens.data;

import crosslens.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fetches XQuAD from its public home, file by file, each checked against the catalogue. */
public record XquadDownload(XquadCatalogue catalogue, FileDownload download) {
    /**
     * Fetches what a folder lacks; files that are there already are checked and kept.
     *
     * @return the files fetched now, none if everything was there
     * @throws InterruptedException if the thread was interrupted; whole files stay, and a part is continued the next time
     * @throws IOException naming what failed; also if a file that is there is not the published one: it is never overwritten
     */
    public List<Path> fetch(Path folder, DownloadProgress progress) throws IOException, InterruptedException {
        List<Path> fetched = new ArrayList<>();
        for (XquadCatalogue.Entry entry : catalogue.files()) {
            Path file = folder.resolve(entry.file());
            if (Files.exists(file)) {
                requirePublished(file, entry);
                continue;
            }
            download.fetch(
                    catalogue.address().resolve(entry.file()),
                    file,
                    entry.bytes(),
                    entry.sha256(),
                    bytes -> progress.progress(entry.file(), bytes, entry.bytes()));
            fetched.add(file);
        }
        return List.copyOf(fetched);
    }

    private static void requirePublished(Path file, XquadCatalogue.Entry entry) throws IOException {
        if (Files.size(file) != entry.bytes()
                || !Sha256.of(Files.readAllBytes(file)).equals(entry.sha256())) {
            throw new IOException(
                    file + " is not the published file (its SHA-256 differs); move it away and run again");
        }
    }
}
