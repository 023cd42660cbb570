package crosslens.score;

import com.github.pemistahl.lingua.api.IsoCode639_1;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import crosslens.text.Language;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lingua in its high accuracy mode, as the study uses it.
 *
 * <p>The n-gram models of a language are read when a text first needs them and stay in memory for the whole process, shared by all detectors: with all twelve languages of
 * the study they take hundreds of megabytes (the README of the library has the measured numbers). Nothing needs closing.
 */
public final class LinguaDetector implements LanguageDetector {
    /** Lingua's version, part of the {@link #identity}; read from here, since its jar is 80 MB large. */
    static final String VERSION = "1.2.2";

    private static final int FEWEST_CANDIDATES = 2;
    private static final double MOST_LEAD = 0.99;

    private final double leastLead;
    private final Map<Set<Language>, com.github.pemistahl.lingua.api.LanguageDetector> detectors =
            new ConcurrentHashMap<>();

    /** A detector that says what it thinks most likely, however unsure, as the study's does. */
    public LinguaDetector() {
        this(0);
    }

    /**
     * A detector that is silent where it is unsure.
     *
     * @param leastLead how far the likeliest candidate must lead the second, from 0 to 0.99, in Lingua's measure (the first has 1, the others the ratio of
     *     their log-probability sums to it); with a smaller lead nothing is told
     */
    public LinguaDetector(double leastLead) {
        if (!(leastLead >= 0 && leastLead <= MOST_LEAD)) {
            throw new IllegalArgumentException("a lead lies between 0 and " + MOST_LEAD + ", not at " + leastLead);
        }
        this.leastLead = leastLead;
    }

    /** @throws IllegalArgumentException if there is one candidate only, or Lingua does not know one of them */
    @Override
    public Optional<Language> detect(String text, Set<Language> candidates) {
        var found =
                detectors.computeIfAbsent(Set.copyOf(candidates), this::build).detectLanguageOf(text);
        return found == com.github.pemistahl.lingua.api.Language.UNKNOWN
                ? Optional.empty()
                : Optional.of(Language.of(found.getIsoCode639_1().name()));
    }

    /** Version and least lead, e.g. {@code lingua-1.2.2} or {@code lingua-1.2.2-lead-0.5}. */
    @Override
    public Optional<String> identity() {
        return Optional.of("lingua-" + VERSION + (leastLead == 0 ? "" : "-lead-" + leastLead));
    }

    private com.github.pemistahl.lingua.api.LanguageDetector build(Set<Language> candidates) {
        if (candidates.size() < FEWEST_CANDIDATES) {
            throw new IllegalArgumentException("a language is told among at least two, not among " + candidates);
        }
        return LanguageDetectorBuilder.fromIsoCodes639_1(new TreeSet<>(candidates)
                        .stream().map(LinguaDetector::code).toArray(IsoCode639_1[]::new))
                .withMinimumRelativeDistance(leastLead)
                .build();
    }

    private static IsoCode639_1 code(Language language) {
        return Arrays.stream(IsoCode639_1.values())
                .filter(code -> code.name().toLowerCase(Locale.ROOT).equals(language.code()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the language detector does not know " + language + " (" + language.englishName() + ")"));
    }
}
