package crosslens.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

class ResamplesTest {
    private static List<List<Integer>> drawn(int resamples, long seed, int clusters) {
        Map<Integer, List<Integer>> all = new ConcurrentSkipListMap<>();
        Resamples.each(resamples, seed, clusters, (resample, times) -> {
            List<Integer> whole =
                    Arrays.stream(times).mapToObj(value -> (int) value).toList();
            assertThat(all.put(resample, whole)).isNull();
        });
        return List.copyOf(all.values());
    }

    /** One number of the generator after the other, counted. */
    private static List<List<Integer>> counted(int resamples, long seed, int clusters) {
        Random random = new Random(seed);
        List<List<Integer>> all = new ArrayList<>();
        for (int i = 0; i < resamples; i++) {
            Integer[] times = new Integer[clusters];
            Arrays.fill(times, 0);
            for (int k = 0; k < clusters; k++) {
                times[random.nextInt(clusters)]++;
            }
            all.add(List.of(times));
        }
        return all;
    }

    @Test
    void keptDrawsAreThoseOfTheGenerator() {
        for (int again = 0; again < 2; again++) {
            assertThat(drawn(50, 1, 7)).isEqualTo(counted(50, 1, 7));
            assertThat(drawn(50, 2, 7)).isEqualTo(counted(50, 2, 7));
            assertThat(drawn(50, 2, 5)).isEqualTo(counted(50, 2, 5));
            assertThat(drawn(20, 2, 5)).isEqualTo(counted(20, 2, 5));
            assertThat(drawn(2500, 2, 5)).isEqualTo(counted(2500, 2, 5)); // for several threads
        }
    }

    @Test
    void moreThanIsKeptIsDrawnAllTheSame() {
        // 100 000 numbers a resample are more than a char can count to, 100 resamples of them more than are kept
        assertThat(drawn(2, 3, 100_000)).isEqualTo(counted(2, 3, 100_000));
        int[] sums = new int[100];
        Resamples.each(
                100,
                3,
                100_000,
                (resample, times) -> sums[resample] = (int) Arrays.stream(times).sum());
        assertThat(sums).containsOnly(100_000);
    }
}
