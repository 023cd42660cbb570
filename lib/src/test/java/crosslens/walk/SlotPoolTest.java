package crosslens.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlotPoolTest {
    @Test
    void joinsNeighboursThatAreGivenBack() {
        SlotPool pool = new SlotPool(10, 40);
        int a = pool.take(10);
        int b = pool.take(10);
        int c = pool.take(10);
        assertThat(List.of(a, b, c)).containsExactly(10, 20, 30);
        assertThat(pool.take(1)).isEqualTo(-1);
        pool.release(a, 10);
        pool.release(c, 10);
        assertThat(pool.take(11)).isEqualTo(-1);
        pool.release(b, 10);
        assertThat(pool.take(30)).isEqualTo(10);
    }

    @Test
    void neverHandsASlotOutTwice() {
        SplittableRandom random = new SplittableRandom(4);
        SlotPool pool = new SlotPool(0, 200);
        boolean[] taken = new boolean[200];
        List<int[]> runs = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (random.nextBoolean() && !runs.isEmpty()) {
                int[] run = runs.remove(random.nextInt(runs.size()));
                pool.release(run[0], run[1]);
                for (int s = run[0]; s < run[0] + run[1]; s++) {
                    taken[s] = false;
                }
            } else {
                int count = 1 + random.nextInt(30);
                int start = pool.take(count);
                if (start >= 0) {
                    runs.add(new int[] {start, count});
                    for (int s = start; s < start + count; s++) {
                        assertThat(taken[s]).isFalse();
                        taken[s] = true;
                    }
                }
            }
        }
    }

    @Test
    void refusesSlotsThatAreFree() {
        SlotPool pool = new SlotPool(0, 20);
        int start = pool.take(5);
        pool.release(start, 5);
        assertThatThrownBy(() -> pool.release(start, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
