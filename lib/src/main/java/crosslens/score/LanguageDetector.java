package crosslens.score;

import crosslens.text.Language;
import java.util.Optional;
import java.util.Set;

/** Tells the language of a short text. Implementations may be used by any number of threads. */
@FunctionalInterface
public interface LanguageDetector {
    /**
     * The text's language among the candidates; empty if it cannot be told.
     *
     * @param candidates at least two
     */
    Optional<Language> detect(String text, Set<Language> candidates);

    /**
     * A name for everything its answers depend on, version and settings, so that they may be stored and read back in its place: letters, digits, dots and
     * hyphens. Empty if nothing may be stored.
     */
    default Optional<String> identity() {
        return Optional.empty();
    }
}
