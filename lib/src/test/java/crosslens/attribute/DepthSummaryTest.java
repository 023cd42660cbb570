package crosslens.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.PartDepth.Measure;
import crosslens.prompt.PartKind;
import crosslens.score.ClusterBootstrap;
import crosslens.text.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DepthSummaryTest {
    private static final double NONE = Double.NaN;

    @Test
    void averagesTheSamplesOfTheSubset() {
        List<SampleDepth> samples =
                List.of(sample("a", 10, 4, 7), sample("b", 10, 6, 8), sample("c", 10, NONE, 9), sample("d", 10, 1, 1));
        DepthSummary summary = DepthSummary.of(samples, Set.of("a", "b", "c"));
        assertThat(summary.samples()).isEqualTo(3);
        assertThat(summary.unread()).isEqualTo(1);
        assertThat(summary.question().mean()).isEqualTo(5);
        assertThat(summary.context().mean()).isEqualTo(7.5);
        assertThat(summary.gap().mean()).isEqualTo(2.5); // (3 + 2) / 2
        assertThat(summary.question().deviation()).isCloseTo(Math.sqrt(2), within(1e-12)); // (1 + 1) / (2 - 1)
        assertThat(summary.asShare(summary.question().mean())).isEqualTo(0.5);
        assertThat(summary.task().samples()).isZero();
        assertThat(summary.tokens()).isEqualTo(60);
        assertThat(summary.withoutDepth()).isEqualTo(6);
        assertThat(summary.falling()).isEqualTo(9);
    }

    @Test
    void givesAnIntervalAroundTheMeanOnlyWithEnoughParagraphs() {
        List<SampleDepth> samples = List.of(sample("a", 10, 4, 7), sample("b", 10, 6, 8));
        assertThat(DepthSummary.gapInterval(samples, Set.of("a", "b"), Measure.MAX, ClusterBootstrap.DEFAULT))
                .isEmpty();
        var interval = DepthSummary.interval(
                samples, Set.of("a", "b"), PartKind.QUESTION, Measure.MAX, new ClusterBootstrap(1000, 1, 0.95, 2));
        assertThat(interval).hasValueSatisfying(found -> {
            assertThat(found.estimate()).isEqualTo(5);
            assertThat(found.low()).isEqualTo(4); // one of four resamples draws 4 twice, one 6 twice
            assertThat(found.high()).isEqualTo(6);
        });
    }

    @Test
    void refusesAnEmptySubsetAndModelsOfDifferentDepth() {
        List<SampleDepth> samples = List.of(sample("a", 10, 4, 7), sample("b", 12, 4, 7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DepthSummary.of(samples, Set.of("x")))
                .withMessageContaining("none of the 2 samples");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DepthSummary.of(samples, Set.of("a", "b")))
                .withMessageContaining("[10, 12]");
    }

    @Test
    void measuresHowSteadyTheDepthsAreOverLanguages() {
        Set<String> all = Set.of("a", "b");
        PhasingStability stability = PhasingStability.of(Map.of(
                Language.EN, DepthSummary.of(List.of(sample("a", 10, 3, 7), sample("b", 10, 3, 7)), all),
                Language.DE, DepthSummary.of(List.of(sample("a", 10, 4, 7), sample("b", 10, 6, 9)), all)));
        // question means 0.3 and 0.5: mean 0.4, deviation sqrt(0.01 + 0.01); context 0.7 and 0.8
        assertThat(stability.question().mean()).isCloseTo(0.4, within(1e-12));
        assertThat(stability.question().deviation()).isCloseTo(Math.sqrt(0.02), within(1e-12));
        assertThat(stability.context().mean()).isCloseTo(0.75, within(1e-12));
        assertThat(stability.gap().mean()).isCloseTo(0.35, within(1e-12));
        // over samples: 0 in English, sqrt(2) layers in German
        assertThat(stability.questionOverSamples()).isCloseTo(Math.sqrt(2) / 20, within(1e-12));
    }

    @Test
    void correlatesWithF1OverWhatBothSidesHave() {
        var correlation = PhasingStability.withF1(
                Map.of("a", 1.0, "b", 2.0, "c", 4.0, "d", NONE, "e", 9.0),
                Map.of("a", 0.9, "b", 0.8, "c", 0.1, "d", 0.5));
        assertThat(correlation.points()).isEqualTo(3);
        assertThat(correlation.spearman()).isCloseTo(-1, within(1e-12));
        // x - 7/3: -4/3, -1/3, 5/3; y - 0.6: 0.3, 0.2, -0.5; products sum to -1.3; squares sum to 42/9 and 0.38
        assertThat(correlation.pearson()).isCloseTo(-1.3 / Math.sqrt(42.0 / 9 * 0.38), within(1e-12));
        assertThat(PhasingStability.withF1(Map.of("a", 1.0), Map.of("a", 1.0)).pearson())
                .isNaN();
    }

    private static SampleDepth sample(String id, int layers, double question, double context) {
        return new SampleDepth(
                id,
                id.charAt(0),
                layers,
                20,
                2,
                3,
                0.4,
                Map.of(PartKind.QUESTION, part(question), PartKind.CONTEXT, part(context)));
    }

    private static PartDepth part(double depth) {
        return new PartDepth(5, 5, depth, depth, depth, depth, depth);
    }
}
