package crosslens.score;

import crosslens.data.CrossItem;
import crosslens.text.Language;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds answers in the wrong language (METHOD 4). In en-x the answer should be English and is in x; in x-x it should be in x and is English. As printed, the
 * gold's language is detected too, and a gold that is misdetected makes no error; the outcome also holds what taking it as given says.
 *
 * <p>Holds what it has detected, so that a text costs once. May be used by any number of threads.
 */
public final class LanguageErrors {
    /** What the study does: candidates {en, x}, however short the text. */
    public static final Options DEFAULT = new Options(false, 1);

    private final LanguageDetector detector;
    private final Options options;
    private final Map<Asked, Optional<Language>> known = new ConcurrentHashMap<>();

    /**
     * What is a choice.
     *
     * @param allCandidates all twelve languages of the study (and the two of the cell) in place of the two alone
     * @param leastLetters an answer with fewer letters has no language; at least 1
     */
    public record Options(boolean allCandidates, int leastLetters) {
        public Options {
            if (leastLetters < 1) {
                throw new IllegalArgumentException("leastLetters must be at least 1, not " + leastLetters);
            }
        }
    }

    /**
     * What became of one answer.
     *
     * @param gold the first gold's detected language, empty if it cannot be told
     * @param answer the answer's detected language, empty if it cannot be told
     * @param error as printed: gold detected as the language asked for, answer as the other
     * @param errorByGivenGold the answer is detected as the other language, whatever the gold was detected as
     * @param shape whether a language can be told from such an answer
     */
    public record Outcome(
            Optional<Language> gold,
            Optional<Language> answer,
            boolean error,
            boolean errorByGivenGold,
            AnswerShape shape) {
        /** Numbers, codes, names, and whatever the detector has no opinion on. */
        public boolean undecidable() {
            return answer.isEmpty() || !shape.tellsLanguage();
        }
    }

    private record Asked(String text, Set<Language> candidates) {}

    public LanguageErrors(LanguageDetector detector, Options options) {
        this.detector = detector;
        this.options = options;
    }

    /**
     * The outcome for one answer, wrong or not.
     *
     * @param raw as the model wrote it
     * @return empty for an item that is English throughout: there is no other language to answer in
     */
    public Optional<Outcome> outcome(CrossItem item, String raw) {
        Language wanted = item.contextLanguage();
        Language other = wanted.equals(item.questionLanguage()) ? Language.EN : item.questionLanguage();
        if (wanted.equals(other)) {
            return Optional.empty();
        }
        Set<Language> candidates = new TreeSet<>(Set.of(wanted, other));
        if (options.allCandidates()) {
            candidates.addAll(Language.STUDY);
        }
        String text = AnswerText.parse(raw);
        Optional<Language> answer = detect(text, candidates);
        Optional<Language> gold = detect(item.goldTexts().get(0), candidates);
        boolean inOther = answer.filter(other::equals).isPresent();
        boolean german = candidates.contains(Language.DE);
        return Optional.of(new Outcome(
                gold,
                answer,
                inOther && gold.filter(wanted::equals).isPresent(),
                inOther,
                AnswerShape.of(text, german)));
    }

    private Optional<Language> detect(String text, Set<Language> candidates) {
        if (text.codePoints().filter(Character::isLetter).count() < options.leastLetters()) {
            return Optional.empty();
        }
        return known.computeIfAbsent(
                new Asked(text, Set.copyOf(candidates)), asked -> detector.detect(asked.text(), asked.candidates()));
    }
}
