package crosslens.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LandmarkTest {
    /** Up to 3, a shallow dip, down to 1, up to 5, down to 4. */
    private static final double[] TWO_PEAKS = {2, 3, 2.9, 3, 1, 4, 5, 4.5, 4};

    private static final double[] RISING = {1, 2, 3, 4};

    @Test
    void findsPeaksAndTheValleyBetween() {
        assertThat(Landmark.PEAK.place(TWO_PEAKS)).isEqualTo(6);
        assertThat(Landmark.TURNING_POINT.place(TWO_PEAKS)).isEqualTo(4); // min(3, 5) - 1 = 2, the dip is 0.1 deep
        assertThat(Landmark.SECOND_PEAK.place(TWO_PEAKS)).isEqualTo(6);
    }

    @Test
    void findsNoValleyWhereThereIsNone() {
        assertThat(Landmark.TURNING_POINT.place(RISING)).isNaN();
        assertThat(Landmark.SECOND_PEAK.place(RISING)).isNaN();
        assertThat(Landmark.PLATEAU.place(new double[] {1, 1, 1})).isNaN();
    }

    @Test
    void findsTheLongestStretchInTheHighestTenth() {
        // range 1 to 2, so above 1.9: layers 1; 3, 4, 5
        assertThat(Landmark.PLATEAU.place(new double[] {1, 1.95, 1.5, 1.92, 2, 1.9, 1.2}))
                .isEqualTo(3);
        assertThat(Landmark.PLATEAU.place(RISING)).isEqualTo(3);
    }

    @Test
    void readsThemFromSumsWithTheirShareOfTheDepth() {
        SimilaritySums sums = sums(0.2, 0.9, 0.5, 0.8, 0.4);
        Landmark.Place turn = Landmark.TURNING_POINT.find(sums).orElseThrow();
        assertThat(turn.layer()).isEqualTo(2);
        assertThat(turn.share()).isEqualTo(0.5);
        assertThat(turn.similarity()).isCloseTo(0.5, within(1e-6));
        // every group left out gives the same curve
        assertThat(turn.interval()).hasValueSatisfying(interval -> {
            assertThat(interval.low()).isEqualTo(2);
            assertThat(interval.high()).isEqualTo(2);
        });
        Landmark.Bottleneck bottleneck = Landmark.bottleneck(sums);
        assertThat(bottleneck.from()).isEqualTo(3);
        assertThat(bottleneck.drop()).isCloseTo(0.4, within(1e-6));
        assertThat(bottleneck.share()).isCloseTo(0.5, within(1e-6));
        assertThat(Landmark.TURNING_POINT.find(sums(0.1, 0.2, 0.3))).isEmpty();
        assertThat(Landmark.bottleneck(sums(0.1, 0.2, 0.3)).drop()).isZero();
    }

    /** Twenty paragraphs with one vector, (1, 0), and English vectors at the given cosines to it: S is the cosine. */
    private static SimilaritySums sums(double... cosines) {
        SimilaritySums sums = new SimilaritySums(cosines.length, 2);
        float[][] english = new float[cosines.length][];
        float[][] other = new float[cosines.length][];
        for (int l = 0; l < cosines.length; l++) {
            english[l] = new float[] {(float) cosines[l], (float) Math.sqrt(1 - cosines[l] * cosines[l])};
            other[l] = new float[] {1, 0};
        }
        for (int paragraph = 0; paragraph < 20; paragraph++) {
            sums.add(paragraph, english, other);
        }
        return sums;
    }
}
