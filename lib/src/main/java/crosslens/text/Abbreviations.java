package crosslens.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Words that end in a full stop without ending a sentence, by language: the kit's own list, beside what ICU knows. */
final class Abbreviations {
    private static final String RESOURCE = "abbreviations.txt";
    private static final String EVERY = "*";
    private static final Map<String, Set<String>> WORDS = load();

    private Abbreviations() {}

    /**
     * Whether a word is an abbreviation of the language or of all.
     *
     * @param word with its full stop
     */
    static boolean contains(Language language, String word) {
        return WORDS.get(EVERY).contains(word)
                || WORDS.getOrDefault(language.code(), Set.of()).contains(word);
    }

    private static Map<String, Set<String>> load() {
        try (InputStream in = Abbreviations.class.getResourceAsStream(RESOURCE)) {
            Map<String, Set<String>> words = new HashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        int colon = line.indexOf(':');
                        words.computeIfAbsent(line.substring(0, colon), code -> new HashSet<>())
                                .addAll(Arrays.asList(
                                        line.substring(colon + 1).strip().split(" +")));
                    });
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("the kit's own list " + RESOURCE + " cannot be read", e);
        }
    }
}
