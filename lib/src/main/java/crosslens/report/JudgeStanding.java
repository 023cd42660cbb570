package crosslens.report;

import crosslens.judge.JudgeValidation;
import crosslens.score.ClusterBootstrap;
import java.util.Optional;

/**
 * A judge as a table names it.
 *
 * @param name the judging model's, as shown
 * @param prompt hash of the texts it was given
 * @param votes most votes an answer has
 * @param validation on the labelled answers it had not been tuned on; empty if it was never validated
 */
public record JudgeStanding(String name, String prompt, int votes, Optional<JudgeValidation> validation) {
    private static final int SHOWN_DIGITS = 8;

    /** Whether it was validated and its kappa is high enough. */
    public boolean isReliable() {
        return validation.filter(JudgeValidation::isReliable).isPresent();
    }

    /** What stands in a title where the judge is not to be believed; empty where it is. */
    String stamp() {
        if (validation.isEmpty()) {
            return " NOT RELIABLE: the judge was not validated.";
        }
        return validation.get().isReliable()
                ? ""
                : " NOT RELIABLE: the judge's kappa is under " + Numbers.plain(JudgeValidation.LEAST_KAPPA) + ".";
    }

    /** Who judged and how far that is to be believed, in a sentence or two. */
    String note() {
        String who = "Judge: " + PlainText.of(name) + ", prompt " + prompt.substring(0, SHOWN_DIGITS) + ", "
                + (votes == 1 ? "1 vote" : "up to " + votes + " votes") + " an answer; ";
        return who
                + validation
                        .map(v -> "Cohen's kappa " + kappa(v) + ", accuracy "
                                + Numbers.plain(100 * v.accuracy()) + " percent on " + v.size()
                                + " labelled answers it was not tuned on.")
                        .orElse("not validated: ./crosslens judge --validate --judge " + PlainText.of(name));
    }

    private static String kappa(JudgeValidation validation) {
        return Numbers.plain(validation.kappa())
                + validation
                        .kappaInterval(ClusterBootstrap.DEFAULT)
                        .map(i -> " (95 % interval " + Numbers.plain(i.low()) + " to " + Numbers.plain(i.high()) + ")")
                        .orElse("");
    }
}
