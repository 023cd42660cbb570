package crosslens.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimilaritySumsTest {
    /** The definition sums K² cosines, the streaming form one square: they part by rounding alone. */
    private static final double ROUNDING = 1e-9;

    private static final int LAYERS = 4;
    private static final int WIDTH = 13;

    private record Sample(int paragraph, float[][] english, float[][] other) {}

    @Test
    void equalsTheQuadraticDefinition() {
        for (int k : new int[] {2, 3, 7, 40}) {
            List<Sample> samples = samples(k, 11 + k);
            List<SimilarityPoint> curve = sums(samples).curve();
            for (int l = 0; l < LAYERS; l++) {
                assertThat(curve.get(l).layer()).isEqualTo(l);
                assertThat(curve.get(l).similarity())
                        .as(k + " samples, layer " + l)
                        .isCloseTo(defined(samples, l), within(ROUNDING));
            }
        }
    }

    @Test
    void givesTheHandComputedValue() {
        SimilaritySums sums = new SimilaritySums(1, 2);
        sums.add(0, rows(1, 0), rows(3, 4)); // cosine 3/5
        sums.add(1, rows(0, 2), rows(0, 5)); // cosine 1
        SimilarityPoint point = sums.curve().get(0);
        assertThat(point.cross()).isCloseTo(0.8, within(1e-15));
        assertThat(point.within()).isCloseTo(0.8, within(1e-15)); // (3, 4) and (0, 5): 20 / 25
        assertThat(point.similarity()).isCloseTo(1, within(1e-15));
        assertThat(point.interval()).isEmpty();
    }

    @Test
    void mergedWorkersGiveWhatOneGives() {
        List<Sample> samples = samples(60, 3);
        SimilaritySums merged = sums(samples.subList(0, 25));
        merged.merge(sums(samples.subList(25, 60)));
        SimilaritySums whole = sums(samples);
        assertThat(merged.samples()).isEqualTo(60);
        assertThat(merged.paragraphs()).isEqualTo(whole.paragraphs());
        for (int l = 0; l < LAYERS; l++) {
            assertThat(merged.values(-1)[l]).isCloseTo(whole.values(-1)[l], within(1e-12));
        }
    }

    @Test
    void aStoredGroupCanBePutBack() {
        SimilaritySums sums = sums(samples(30, 5));
        SimilaritySums again = new SimilaritySums(LAYERS, WIDTH);
        for (int g = 0; g < SimilaritySums.GROUPS; g++) {
            again.put(g, sums.group(g));
        }
        assertThat(again.values(-1)).containsExactly(sums.values(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> again.put(3, sums.group(4)))
                .withMessageContaining("not the paragraphs of group 3");
    }

    @Test
    void intervalsComeFromLeavingOutOneGroupAtATime() {
        List<Sample> samples = samples(50, 8); // paragraphs 0 to 24, so every group has some
        double[] left = new double[SimilaritySums.GROUPS];
        double mean = 0;
        for (int g = 0; g < left.length; g++) {
            int group = g;
            left[g] = defined(
                    samples.stream().filter(s -> s.paragraph() % 20 != group).toList(), 1);
            mean += left[g] / left.length;
        }
        double squares = 0;
        for (double value : left) {
            squares += (value - mean) * (value - mean);
        }
        // 2.093024 is the 97.5 % point of Student's t with 19 degrees of freedom, from a printed table
        double half = 2.093024 * Math.sqrt(squares * 19 / 20);
        assertThat(sums(samples).curve().get(1).interval()).hasValueSatisfying(interval -> {
            assertThat(interval.high() - interval.estimate()).isCloseTo(half, within(half * 1e-6));
            assertThat(interval.estimate() - interval.low()).isCloseTo(half, within(half * 1e-6));
        });
    }

    @Test
    void underTwentyParagraphsThereIsNoInterval() {
        List<Sample> samples = samples(38, 8); // two questions a paragraph: 19
        assertThat(sums(samples).curve()).allMatch(point -> point.interval().isEmpty());
    }

    @Test
    void knowsTheParagraphsItHas() {
        SimilaritySums sums = new SimilaritySums(1, 2);
        sums.add(23, rows(1, 0), rows(3, 4));
        assertThat(sums.has(23)).isTrue();
        assertThat(sums.has(3)).isFalse(); // of the same group
    }

    @Test
    void refusesWhatHasNoSimilarity() {
        SimilaritySums sums = new SimilaritySums(1, 2);
        assertThatIllegalArgumentException().isThrownBy(sums::curve).withMessageContaining("two or more, not 0");
        sums.add(0, rows(1, 0), rows(3, 4));
        assertThatIllegalArgumentException().isThrownBy(sums::curve).withMessageContaining("two or more, not 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.add(1, rows(1, 0), rows(0, 0)))
                .withMessageContaining("layer 0 is all zeros");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.add(1, rows(1, Float.NaN), rows(1, 0)))
                .withMessageContaining("not finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.add(1, rows(1, 0, 0), rows(1, 0)))
                .withMessageContaining("has 3 numbers, not 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.add(1, new float[2][2], rows(1, 0)))
                .withMessageContaining("needs 1 layers");
        assertThat(sums.samples()).isEqualTo(1);
    }

    /** METHOD 7 as written: the mean over k of cos(e_k, x_k), divided by the mean over i < j of cos(x_i, x_j). */
    private static double defined(List<Sample> samples, int layer) {
        double cross = 0;
        double pairs = 0;
        int count = 0;
        for (int i = 0; i < samples.size(); i++) {
            cross += cosine(samples.get(i).english()[layer], samples.get(i).other()[layer]);
            for (int j = i + 1; j < samples.size(); j++) {
                pairs += cosine(samples.get(i).other()[layer], samples.get(j).other()[layer]);
                count++;
            }
        }
        return cross / samples.size() / (pairs / count);
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int d = 0; d < a.length; d++) {
            dot += (double) a[d] * b[d];
            aa += (double) a[d] * a[d];
            bb += (double) b[d] * b[d];
        }
        return dot / Math.sqrt(aa) / Math.sqrt(bb);
    }

    private static SimilaritySums sums(List<Sample> samples) {
        SimilaritySums sums = new SimilaritySums(LAYERS, WIDTH);
        samples.forEach(s -> sums.add(s.paragraph(), s.english(), s.other()));
        return sums;
    }

    /** Two samples a paragraph; all vectors lean one way, as hidden states do. */
    private static List<Sample> samples(int count, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            samples.add(new Sample(k / 2, vectors(random), vectors(random)));
        }
        return samples;
    }

    private static float[][] vectors(Random random) {
        float[][] vectors = new float[LAYERS][WIDTH];
        for (float[] vector : vectors) {
            for (int d = 0; d < WIDTH; d++) {
                vector[d] = (float) (random.nextGaussian() + 0.7);
            }
        }
        return vectors;
    }

    private static float[][] rows(float... vector) {
        return new float[][] {vector};
    }
}
