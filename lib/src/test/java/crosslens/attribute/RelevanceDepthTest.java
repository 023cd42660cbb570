package crosslens.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crosslens.prompt.PartKind;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelevanceDepthTest {
    private static final RelevanceDepth PLAIN = new RelevanceDepth(RelevanceScale.NONE, 0.95, 0.5);

    /** Five layers, so rows 1 to 4 count; the embeddings' and the last layer's rows would change every depth if they did. */
    private static final float[][] RELEVANCE = {
        {90, 90, 90, 90, 90, 90},
        {1, 10, -1, 0, 4, 5},
        {1, 0, 0, 0, -2, 5},
        {1, 0, 0, 0, 2, 0},
        {1, 0.5f, 0, 0, 0, 0},
        {0, 0, 0, 0, 0, 70}
    };

    @Test
    void findsTheLayerWhereTheShareIsReached() {
        // token 0: total 4, 0.95 of it 3.8, reached by the fourth row. 1: total 10.5, 9.975, the first. 2: total -1,
        // none. 3: total 0, none.
        // 4: total 4, 3.8: the first row's 4 reaches it, though the sum falls to 2 afterwards. 5: total 10, 9.5, the
        // second.
        assertThat(PLAIN.tokens(RELEVANCE)).containsExactly(4, 1, 0, 0, 1, 2);
    }

    @Test
    void scalesEveryLayerFirst() {
        float[][] relevance = {{0, 0}, {8, 4}, {1, 2}, {0, 0}};
        // rows become 1, 0.5 and 0.5, 1: totals 1.5, at 0.6 of it 0.9: token 0 in the first row, token 1 in the second
        assertThat(new RelevanceDepth(RelevanceScale.MAX, 0.6, 0.9).tokens(relevance))
                .containsExactly(1, 2);
        // unscaled: token 1 has 4 of 6, more than 3.6, in the first row
        assertThat(new RelevanceDepth(RelevanceScale.NONE, 0.6, 0.9).tokens(relevance))
                .containsExactly(1, 1);
    }

    @Test
    void readsPartsWithTheirControls() {
        SampleDepth sample = PLAIN.sample(
                "q1", 7, RELEVANCE, Map.of(PartKind.QUESTION, bits(1, 2), PartKind.CONTEXT, bits(0, 1, 4, 5)));
        PartDepth context = sample.parts().get(PartKind.CONTEXT);
        assertThat(context.tokens()).isEqualTo(4);
        assertThat(context.max()).isEqualTo(4);
        assertThat(context.mean()).isEqualTo(2); // (4 + 1 + 1 + 2) / 4
        assertThat(context.quantile()).isEqualTo(1.5); // median of 1 1 2 4
        // the question has one token with a depth, so the context's expected maximum of one token is its mean
        assertThat(context.matched()).isCloseTo(2, within(1e-12));
        // rows of tokens 0, 1, 4, 5 summed: 20, 4, 3, 1.5; total 28.5, 0.95 of it 27.075: the fourth row brings 28.5,
        // the third 27
        assertThat(context.mass()).isEqualTo(4);
        PartDepth question = sample.parts().get(PartKind.QUESTION);
        assertThat(question.tokens()).isEqualTo(2);
        assertThat(question.withDepth()).isEqualTo(1);
        assertThat(question.max()).isEqualTo(1);
        // rows of tokens 1, 2: 9, 0, 0, 0.5; total 9.5, 0.95 of it 9.025: the fourth row
        assertThat(question.mass()).isEqualTo(4);
        assertThat(sample.layers()).isEqualTo(5);
        assertThat(sample.withoutDepth()).isEqualTo(2);
        assertThat(sample.falling()).isEqualTo(2); // tokens 2 and 4 have a negative row
        // |row 1|: 1 of 21; row 2: 1 of 8; row 3: 1 of 3; row 4: 1 of 1.5
        assertThat(sample.firstTokenShare()).isCloseTo((1 / 21.0 + 1 / 8.0 + 1 / 3.0 + 1 / 1.5) / 4, within(1e-12));
    }

    @Test
    void aPartWithoutADepthIsNotANumber() {
        SampleDepth sample =
                PLAIN.sample("q1", 0, RELEVANCE, Map.of(PartKind.QUESTION, bits(2, 3), PartKind.TASK, new BitSet()));
        for (PartDepth.Measure measure : PartDepth.Measure.values()) {
            assertThat(sample.depth(PartKind.QUESTION, measure))
                    .as(measure.name())
                    .isNaN();
            assertThat(sample.depth(PartKind.TASK, measure)).as(measure.name()).isNaN();
            assertThat(sample.depth(PartKind.DEMO, measure)).as(measure.name()).isNaN();
        }
    }

    @Test
    void theExpectedMaximumIsTheMeanOverAllChoices() {
        double[] depths = {1, 1, 2, 5, 9, 9, 14};
        for (int size = 1; size <= depths.length; size++) {
            double sum = 0;
            int choices = 0;
            for (int choice = 0; choice < 1 << depths.length; choice++) {
                if (Integer.bitCount(choice) == size) {
                    sum += depths[
                            31 - Integer.numberOfLeadingZeros(choice)]; // ascending, so the highest bit is the maximum
                    choices++;
                }
            }
            assertThat(PartDepth.expectedMax(depths, size)).as("of " + size).isCloseTo(sum / choices, within(1e-12));
        }
    }

    @Test
    void refusesMatricesItCannotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.tokens(new float[2][3]))
                .withMessageContaining("two layers or more, not 2 rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.tokens(new float[][] {{1}, {1}, {1, 2}}))
                .withMessageContaining("row 2 has 2 tokens, row 0 has 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.sample("q1", 0, RELEVANCE, Map.of(PartKind.CONTEXT, bits(6))))
                .withMessageContaining("names token 6 of 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RelevanceDepth(RelevanceScale.MAX, 1.5, 0.9))
                .withMessageContaining("share (1.5)");
    }

    private static BitSet bits(int... places) {
        BitSet bits = new BitSet();
        for (int place : places) {
            bits.set(place);
        }
        return bits;
    }
}
