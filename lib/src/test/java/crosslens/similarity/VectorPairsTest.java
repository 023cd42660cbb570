package crosslens.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crosslens.score.Interval;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The measures beside S at every layer, against their definitions on whole matrices. */
class VectorPairsTest {
    private static final int SAMPLES = 44;
    private static final int WIDTH = 6;
    /** t quantile of 19 degrees of freedom at 0.975, from a printed table. */
    private static final double T19 = 2.093024;

    @Test
    void alignmentLeavesGroupsOfParagraphsOut() {
        float[][][] english = vectors(new Random(3), 2);
        float[][][] other = near(english, new Random(4));
        CompanionCurve curve = pairs(english, other).curve(Companion.CKA);
        assertThat(curve.samples()).isEqualTo(SAMPLES);
        assertThat(curve.paragraphs()).isEqualTo(SAMPLES / 2);
        for (CompanionPoint point : curve.points()) {
            int l = point.layer();
            ToDoubleFunction<int[]> statistic = rows -> LinearCka.of(pick(english, rows, l), pick(other, rows, l));
            check(point, statistic);
            int[] shifted = IntStream.range(0, SAMPLES)
                    .map(i -> (i + SAMPLES / 2) % SAMPLES)
                    .toArray();
            double chance = LinearCka.of(pick(english, all(), l), pick(other, shifted, l));
            assertThat(point.chance()).isCloseTo(chance, within(1e-9));
        }
    }

    @Test
    void retrievalLeavesQueriesOutAndKeepsCandidates() {
        float[][][] english = vectors(new Random(5), 3);
        float[][][] other = near(english, new Random(6));
        CompanionCurve curve = pairs(english, other).curve(Companion.RETRIEVAL);
        for (CompanionPoint point : curve.points()) {
            int l = point.layer();
            check(
                    point,
                    rows -> Arrays.stream(rows)
                            .mapToDouble(i -> (found(english, other, l, i) + found(other, english, l, i)) / 2.0)
                            .average()
                            .orElseThrow());
            assertThat(point.chance()).isEqualTo(1.0 / SAMPLES);
            assertThat(point.value()).isBetween(0.1, 0.99);
        }
    }

    @Test
    void fewParagraphsGiveNoInterval() {
        VectorPairs pairs = new VectorPairs(1, 2);
        pairs.add(0, new float[][] {{1, 0}}, new float[][] {{2, 0}});
        pairs.add(19, new float[][] {{0, 1}}, new float[][] {{1, 3}});
        CompanionCurve curve = pairs.curve(Companion.RETRIEVAL);
        assertThat(curve.points().get(0)).isEqualTo(new CompanionPoint(0, 1, 0.5, java.util.Optional.empty()));
    }

    @Test
    void refusesOneSampleAndOtherShapes() {
        VectorPairs pairs = new VectorPairs(1, 2);
        pairs.add(0, new float[][] {{1, 0}}, new float[][] {{2, 0}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pairs.curve(Companion.CKA))
                .withMessageContaining("needs two or more, not 1: take a larger limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pairs.add(1, new float[][] {{1, 0}}, new float[][] {{2, 0, 1}}))
                .withMessageContaining("1 vectors of 2 numbers");
    }

    @Test
    void sayHowMuchMemoryTheyTake() {
        // two languages, 1190 samples, 33 layers, 4096 floats of 4 bytes
        assertThat(VectorPairs.bytes(1190, 33, 4096)).isEqualTo(2L * 1190 * 33 * 4096 * 4);
    }

    /** Compares a point with the statistic on all samples and with its delete-a-group jackknife, written out. */
    private static void check(CompanionPoint point, ToDoubleFunction<int[]> statistic) {
        double value = statistic.applyAsDouble(all());
        double[] without = IntStream.range(0, 20)
                .mapToDouble(group -> statistic.applyAsDouble(
                        Arrays.stream(all()).filter(i -> i / 2 % 20 != group).toArray()))
                .toArray();
        double mean = Arrays.stream(without).sum() / 20;
        double variance = 19
                / 20.0
                * Arrays.stream(without).map(v -> (v - mean) * (v - mean)).sum();
        Interval interval = point.interval().orElseThrow();
        assertThat(point.value()).isCloseTo(value, within(1e-9));
        assertThat(interval.low()).isCloseTo(value - T19 * Math.sqrt(variance), within(1e-6));
        assertThat(interval.high()).isCloseTo(value + T19 * Math.sqrt(variance), within(1e-6));
    }

    private static VectorPairs pairs(float[][][] english, float[][][] other) {
        VectorPairs pairs = new VectorPairs(english[0].length, WIDTH);
        for (int i = 0; i < SAMPLES; i++) {
            pairs.add(i / 2, english[i], other[i]);
        }
        return pairs;
    }

    private static int found(float[][][] from, float[][][] to, int layer, int i) {
        int best = 0;
        for (int j = 1; j < SAMPLES; j++) {
            best = cosine(from[i][layer], to[j][layer]) > cosine(from[i][layer], to[best][layer]) ? j : best;
        }
        return best == i ? 1 : 0;
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int d = 0; d < a.length; d++) {
            ab += a[d] * b[d];
            aa += a[d] * a[d];
            bb += b[d] * b[d];
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static float[][] pick(float[][][] samples, int[] rows, int layer) {
        return Arrays.stream(rows).mapToObj(i -> samples[i][layer]).toArray(float[][]::new);
    }

    private static int[] all() {
        return IntStream.range(0, SAMPLES).toArray();
    }

    /** Shape (samples, layers, E). */
    private static float[][][] vectors(Random random, int layers) {
        float[][][] vectors = new float[SAMPLES][layers][WIDTH];
        for (float[][] sample : vectors) {
            for (float[] vector : sample) {
                for (int d = 0; d < WIDTH; d++) {
                    vector[d] = (float) random.nextGaussian();
                }
            }
        }
        return vectors;
    }

    /** The same with noise that grows from layer to layer. */
    private static float[][][] near(float[][][] vectors, Random random) {
        float[][][] near = new float[SAMPLES][vectors[0].length][WIDTH];
        for (int i = 0; i < SAMPLES; i++) {
            for (int l = 0; l < near[i].length; l++) {
                for (int d = 0; d < WIDTH; d++) {
                    near[i][l][d] = vectors[i][l][d] + (float) (random.nextGaussian() * 0.4 * (l + 1));
                }
            }
        }
        return near;
    }
}
