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
}
