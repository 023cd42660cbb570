package crosslens.run;

import crosslens.text.Language;
import crosslens.text.Sha256;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * What detectors of languages said of texts: a folder a detector (its name holds version and settings), in it a file for each set of languages it chose among.
 *
 * <p>A line holds the hash of a text, the language and a checksum over these, the detector and the candidates: what is true of one text, detector and set is never
 * taken for another. Since a text's language depends on no run, runs come and go without it; a file may be deleted at any time, and is then made anew. Files are
 * replaced whole, so that readers see the old or the new one; of two processes that store at once, one may lose its new lines. Without state.
 */
public final class LanguageStore {
    private static final String HEAD = "crosslens languages 1";
    private static final String ENDING = ".txt";
    private static final String NONE = "-";
    private static final int KEY_DIGITS = 32;

    private final Storage storage;

    /** Languages in a folder, which is made when the first are stored. */
    public LanguageStore(Path folder) {
        this(new FileStorage(folder));
    }

    LanguageStore(Storage storage) {
        this.storage = storage;
    }

    /**
     * One file's content.
     *
     * @param languages by the {@link #key} of the text; empty where the detector could not tell
     * @param faults lines that cannot be used and are in {@code languages} no more
     */
    public record Stored(Map<String, Optional<Language>> languages, List<Finding> faults) {
        public Stored {
            languages = Collections.unmodifiableMap(new HashMap<>(languages));
            faults = List.copyOf(faults);
        }
    }

    /** What stands for a text: 128 bits of the SHA-256 of its UTF-16 units, so that unpaired surrogates count too. */
    public static String key(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * text.length());
        bytes.asCharBuffer().put(text);
        return Sha256.of(bytes.array()).substring(0, KEY_DIGITS);
    }

    /**
     * What is stored of a detector that chose among some languages; nothing if there is no file.
     *
     * @throws IOException if the file cannot be read
     */
    public Stored read(String detector, Set<Language> candidates) throws IOException {
        String part = part(candidates);
        boolean there =
                storage.parts(detector).stream().anyMatch(file -> file.name().equals(part));
        return there ? read(detector, part, candidates) : new Stored(Map.of(), List.of());
    }

    /** Adds languages to a file; lines of it that cannot be used are left out for good. */
    public void add(String detector, Set<Language> candidates, Map<String, Optional<Language>> languages)
            throws IOException {
        Map<String, Optional<Language>> all =
                new TreeMap<>(read(detector, candidates).languages());
        all.putAll(languages);
        Form form = Form.of(detector, candidates);
        StringBuilder text = new StringBuilder(form.head()).append('\n');
        all.forEach((key, language) -> text.append(
                        form.line(key, language.map(Language::code).orElse(NONE)))
                .append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        storage.write(detector, part(candidates), new ByteArrayInputStream(bytes));
    }

    /** Reads all files and says what is damaged; empty if nothing is. */
    public List<Finding> verify() throws IOException {
        List<Finding> faults = new ArrayList<>();
        for (String detector : storage.folders()) {
            for (Storage.Part part : storage.parts(detector)) {
                Optional<Set<Language>> candidates = candidates(part.name());
                if (candidates.isPresent()) {
                    faults.addAll(read(detector, part.name(), candidates.get()).faults());
                } else {
                    faults.add(fault(Finding.Kind.DESCRIPTION, detector, part.name(), 0, "is no file of languages"));
                }
            }
        }
        return List.copyOf(faults);
    }

    /** Bytes by detector. */
    public Map<String, Long> du() throws IOException {
        return StoreFolders.du(storage);
    }

    private Stored read(String detector, String part, Set<Language> candidates) throws IOException {
        Form form = Form.of(detector, candidates);
        Map<String, Optional<Language>> languages = new HashMap<>();
        int bad = 0;
        int first = 0;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(storage.read(detector, part), StandardCharsets.ISO_8859_1))) {
            if (!form.head().equals(in.readLine())) {
                String what = "does not begin with \"" + form.head() + "\"";
                return new Stored(Map.of(), List.of(fault(Finding.Kind.DESCRIPTION, detector, part, 1, what)));
            }
            String line = in.readLine();
            for (int number = 2; line != null; number++) {
                if (!form.take(line, languages)) {
                    first = bad++ == 0 ? number : first;
                }
                line = in.readLine();
            }
        }
        String what = (bad == 1 ? "is" : "and " + (bad - 1) + " more lines are") + " damaged";
        return new Stored(
                languages,
                bad == 0 ? List.of() : List.of(fault(Finding.Kind.BROKEN_LINE, detector, part, first, what)));
    }

    /**
     * How a file is written.
     *
     * @param head its first line, which is part of every checksum
     * @param languages the candidates by code
     */
    private record Form(String head, Map<String, Language> languages) {
        static Form of(String detector, Set<Language> candidates) {
            return new Form(
                    HEAD + " " + detector + " " + codes(candidates),
                    candidates.stream().collect(Collectors.toMap(Language::code, language -> language)));
        }

        String line(String key, String code) {
            CRC32 check = new CRC32();
            check.update((head + " " + key + " " + code).getBytes(StandardCharsets.US_ASCII));
            return key + " " + code + " " + HexFormat.of().toHexDigits((int) check.getValue());
        }

        /** Adds what a line says; false if it is damaged. */
        boolean take(String line, Map<String, Optional<Language>> found) {
            int end = line.indexOf(' ', KEY_DIGITS + 1);
            if (end < 0) {
                return false;
            }
            String key = line.substring(0, KEY_DIGITS);
            String code = line.substring(KEY_DIGITS + 1, end);
            Optional<Language> language = Optional.ofNullable(languages.get(code));
            if ((language.isEmpty() && !code.equals(NONE)) || !line.equals(line(key, code))) {
                return false;
            }
            found.put(key, language);
            return true;
        }
    }

    private static String part(Set<Language> candidates) {
        return codes(candidates) + ENDING;
    }

    private static String codes(Set<Language> candidates) {
        return new TreeSet<>(candidates).stream().map(Language::code).collect(Collectors.joining("-"));
    }

    /** Which languages a file of this name is of. */
    private static Optional<Set<Language>> candidates(String part) {
        List<String> codes = Arrays.asList(part.replace(ENDING, "").split("-"));
        if (!part.endsWith(ENDING) || !codes.stream().allMatch(Language::isKnown)) {
            return Optional.empty();
        }
        Set<Language> candidates = codes.stream().map(Language::of).collect(Collectors.toSet());
        return part(candidates).equals(part) ? Optional.of(candidates) : Optional.empty();
    }

    private static Finding fault(Finding.Kind kind, String detector, String part, long line, String what) {
        return new Finding(kind, detector + "/" + part, line, what + ": detected again where it is needed");
    }
}
