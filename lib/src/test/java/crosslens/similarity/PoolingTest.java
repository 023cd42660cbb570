package crosslens.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PoolingTest {
    /** Three tokens of width 2. */
    private static final float[] STATES = {1, 2, 3, 4, 5, 9};

    @Test
    void poolsTheTokensOfThePart() {
        assertThat(Pooling.MEAN.of(STATES, 2, bits(0, 2))).containsExactly(3, 5.5f);
        assertThat(Pooling.LAST.of(STATES, 2, bits(0, 1))).containsExactly(3, 4);
    }

    @Test
    void refusesAnEmptyPartAndTokensThatAreNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pooling.MEAN.of(STATES, 2, new BitSet()))
                .withMessageContaining("no token");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pooling.LAST.of(STATES, 2, bits(3)))
                .withMessageContaining("token 3 of 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pooling.MEAN.of(STATES, 4, bits(0)))
                .withMessageContaining("no whole rows");
    }

    private static BitSet bits(int... places) {
        BitSet bits = new BitSet();
        for (int place : places) {
            bits.set(place);
        }
        return bits;
    }
}
