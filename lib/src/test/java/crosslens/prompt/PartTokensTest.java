package crosslens.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartTokensTest {
    // 0         1         2
    // 0123456789012345678901234
    // <s>C: ab Q: cd</s>
    private static final Prompt PROMPT = new Prompt(
            "<s>C: ab Q: cd</s>",
            List.of(
                    new Part(PartKind.TEMPLATE, 0, 3),
                    new Part(PartKind.LABEL, 3, 5),
                    new Part(PartKind.CONTEXT, 6, 8),
                    new Part(PartKind.LABEL, 9, 11),
                    new Part(PartKind.QUESTION, 12, 14),
                    new Part(PartKind.TEMPLATE, 14, 18)));

    @Test
    void aTokenBelongsToThePartItOverlaps() {
        // BOS (empty), "<s>", "C", ": a", "b", " Q:", " c", "d", "</s>"
        int[] starts = {0, 0, 3, 4, 7, 8, 11, 13, 14};
        int[] ends = {0, 3, 4, 7, 8, 11, 13, 14, 18};
        Map<PartKind, BitSet> tokens = PartTokens.find(PROMPT, starts, ends);
        assertThat(tokens.get(PartKind.CONTEXT)).isEqualTo(bits(3, 4));
        assertThat(tokens.get(PartKind.QUESTION)).isEqualTo(bits(6, 7));
        assertThat(tokens.get(PartKind.DEMO)).isEqualTo(bits());
        assertThat(tokens).containsOnlyKeys(PartKind.TASK, PartKind.DEMO, PartKind.CONTEXT, PartKind.QUESTION);
    }

    @Test
    void tokensThatShareASpanAllCountAndOneOverTwoPartsCountsTwice() {
        int[] starts = {6, 6, 7};
        int[] ends = {8, 8, 13};
        Map<PartKind, BitSet> tokens = PartTokens.find(PROMPT, starts, ends);
        assertThat(tokens.get(PartKind.CONTEXT)).isEqualTo(bits(0, 1, 2));
        assertThat(tokens.get(PartKind.QUESTION)).isEqualTo(bits(2));
    }

    @Test
    void aLabelInsideADemonstrationBelongsToNoPart() {
        Prompt prompt = new Prompt(
                "C: ab\nA: x",
                List.of(
                        new Part(PartKind.DEMO, 0, 10),
                        new Part(PartKind.LABEL, 0, 2),
                        new Part(PartKind.LABEL, 6, 8)));
        // "C", ":", " ab", "\n", "A:", " x"
        int[] starts = {0, 1, 2, 5, 6, 8};
        int[] ends = {1, 2, 5, 6, 8, 10};
        assertThat(PartTokens.find(prompt, starts, ends).get(PartKind.DEMO)).isEqualTo(bits(2, 3, 5));
    }

    @Test
    void refusesSpansThatAreNone() {
        assertThatThrownBy(() -> PartTokens.find(PROMPT, new int[] {0}, new int[] {1, 2}))
                .hasMessageContaining("1 starts for 2 ends");
        assertThatThrownBy(() -> PartTokens.find(PROMPT, new int[] {0}, new int[] {19}))
                .hasMessageContaining("token 0 [0, 19)");
    }

    private static BitSet bits(int... places) {
        BitSet bits = new BitSet();
        for (int place : places) {
            bits.set(place);
        }
        return bits;
    }
}
