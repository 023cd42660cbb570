package crosslens.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RelevanceScaleTest {
    private static final float[] LAYER = {2, -4, 0, 2};

    @Test
    void scalesALayerAsItsNameSays() {
        assertThat(RelevanceScale.MAX.of(LAYER)).containsExactly(0.5, -1, 0, 0.5);
        assertThat(RelevanceScale.ABSOLUTE.of(LAYER)).containsExactly(0.5, 1, 0, 0.5);
        assertThat(RelevanceScale.POSITIVE.of(LAYER)).containsExactly(0.5, 0, 0, 0.5);
        assertThat(RelevanceScale.L1.of(LAYER)).containsExactly(0.25, -0.5, 0, 0.25); // |2| + |-4| + |2| = 8
        assertThat(RelevanceScale.NONE.of(LAYER)).containsExactly(2, -4, 0, 2);
    }

    @Test
    void leavesALayerOfZerosAsItIs() {
        for (RelevanceScale scale : RelevanceScale.values()) {
            assertThat(scale.of(new float[3])).as(scale.name()).containsExactly(0, 0, 0);
        }
    }

    @Test
    void refusesWhatIsNotFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelevanceScale.MAX.of(new float[] {1, Float.NaN}))
                .withMessageContaining("token 1 is NaN");
    }
}
