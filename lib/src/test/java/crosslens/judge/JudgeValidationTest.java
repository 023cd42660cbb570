package crosslens.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crosslens.judge.LabelledAnswer.Half;
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
                new JudgeValidation(new int[][] {{8, 0, 2, 0, 0}, {0, 0, 0, 0, 0}, {3, 0, 6, 0, 1}, {0, 0, 0, 0, 0}});
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
                new JudgeValidation(new int[][] {{10, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {10, 0, 0, 0, 0}, {0, 0, 0, 0, 0}});
        assertThat(validation.kappa()).isZero();
        assertThat(validation.isReliable()).isFalse();
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
