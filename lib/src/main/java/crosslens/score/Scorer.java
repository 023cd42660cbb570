package crosslens.score;

import crosslens.data.CrossItem;
import crosslens.text.Language;
import java.util.List;

/**
 * Scores a model's raw answer to one question. Holds no state: one may serve any number of threads.
 *
 * @param label what the wording asks answers to begin with, see {@link AnswerText}
 */
public record Scorer(String label) {
    private static final SquadNormalizer SQUAD = new SquadNormalizer();

    /** A scorer for the kit's own wordings. */
    public Scorer() {
        this(AnswerText.DEFAULT_LABEL);
    }

    /**
     * All four scores of one answer. The language-aware ones follow the context's language, which is the answer's.
     *
     * @param raw as the model wrote it, label and further lines included
     */
    public ItemScore score(String raw, CrossItem item) {
        String answer = AnswerText.parse(raw, label);
        List<String> golds = item.goldTexts();
        AnswerNormalizer aware = aware(item.contextLanguage());
        return new ItemScore(
                item.id(),
                item.paragraph(),
                new ExactMatch(SQUAD).score(answer, golds),
                new TokenF1(SQUAD).score(answer, golds),
                new ExactMatch(aware).score(answer, golds),
                new TokenF1(aware).score(answer, golds));
    }

    private static AnswerNormalizer aware(Language language) {
        return new LanguageAwareNormalizer(language);
    }
}
