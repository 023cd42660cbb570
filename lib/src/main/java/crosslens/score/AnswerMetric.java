package crosslens.score;

import java.util.List;

/** How good a predicted answer is. Implementations are pure. */
public interface AnswerMetric {
    /**
     * The score against the best of the golds, as a fraction in [0, 1].
     *
     * @param golds at least one
     */
    double score(String prediction, List<String> golds);
}
