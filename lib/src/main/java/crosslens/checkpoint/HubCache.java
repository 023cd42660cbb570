package crosslens.checkpoint;

import crosslens.data.ContentDigest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hub's cache of this machine, in the layout of the hub's own tools: per model a folder {@code models--org--name} with {@code refs/<revision>}
 * (holds a commit), {@code blobs/<etag>} (contents) and {@code snapshots/<commit>/…} (links into {@code blobs}).
 *
 * @param folder of the cache; need not exist
 * @param linker makes the links
 */
record HubCache(Path folder, Linker linker) {
    private static final String PREFIX = "models--";
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern ETAG = Pattern.compile("[0-9A-Za-z_-]{1,200}");

    /** A cache whose links are symbolic ones. */
    HubCache(Path folder) {
        this(folder, Files::createSymbolicLink);
    }

    /** Makes a link where the machine can. */
    @FunctionalInterface
    interface Linker {
        /**
         * Makes a symbolic link.
         *
         * @param target relative to the link
         */
        void link(Path link, Path target) throws IOException;
    }

    Path repository(HubName name) {
        return folder.resolve(PREFIX + name.org() + "--" + name.name());
    }

    Path snapshot(HubName name, String commit) {
        return repository(name).resolve("snapshots").resolve(commit);
    }

    Path blob(HubName name, String etag) {
        return repository(name).resolve("blobs").resolve(requireEtag(etag));
    }

    /** The file that whoever fetches a blob keeps locked. */
    Path lock(HubName name, String etag) {
        return folder.resolve(".locks")
                .resolve(PREFIX + name.org() + "--" + name.name())
                .resolve(requireEtag(etag) + ".lock");
    }

    /** The commit a revision stood for when it was last fetched; a commit stands for itself. */
    Optional<String> commit(HubName name) throws IOException {
        if (isCommit(name.revision())) {
            return Optional.of(name.revision());
        }
        Path ref = repository(name).resolve("refs").resolve(name.revision());
        if (!Files.isRegularFile(ref)) {
            return Optional.empty();
        }
        String commit = Files.readString(ref).strip();
        return isCommit(commit) ? Optional.of(commit) : Optional.empty();
    }

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** Remembers what a revision stands for. */
    void remember(HubName name, String commit) throws IOException {
        if (isCommit(name.revision())) {
            return;
        }
        Path ref = repository(name).resolve("refs").resolve(name.revision());
        Path parent = ref.resolveSibling("");
        Files.createDirectories(parent);
        Path draft = Files.createTempFile(parent, ".ref", ".tmp");
        try {
            Files.writeString(draft, commit);
            Files.move(draft, ref, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Makes a blob appear in a snapshot: as a symbolic link, else as a second name of the file, else as a copy. */
    void place(HubName name, String commit, String file, String etag) throws IOException {
        Path place = snapshot(name, commit).resolve(HubName.requireSafe(file));
        Path blob = blob(name, etag);
        if (Files.exists(place) && Files.isSameFile(place, blob)) {
            return;
        }
        Path parent = place.resolveSibling("");
        Files.createDirectories(parent);
        Path draft = parent.resolve("." + place.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().getId() + ".tmp");
        try {
            link(draft, parent.relativize(blob), blob);
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void link(Path link, Path target, Path blob) throws IOException {
        try {
            linker.link(link, target);
        } catch (UnsupportedOperationException | FileSystemException noSymbolicLinks) {
            try {
                Files.createLink(link, blob);
            } catch (UnsupportedOperationException | FileSystemException noHardLinks) {
                Files.copy(blob, link, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The checksum that a file of a snapshot should have by the name of the blob it links to; of kind NONE where it links to none. */
    static ContentDigest expected(Path file) throws IOException {
        Path real = file.toRealPath();
        Path parent = real.getParent();
        boolean blob = parent != null && parent.endsWith("blobs");
        return blob ? ContentDigest.ofName(String.valueOf(real.getFileName())) : ContentDigest.NONE;
    }

    /** Every model with a snapshot at a remembered revision, in order of name. */
    List<HubName> names() throws IOException {
        List<HubName> names = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path entry : entries) {
                String[] words = String.valueOf(entry.getFileName()).split("--");
                if (words.length == 3) {
                    HubName.parse(words[1] + "/" + words[2])
                            .ifPresent(name -> revisions(entry).forEach(r -> names.add(name.at(r))));
                }
            }
        }
        names.sort((a, b) -> a.toString().compareToIgnoreCase(b.toString()));
        return names;
    }

    private static List<String> revisions(Path repository) {
        List<String> revisions = new ArrayList<>();
        Path refs = repository.resolve("refs");
        try (var files = Files.walk(refs)) {
            files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .map(f -> refs.relativize(f).toString().replace('\\', '/'))
                    .filter(r -> !r.startsWith("."))
                    .forEach(revisions::add);
        } catch (IOException e) {
            return List.of(); // no refs: nothing that could be named here
        }
        return revisions;
    }

    private static String requireEtag(String etag) {
        if (!ETAG.matcher(etag).matches()) {
            throw new IllegalArgumentException("'" + etag + "' cannot name a file");
        }
        return etag;
    }
}
