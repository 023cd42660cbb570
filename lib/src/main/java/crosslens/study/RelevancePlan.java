package crosslens.study;

import crosslens.decoder.Recording;
import crosslens.prompt.Scenario;
import crosslens.score.AnswerText;

/**
 * Of which answers the relevance is looked at. Immutable.
 *
 * @param answers the cells, and how their answers were generated
 * @param recording what stays in memory while a prompt is explained; results are the same
 */
public record RelevancePlan(AnswerPlan answers, Recording recording) {
    /** The fastest way. */
    public static RelevancePlan of(AnswerPlan answers) {
        return new RelevancePlan(answers, Recording.WHOLE);
    }

    /** {@link #of} the built-in sample's en-x cells. */
    public static RelevancePlan sample() {
        return of(AnswerPlan.sample(Scenario.EN_X));
    }

    public RelevancePlan recording(Recording other) {
        return new RelevancePlan(answers, other);
    }

    /** What stands between the prompt and the explained token: the plan's own prefix, else the label that both wordings ask for. */
    String prefix() {
        return answers.answerPrefix().isEmpty() ? AnswerText.DEFAULT_LABEL : answers.answerPrefix();
    }
}
