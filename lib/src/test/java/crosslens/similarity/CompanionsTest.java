package crosslens.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The two measures beside S. */
class CompanionsTest {
    @Test
    void alignmentEqualsItsFormOverFeatures() {
        Random random = new Random(2);
        float[][] left = vectors(random, 9, 5);
        float[][] right = vectors(random, 9, 7);
        // the paper's other form: |Y'X|² / (|X'X| |Y'Y|) of the centred features, Frobenius norms
        double expected = norm(right, left) * norm(right, left) / (norm(left, left) * norm(right, right));
        assertThat(LinearCka.of(left, right)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void alignmentIsOneForARotatedShiftedScaledCopy() {
        float[][] left = {{1, 2}, {3, -1}, {0, 5}};
        float[][] right = {{-2 * 3 + 7, 3}, {1 * 3 + 7, 9}, {-5 * 3 + 7, 0}}; // (x, y) → (−3y + 7, 3x)
        assertThat(LinearCka.of(left, right)).isCloseTo(1, within(1e-12));
        assertThat(LinearCka.of(left, new float[][] {{1, 1}, {1, 1}, {1, 1}})).isNaN();
        // a mean of three tenths is no tenth in doubles: equal vectors must count as equal all the same
        assertThat(LinearCka.of(left, new float[][] {{0.1f, 1}, {0.1f, 1}, {0.1f, 1}}))
                .isNaN();
    }

    @Test
    void retrievalCountsStrictlyNearestNeighbours() {
        float[][] left = {{1, 0}, {0, 1}, {1, 1}};
        float[][] right = {{2, 0}, {1, 3}, {1, 4}};
        // angles: left 0°, 90°, 45°; right 0°, 72°, 76°. From the left: 0 finds 0; 1 finds 2 (76°); 2 finds 1 (27°
        // away).
        // From the right: 0 finds 0; 72° is 18° from 90° and 27° from 45°, so 1 finds 1; 76° finds 1, not 2.
        NeighbourRetrieval found = NeighbourRetrieval.of(left, right);
        assertThat(found.fromLeft()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(found.fromRight()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(found.chance()).isCloseTo(1 / 3.0, within(1e-12));
        float[][] equal = {{1, 0}, {1, 0}};
        assertThat(NeighbourRetrieval.of(equal, equal).fromLeft()).isZero();
    }

    @Test
    void bothRefuseWhatCannotBeCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearCka.of(new float[1][2], new float[1][2]))
                .withMessageContaining("two or more samples");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearCka.of(new float[][] {{1}, {Float.NaN}}, new float[][] {{1}, {2}}))
                .withMessageContaining("not finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighbourRetrieval.of(new float[2][2], new float[3][2]))
                .withMessageContaining("2 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighbourRetrieval.of(new float[2][2], new float[2][2]))
                .withMessageContaining("left sample 0 is all zeros");
    }

    private static double norm(float[][] a, float[][] b) {
        double square = 0;
        for (int i = 0; i < a[0].length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                double sum = 0;
                for (int k = 0; k < a.length; k++) {
                    sum += (a[k][i] - mean(a, i)) * (b[k][j] - mean(b, j));
                }
                square += sum * sum;
            }
        }
        return Math.sqrt(square);
    }

    private static double mean(float[][] rows, int column) {
        double sum = 0;
        for (float[] row : rows) {
            sum += row[column];
        }
        return sum / rows.length;
    }

    private static float[][] vectors(Random random, int count, int width) {
        float[][] vectors = new float[count][width];
        for (float[] vector : vectors) {
            for (int d = 0; d < width; d++) {
                vector[d] = (float) random.nextGaussian() + d;
            }
        }
        return vectors;
    }
}
