package crosslens.score;

import crosslens.data.CrossItem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Scores a model's raw answer to one question: exact match and F1, by SQuAD's rules and by language-aware ones, as {@link ExactMatch} and {@link TokenF1} say. Remembers the
 * golds it has normalised, since the cells of a study share them. One may serve any number of threads.
 */
public final class Scorer {
    private static final SquadNormalizer SQUAD = new SquadNormalizer();

    private final String label;
    private final Map<Of, Side> golds = new ConcurrentHashMap<>();

    /** A scorer for the kit's own wordings. */
    public Scorer() {
        this(AnswerText.DEFAULT_LABEL);
    }

    /** @param label what the wording asks answers to begin with, see {@link AnswerText} */
    public Scorer(String label) {
        this.label = label;
    }

    private record Of(AnswerNormalizer normalizer, String text) {}

    /** A text as it is compared. */
    private record Side(String normalized, List<String> tokens) {
        static Side of(AnswerNormalizer normalizer, String text) {
            String normalized = normalizer.normalize(text);
            return new Side(normalized, normalizer.split(normalized));
        }
    }

    /**
     * All four scores of one answer. The language-aware ones follow the context's language, which is the answer's.
     *
     * @param raw as the model wrote it, label and further lines included
     */
    public ItemScore score(String raw, CrossItem item) {
        String answer = AnswerText.parse(raw, label);
        if (item.goldTexts().isEmpty()) {
            throw new IllegalArgumentException("a score needs at least one gold answer");
        }
        double[] squad = score(SQUAD, answer, item.goldTexts());
        double[] aware = score(new LanguageAwareNormalizer(item.contextLanguage()), answer, item.goldTexts());
        return new ItemScore(item.id(), item.paragraph(), squad[0], squad[1], aware[0], aware[1]);
    }

    /** Exact match and F1 against the best gold. */
    private double[] score(AnswerNormalizer normalizer, String answer, List<String> texts) {
        Side given = Side.of(normalizer, answer);
        double exactMatch = 0;
        double f1 = 0;
        for (String text : texts) {
            Side gold = golds.computeIfAbsent(
                    new Of(normalizer, text), wanted -> Side.of(wanted.normalizer(), wanted.text()));
            exactMatch = gold.normalized().equals(given.normalized()) ? 1 : exactMatch;
            f1 = Math.max(f1, TokenF1.f1(given.tokens(), gold.tokens()));
        }
        return new double[] {exactMatch, f1};
    }
}
