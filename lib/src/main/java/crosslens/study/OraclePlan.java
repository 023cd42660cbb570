package crosslens.study;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.Segmentation;
import crosslens.prompt.Scenario;
import crosslens.score.AnswerText;

/**
 * What the oracle looks into. Immutable.
 *
 * @param answers the cells, and how their answers were generated
 */
public record OraclePlan(AnswerPlan answers, OracleBaseline baseline, Segmentation segmentation) {
    /** Sentences are deleted one at a time, as in the study. */
    public static OraclePlan of(AnswerPlan answers) {
        return new OraclePlan(answers, OracleBaseline.DELETE, Segmentation.SENTENCES);
    }

    /** {@link #of} the built-in sample's en-x cells. */
    public static OraclePlan sample() {
        return of(AnswerPlan.sample(Scenario.EN_X));
    }

    public OraclePlan baseline(OracleBaseline other) {
        return new OraclePlan(answers, other, segmentation);
    }

    public OraclePlan segmentation(Segmentation other) {
        return new OraclePlan(answers, baseline, other);
    }

    /** What stands between the prompt and the scored answer: the plan's own prefix, else the label that both wordings ask for. */
    String prefix() {
        return answers.answerPrefix().isEmpty() ? AnswerText.DEFAULT_LABEL : answers.answerPrefix();
    }
}
