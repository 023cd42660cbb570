package crosslens.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KvPlanTest {
    private static final int WIDTH = TreePacker.SEATED_LEAF + 64;

    @Test
    void staysWithinTheBudget() {
        for (long budget = 500; budget < 20_000; budget += 37) {
            KvPlan plan = KvPlan.of(tree(100, 300), budget, 64);
            assertThat((long) plan.slots()).isLessThanOrEqualTo(budget);
            assertThat(plan.slots() - plan.seats() * plan.seatWidth()).isGreaterThanOrEqualTo(300);
            assertThat(plan.seats()).isBetween(1, TreeWalk.MOST_ROWS);
        }
    }

    @Test
    void takesWhatTheLongestSequenceNeedsEvenWithoutABudget() {
        assertThat(KvPlan.of(tree(100, 300), 0, 64)).isEqualTo(new KvPlan(300 + WIDTH, 1, WIDTH));
    }

    @Test
    void takesNoMoreThanTheTreeNeeds() {
        // Two sequences of 300 different tokens: two seats and 600 slots, whatever the budget.
        assertThat(KvPlan.of(tree(2, 300), 1 << 30, 64)).isEqualTo(new KvPlan(600 + 2 * WIDTH, 2, WIDTH));
    }

    private static PrefixTree tree(int sequences, int length) {
        return new PrefixTree(IntStream.range(0, sequences)
                .mapToObj(s -> IntStream.range(s, s + length).toArray())
                .toList());
    }
}
