package crosslens.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogProbRowTest {
    @Test
    void isTheLogitLessTheLogOfTheSum() {
        // e^ln2 + e^ln5 + e^ln1 = 8, so the shares are 2/8, 5/8, 1/8; the numbers around the row are not part of it.
        float[] logits = {90, (float) Math.log(2), (float) Math.log(5), 0, 90};
        LogProbRow row = new LogProbRow(logits, 1, 3);
        assertThat(row.logProb(0)).isCloseTo(Math.log(0.25), within(1e-6));
        assertThat(row.logProb(1)).isCloseTo(Math.log(0.625), within(1e-6));
        assertThat(row.logProb(2)).isCloseTo(Math.log(0.125), within(1e-6));
        assertThat(row.likeliest(2)).containsExactly(1, 0);
        assertThat(row.likeliest(9)).containsExactly(1, 0, 2);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        LogProbRow row = new LogProbRow(new float[] {1000, 1000}, 0, 2);
        assertThat(row.logProb(0)).isCloseTo(-Math.log(2), within(1e-12));
    }

    @Test
    void noNumbersAreTold() {
        LogProbRow row = new LogProbRow(new float[] {1, Float.NaN}, 0, 2);
        assertThat(row.logProb(0)).isNaN();
        assertThat(row.likeliest(2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theLikeliestAreThoseOfASortTheLowerIdFirstAmongEquals(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] logits = new float[200];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextInt(60); // many are equal
        }
        int[] sorted = IntStream.range(0, 200)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -logits[i]).thenComparing(i -> i))
                .mapToInt(i -> i)
                .limit(20)
                .toArray();
        assertThat(new LogProbRow(logits, 0, 200).likeliest(20)).containsExactly(sorted);
    }
}
