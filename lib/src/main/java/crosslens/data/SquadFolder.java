package crosslens.data;

import crosslens.text.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with one SQuAD file per language, named {@code <anything>.<code>.json}: {@code xquad.de.json}, {@code my.ja.json}. Files of other names are
 * no data and are left alone. Looks at the names when opened, at the contents when loaded.
 */
public final class SquadFolder {
    private static final Pattern NAME = Pattern.compile("(.+)\\.([A-Za-z]{2,3})\\.json");

    private final Path path;
    private final SortedMap<Language, Path> files;
    private final String name;

    private SquadFolder(Path path, SortedMap<Language, Path> files, String name) {
        this.path = path;
        this.files = files;
        this.name = name;
    }

    /**
     * Opens a folder.
     *
     * @throws IOException if there is no such folder, no file of the form in it, or two of one language
     */
    public static SquadFolder open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new NoSuchFileException(
                    path.toString(), null, "no such folder; give one with files like xquad.de.json");
        }
        SortedMap<Language, Path> files = new TreeMap<>();
        Set<String> prefixes = new LinkedHashSet<>();
        for (Path file : sorted(path)) {
            Matcher match = NAME.matcher(path.relativize(file).toString());
            if (match.matches() && Language.isKnown(match.group(2)) && Files.isRegularFile(file)) {
                Path other = files.put(Language.of(match.group(2)), file);
                if (other != null) {
                    throw new IOException(path + " has two files of one language: " + other.getFileName() + " and "
                            + file.getFileName() + "; move one of them away");
                }
                prefixes.add(match.group(1));
            }
        }
        if (files.isEmpty()) {
            throw new IOException(path + " has no data: a file per language is expected, named like xquad.de.json");
        }
        Path folder = path.toAbsolutePath().normalize().getFileName();
        String name =
                prefixes.size() == 1 || folder == null ? prefixes.iterator().next() : folder.toString();
        return new SquadFolder(path, files, name);
    }

    public Path path() {
        return path;
    }

    /** What stands before the language in all file names ({@code xquad}), or the folder's name where they differ. */
    public String name() {
        return name;
    }

    /** The study's languages in its order, then others by code. */
    public List<Language> languages() {
        return List.copyOf(files.keySet());
    }

    /**
     * The file of one language.
     *
     * @throws IOException if there is none; the message lists what there is
     */
    public Path file(Language language) throws IOException {
        Path file = files.get(language);
        if (file == null) {
            throw new IOException("no " + language.englishName() + " file (" + name + "." + language + ".json) in "
                    + path + "; there are files for " + languages());
        }
        return file;
    }

    /** Loads all languages that are there. */
    public ParallelSet load() throws IOException {
        return load(files.keySet());
    }

    /**
     * Loads some languages, each once however often it is named.
     *
     * @throws IOException if one has no file, a file is malformed, or the files are not parallel
     */
    public ParallelSet load(Collection<Language> languages) throws IOException {
        try {
            List<LanguageFile> loaded = List.copyOf(new LinkedHashSet<>(languages)).parallelStream()
                    .map(this::read)
                    .toList();
            return new ParallelSet(name, loaded);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private LanguageFile read(Language language) {
        try {
            return SquadReader.read(file(language), language);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sorted(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().toList();
        }
    }
}
