package crosslens.study;

import crosslens.attribute.Subset;
import crosslens.lm.GenerationSettings;
import crosslens.lm.StopRule;
import crosslens.prompt.Scenario;
import crosslens.similarity.Pooling;
import crosslens.similarity.SimilarityPart;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Of which prompts hidden states are compared, and how. Immutable; every method gives a changed copy.
 *
 * @param prompts the prompts of an answer plan, with the beginning of the answer that the last token belongs to; one scenario, number of shots and format
 * @param parts at least one
 * @param subsets at least one; those that are not {@link Subset#ALL} need stored answers of the same prompts
 * @param normalised whether the last layer is taken after the final norm, as some runtimes return it
 * @param beside which measures are to stand beside S
 */
public record SimilarityPlan(
        AnswerPlan prompts,
        Set<SimilarityPart> parts,
        Pooling pooling,
        Set<Subset> subsets,
        boolean normalised,
        SimilarityMeasures beside) {
    /** The answer's beginning, so that the last token predicts the answer and not the word "Answer". */
    public static final String ANSWER_PREFIX = "Answer:";

    public SimilarityPlan {
        if (parts.isEmpty() || subsets.isEmpty()) {
            throw new IllegalArgumentException("name at least one part and one subset");
        }
        if (prompts.scenarios().contains(Scenario.X_Y)) {
            throw new IllegalArgumentException("similarity compares with English: en-x, x-x or x-en, not x-y");
        }
        if (prompts.scenarios().size() != 1
                || prompts.shots().size() != 1
                || prompts.formats().size() + (prompts.promptFile().isPresent() ? 1 : 0) != 1) {
            throw new IllegalArgumentException(
                    "similarity is of one scenario, number of shots and format at a time, not " + prompts.scenarios()
                            + ", " + prompts.shots() + " shots, formats " + prompts.formats());
        }
        // Sets of constants in their order, so that equal plans do equal things in equal order.
        parts = java.util.Collections.unmodifiableSet(EnumSet.copyOf(parts));
        subsets = java.util.Collections.unmodifiableSet(EnumSet.copyOf(subsets));
        // What generation would do after the prompt does not matter here and must not make a difference in a key.
        prompts = prompts.generation(prompts.answerPrefix(), StopRule.NEWLINE, GenerationSettings.DEFAULT_MAX_TOKENS);
        if (!prompts.languages().isEmpty() && !prompts.languages().contains(Language.EN)) {
            List<Language> languages = new ArrayList<>(List.of(Language.EN));
            languages.addAll(prompts.languages());
            prompts = prompts.languages(languages.toArray(Language[]::new));
        }
    }

    /** All three parts by their means, all subsets, two shots, format v1, all languages. */
    public static SimilarityPlan of(Scenario scenario) {
        return answering(AnswerPlan.of(scenario));
    }

    /** {@link #of(AnswerPlan)} with prompts that end with {@link #ANSWER_PREFIX}. */
    public static SimilarityPlan answering(AnswerPlan prompts) {
        return of(prompts.generation(ANSWER_PREFIX, prompts.stop(), prompts.maxTokens()));
    }

    /** All three parts of the prompts, as they are, by their means, all subsets. */
    public static SimilarityPlan of(AnswerPlan prompts) {
        return new SimilarityPlan(
                prompts,
                EnumSet.allOf(SimilarityPart.class),
                Pooling.MEAN,
                EnumSet.allOf(Subset.class),
                false,
                SimilarityMeasures.NONE);
    }

    public SimilarityPlan parts(Set<SimilarityPart> which) {
        return new SimilarityPlan(prompts, which, pooling, subsets, normalised, beside);
    }

    public SimilarityPlan pooling(Pooling how) {
        return new SimilarityPlan(prompts, parts, how, subsets, normalised, beside);
    }

    public SimilarityPlan subsets(Set<Subset> which) {
        return new SimilarityPlan(prompts, parts, pooling, which, normalised, beside);
    }

    public SimilarityPlan normalised(boolean after) {
        return new SimilarityPlan(prompts, parts, pooling, subsets, after, beside);
    }

    /** With measures beside S, which read the prompts once more and hold the vectors of two languages at once. */
    public SimilarityPlan beside(SimilarityMeasures measures) {
        return new SimilarityPlan(prompts, parts, pooling, subsets, normalised, measures);
    }
}
