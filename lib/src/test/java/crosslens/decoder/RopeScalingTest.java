package crosslens.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RopeScalingTest {
    @Test
    void turnsEveryPairMoreSlowlyThanTheOneBefore() {
        // 10000 ^ (-2 i / 8) for i = 0..3
        assertThat(new RopeScaling.None().frequencies(10_000, 8))
                .containsExactly(new double[] {1, 0.1, 0.01, 0.001}, within(1e-15));
    }

    @Test
    void dividesByOneFactorOrByEachPairsOwn() {
        assertThat(new RopeScaling.Linear(4).frequencies(10_000, 4))
                .containsExactly(new double[] {0.25, 0.0025}, within(1e-15));
        assertThat(new RopeScaling.Divisors(List.of(1f, 8f)).frequencies(10_000, 4))
                .containsExactly(new double[] {1, 0.00125}, within(1e-15));
    }

    @Test
    void refusesFactorsThatAreNotAboveZero() {
        assertThatThrownBy(() -> new RopeScaling.Linear(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RopeScaling.Divisors(List.of(1f, Float.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
