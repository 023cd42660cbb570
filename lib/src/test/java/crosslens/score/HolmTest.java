package crosslens.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HolmTest {
    @Test
    void multipliesTheSmallestMost() {
        // sorted 0.01 0.02 0.03 0.04 times 4 3 2 1: 0.04 0.06 0.06 0.04, the last lifted to 0.06
        assertThat(Holm.adjust(new double[] {0.04, 0.01, 0.03, 0.02}))
                .containsExactly(new double[] {0.06, 0.04, 0.06, 0.06}, within(1e-15));
    }

    @Test
    void neverExceedsOne() {
        assertThat(Holm.adjust(new double[] {0.6, 0.5, 1})).containsExactly(1, 1, 1);
    }

    @Test
    void leavesASingleValueAndNothingAlone() {
        assertThat(Holm.adjust(new double[] {0.03})).containsExactly(0.03);
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }

    @Test
    void leavesMissingValuesMissingAndDoesNotCountThem() {
        // 0.02 and 0.01 are two: 2 · 0.01, and 1 · 0.02
        assertThat(Holm.adjust(List.of(OptionalDouble.of(0.02), OptionalDouble.empty(), OptionalDouble.of(0.01))))
                .containsExactly(0.02, Double.NaN, 0.02);
    }

    @Test
    void refusesWhatIsNoPValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> Holm.adjust(new double[] {0.1, 1.5}));
        assertThatIllegalArgumentException().isThrownBy(() -> Holm.adjust(new double[] {Double.NaN}));
    }
}
