package crosslens.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** F1 of the tokens shared with the best gold, each token counted as often as it stands on both sides. Two empty answers score 0, as in SQuAD v1.1. */
public record TokenF1(AnswerNormalizer normalizer) implements AnswerMetric {
    @Override
    public double score(String prediction, List<String> golds) {
        if (golds.isEmpty()) {
            throw new IllegalArgumentException("F1 needs at least one gold answer");
        }
        List<String> predicted = normalizer.tokens(prediction);
        return golds.stream()
                .mapToDouble(gold -> f1(predicted, normalizer.tokens(gold)))
                .max()
                .orElseThrow();
    }

    static double f1(List<String> predicted, List<String> gold) {
        Map<String, Integer> left = new HashMap<>();
        gold.forEach(token -> left.merge(token, 1, Integer::sum));
        int common = 0;
        for (String token : predicted) {
            if (left.merge(token, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        if (common == 0) {
            return 0.0;
        }
        double precision = (double) common / predicted.size();
        double recall = (double) common / gold.size();
        return 2
                * precision
                * recall
                / (precision + recall); // this order of operations: equal to the reference's last bit
    }
}
