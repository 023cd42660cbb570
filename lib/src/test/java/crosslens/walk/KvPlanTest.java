package crosslens.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KvPlanTest {
    @Test
    void staysWithinTheBudget() {
        for (long budget = 500; budget < 20_000; budget += 37) {
            KvPlan plan = KvPlan.of(tree(100, 300), budget, 64);
            assertThat((long) plan.slots()).isLessThanOrEqualTo(budget);
            assertThat(plan.seats()).isBetween(1, TreeWalk.MOST_ROWS);
            // Sequences of 300 tokens lie in seats of 364 slots or in nodes.
            int nodes = plan.slots() - plan.seats() * plan.seatWidth();
            assertThat(plan.seatedLeaf() == 300 || nodes >= 300).isTrue();
        }
    }

    @Test
    void takesWhatTheLongestSequenceNeedsEvenWithoutABudget() {
        assertThat(KvPlan.of(tree(100, 300), 0, 64)).isEqualTo(new KvPlan(300 + 64, 1, 0, 64));
    }

    @Test
    void takesNoMoreThanTheTreeNeeds() {
        // Two sequences of 300 different tokens: two seats of 364 slots and no nodes, whatever the budget.
        assertThat(KvPlan.of(tree(2, 300), 1 << 30, 64)).isEqualTo(new KvPlan(2 * 364, 2, 300, 64));
    }

    @Test
    void leavesSequencesOfUnusualLengthInNodes() {
        List<int[]> sequences = new ArrayList<>();
        for (int s = 0; s < 20; s++) {
            sequences.add(IntStream.range(s, s + (s == 7 ? 201 : 100)).toArray());
        }
        // 19 sequences of 100 tokens are seated; one of 201, more than twice as long, is a node.
        assertThat(KvPlan.of(new PrefixTree(sequences), 1 << 30, 10))
                .isEqualTo(new KvPlan(20 * 110 + 201, 20, 100, 10));
    }

    private static PrefixTree tree(int sequences, int length) {
        return new PrefixTree(IntStream.range(0, sequences)
                .mapToObj(s -> IntStream.range(s, s + length).toArray())
                .toList());
    }

    @Test
    void servesSequencesThatAreOnlyReadAndTooLongForASeat() {
        PrefixTree tree = new PrefixTree(List.of(new int[700]));
        assertThat(KvPlan.of(tree, 10_000, 0).slots()).isGreaterThanOrEqualTo(700);
    }
}
