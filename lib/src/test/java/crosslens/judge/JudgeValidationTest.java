package crosslens.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crosslens.judge.LabelledAnswer.Half;
import crosslens.score.ClusterBootstrap;
import crosslens.score.Interval;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeValidationTest {
    private static final double EXACT = 1e-12;

    @Test
    void kappaFollowsCohensFormula() {
        // 20 answers, 10 of class 0 and 10 of class 2; the judge gives 0: 8 + 3, 2: 2 + 6, unjudged: 0 + 1
        JudgeValidation validation =
                Validations.of(new int[][] {{8, 0, 2, 0, 0}, {0, 0, 0, 0, 0}, {3, 0, 6, 0, 1}, {0, 0, 0, 0, 0}});
        assertThat(validation.size()).isEqualTo(20);
        assertThat(validation.accuracy()).isEqualTo(14 / 20.0);
        // expected: (10·11 + 10·8) / 400 = 0.475; kappa = (0.7 − 0.475) / 0.525
        assertThat(validation.kappa()).isCloseTo(0.225 / 0.525, within(EXACT));
        assertThat(validation.isReliable()).isTrue();
        assertThat(validation.recall(FailureType.REASONABLE)).isEqualTo(0.8);
        assertThat(validation.recall(FailureType.REFUSAL)).isNaN();
        assertThat(validation.unjudged()).isEqualTo(1);
    }

    @Test
    void aJudgeThatAlwaysSaysTheSameHasNoKappa() {
        // accuracy 0.5, expected (10·20 + 10·0) / 400 = 0.5
        JudgeValidation validation =
                Validations.of(new int[][] {{10, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {10, 0, 0, 0, 0}, {0, 0, 0, 0, 0}});
        assertThat(validation.kappa()).isZero();
        assertThat(validation.isReliable()).isFalse();
    }

    @Test
    void theIntervalOfKappaDrawsWholeClusters() {
        // cluster 1 agrees (0 and 0, 2 and 2): kappa 1 alone; cluster 2 does not (0 and 2, 2 and 0): (0 − 1/2) / (1 −
        // 1/2) = −1;
        // together (1/2 − 1/2) / (1/2) = 0. Two draws: 1 with probability 1/4, 0 with 1/2, −1 with 1/4
        JudgeValidation validation = new JudgeValidation(List.of(
                Validations.rating(0, 0, 1),
                Validations.rating(2, 2, 1),
                Validations.rating(0, 2, 2),
                Validations.rating(2, 0, 2)));
        assertThat(validation.kappaInterval(new ClusterBootstrap(1000, 1, 0.95, 2)))
                .contains(new Interval(0, -1, 1));
        assertThat(validation.kappaInterval(new ClusterBootstrap(1000, 1, 0.4, 2)))
                .contains(new Interval(0, 0, 0));
        assertThat(validation.kappaInterval(ClusterBootstrap.DEFAULT)).isEmpty(); // two clusters are under twenty
    }

    @Test
    void theIntervalOfKappaIsAsWideAsItsStandardErrorSays() {
        // observed 0.8, expected 0.5, kappa 0.6. Fleiss, Cohen and Everitt 1969: variance = (0.8 (1 − 0.4)² + 0.4² ·
        // 0.2 − (0.6 − 0.5 · 0.4)²)
        // / (0.5² · 200) = 0.0032, standard error 0.0566, 1.96 of them 0.111
        Interval interval = Validations.of(new int[][] {{80, 0, 20}, {}, {20, 0, 80}, {}})
                .kappaInterval(ClusterBootstrap.DEFAULT)
                .orElseThrow();
        assertThat(interval.estimate()).isCloseTo(0.6, within(EXACT));
        assertThat(interval.low()).isCloseTo(0.6 - 0.111, within(0.01));
        assertThat(interval.high()).isCloseTo(0.6 + 0.111, within(0.01));
    }

    @Test
    void whereADrawHasNoKappaThereIsNoInterval() {
        // a draw of nothing but agreement on class 0: 0 / 0
        assertThat(Validations.of(new int[][] {{1, 0, 1}, {}, {}, {}})
                        .kappaInterval(new ClusterBootstrap(1000, 1, 0.95, 2)))
                .isEmpty();
    }

    @Test
    void theLabelledSetHasTwelveAnswersALanguageAndTheSameClassesInBothHalves() throws IOException {
        List<LabelledAnswer> labels = LabelledAnswer.builtIn();
        assertThat(labels).hasSize(144);
        Map<Half, Map<FailureType, Integer>> counts = new EnumMap<>(Half.class);
        Map<String, Integer> languages = new HashMap<>();
        for (LabelledAnswer label : labels) {
            counts.computeIfAbsent(label.half(), h -> new EnumMap<>(FailureType.class))
                    .merge(label.type(), 1, Integer::sum);
            languages.merge(label.language().code(), 1, Integer::sum);
        }
        assertThat(languages)
                .hasSize(12)
                .allSatisfy((language, n) -> assertThat(n).isEqualTo(12));
        assertThat(counts.get(Half.WORKING)).isEqualTo(counts.get(Half.UNSEEN));
        assertThat(counts.get(Half.UNSEEN))
                .containsEntry(FailureType.REASONABLE, 24)
                .containsEntry(FailureType.BLANK, 12)
                .containsEntry(FailureType.GIBBERISH, 18)
                .containsEntry(FailureType.REFUSAL, 18);
    }

    @Test
    void theRulesAgreeWithTheUnseenHalfBetterThanChance() throws IOException {
        RuleBaseline rules = RuleBaseline.builtIn();
        List<LabelledAnswer> unseen = LabelledAnswer.builtIn().stream()
                .filter(label -> label.half() == Half.UNSEEN)
                .toList();
        Map<String, FailureType> given = new HashMap<>();
        unseen.forEach(label -> given.put(label.answer().id(), rules.classify(label.answer())));
        JudgeValidation validation = JudgeValidation.of(unseen, given);
        assertThat(validation.isReliable()).as("kappa %s", validation.kappa()).isTrue();
        assertThat(validation.recall(FailureType.BLANK)).isEqualTo(1);
    }
}
