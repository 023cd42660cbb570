package crosslens.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crosslens.score.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BottleneckMeanTest {
    /** t quantile of 19 degrees of freedom at 0.975, from a printed table. */
    private static final double T19 = 2.093024;

    @Test
    void aDifferenceIsPairedByGroup() {
        // Leaving group g out gives 0.5 + g/100 in the one model and 0.2 + g/100 in the other: they move together, so
        // nothing is left to doubt.
        BottleneckMean same = BottleneckMean.difference(List.of(neck(0.5, 0.01)), List.of(neck(0.2, 0.01)));
        assertThat(same.drop()).isCloseTo(0.3, within(1e-12));
        assertThat(same.interval().orElseThrow().high()
                        - same.interval().orElseThrow().low())
                .isCloseTo(0, within(1e-9));
        assertThat(same.p().orElseThrow()).isLessThan(1e-9);
    }

    @Test
    void theMeanOverLanguagesHasTheJackknifesInterval() {
        BottleneckMean mean = BottleneckMean.of(List.of(neck(0.5, 0.01), neck(0.1, 0.03)));
        assertThat(mean.drop()).isCloseTo(0.3, within(1e-12));
        // Values 0.3 + 0.02 g, g = 0 … 19: squares around the mean 0.0004 · 665; variance 19/20 of it.
        double error = Math.sqrt(19 / 20.0 * 0.0004 * 665);
        Interval interval = mean.interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(0.3 - T19 * error, within(1e-6));
        assertThat(interval.high()).isCloseTo(0.3 + T19 * error, within(1e-6));
        // t = 0.3 / 0.5027 = 0.597: two-sided p with 19 degrees of freedom lies between 0.5 (t 0.688) and 0.6 (t
        // 0.533).
        assertThat(mean.p().orElseThrow()).isBetween(0.5, 0.6);
    }

    @Test
    void withoutGroupsThereIsNoInterval() {
        Landmark.Bottleneck bare = new Landmark.Bottleneck(2, 0.25, 0.5, Optional.empty(), List.of());
        BottleneckMean mean = BottleneckMean.of(List.of(bare, neck(0.75, 0.01)));
        assertThat(mean.drop()).isEqualTo(0.5);
        assertThat(mean.interval()).isEmpty();
        assertThat(mean.p()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BottleneckMean.difference(List.of(bare), List.of()))
                .withMessageContaining("the same languages, not 1 and 0");
    }

    private static Landmark.Bottleneck neck(double drop, double step) {
        List<Double> without = new ArrayList<>();
        for (int group = 0; group < 20; group++) {
            without.add(drop + group * step);
        }
        return new Landmark.Bottleneck(2, drop, 0.5, Optional.empty(), without);
    }
}
