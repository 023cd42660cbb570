package crosslens.score;

import java.util.List;

/** 1 if the normalised answer equals a normalised gold, otherwise 0; two empty answers are equal. */
public record ExactMatch(AnswerNormalizer normalizer) implements AnswerMetric {
    @Override
    public double score(String prediction, List<String> golds) {
        if (golds.isEmpty()) {
            throw new IllegalArgumentException("exact match needs at least one gold answer");
        }
        String predicted = normalizer.normalize(prediction);
        return golds.stream().anyMatch(gold -> normalizer.normalize(gold).equals(predicted)) ? 1.0 : 0.0;
    }
}
