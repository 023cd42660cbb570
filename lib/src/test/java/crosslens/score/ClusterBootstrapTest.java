package crosslens.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterBootstrapTest {
    private static final ClusterBootstrap SMALL = new ClusterBootstrap(40_000, 1, 0.9, 1);
    private static final double ROUNDING = 1e-12;

    private static ItemScore item(int paragraph, int number, double f1) {
        return new ItemScore("p" + paragraph + "q" + number, paragraph, f1 == 1 ? 1 : 0, f1, 0, 0);
    }

    /** One question a paragraph, the first {@code right} of them answered. */
    private static List<ItemScore> single(int paragraphs, int right) {
        List<ItemScore> items = new ArrayList<>();
        for (int p = 0; p < paragraphs; p++) {
            items.add(item(p, 0, p < right ? 1 : 0));
        }
        return items;
    }

    @Test
    void equalsTheFullEnumerationOnThreeParagraphs() {
        // paragraphs with 1, 2 and 3 questions, so that a resample's mean is a ratio, not a mean of means
        double[][] scores = {{1.0}, {0.0, 0.5}, {0.25, 0.0, 0.9}};
        List<ItemScore> items = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            for (int q = 0; q < scores[p].length; q++) {
                items.add(item(10 * p, q, scores[p][q])); // paragraph numbers need not be consecutive
            }
        }
        List<Double> all = new ArrayList<>();
        for (int draw = 0; draw < 27; draw++) {
            double sum = 0;
            int count = 0;
            for (int p : new int[] {draw % 3, draw / 3 % 3, draw / 9}) {
                for (double score : scores[p]) {
                    sum += score;
                    count++;
                }
            }
            all.add(sum / count);
        }
        Collections.sort(all);
        Interval interval = SMALL.mean(items, Metric.F1).orElseThrow();
        // 5 % of 27 is 1.35 and 95 % is 25.65: the second smallest and second largest of the 27 equally likely values
        assertThat(interval.low()).isEqualTo(all.get(1), within(ROUNDING));
        assertThat(interval.high()).isEqualTo(all.get(25), within(ROUNDING));
        assertThat(interval.estimate()).isEqualTo(2.65 / 6, within(ROUNDING)); // 1 + 0.5 + 1.15 over 6 questions
    }

    @Test
    void isAsWideAsTheBinomialSays() {
        // 240 independent questions, 96 right: standard error sqrt(0.4 * 0.6 / 240) = 0.0316, the half width 1.96 times
        // that
        Interval interval =
                ClusterBootstrap.DEFAULT.mean(single(240, 96), Metric.F1).orElseThrow();
        assertThat(interval.estimate()).isEqualTo(0.4);
        assertThat((interval.high() - interval.low()) / 2).isEqualTo(1.96 * 0.031623, within(0.004));
    }

    @Test
    void isWiderWhenTheQuestionsOfAParagraphAgree() {
        // the same 60 right of 120, once in 120 paragraphs, once in 24 of five equal answers: wider by sqrt(5)
        List<ItemScore> clustered = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            clustered.add(item(i / 5, i % 5, i / 5 % 2));
        }
        Interval alone =
                ClusterBootstrap.DEFAULT.mean(single(120, 60), Metric.F1).orElseThrow();
        Interval together = ClusterBootstrap.DEFAULT.mean(clustered, Metric.F1).orElseThrow();
        assertThat((together.high() - together.low()) / (alone.high() - alone.low()))
                .isEqualTo(Math.sqrt(5), within(0.25));
    }

    @Test
    void cancelsWhatTwoSystemsShare() {
        // the second is lower by exactly 0.125 on every question: no resample can move the difference
        List<ItemScore> first = new ArrayList<>();
        List<ItemScore> second = new ArrayList<>();
        Random random = new Random(3);
        for (int p = 0; p < 32; p++) { // a power of two: sums and means are exact
            double score = random.nextInt(8) / 8.0 + 0.125;
            first.add(item(p, 0, score));
            second.add(item(p, 0, score - 0.125));
        }
        Collections.reverse(second); // pairs are found by paragraph, not by place
        Interval interval =
                ClusterBootstrap.DEFAULT.difference(first, second, Metric.F1).orElseThrow();
        assertThat(interval).isEqualTo(new Interval(0.125, 0.125, 0.125));
        // all 10 000 resamples above zero: 2 * (0 + 1) / 10 001
        assertThat(ClusterBootstrap.DEFAULT.pValue(first, second, Metric.F1)).hasValue(2.0 / 10_001);
        assertThat(ClusterBootstrap.DEFAULT.pValue(first, first, Metric.F1)).hasValue(1.0);
    }

    @Test
    void pValueOfAStatisticIsThatOfTheDifferenceItStandsFor() {
        List<ItemScore> first = single(25, 10);
        List<ItemScore> second = single(25, 6);
        assertThat(ClusterBootstrap.DEFAULT.pValue(List.of(first, second), Metric.F1, m -> m[0] - m[1]))
                .isEqualTo(ClusterBootstrap.DEFAULT.pValue(first, second, Metric.F1));
        // 0 / 0 occurs whenever only wrong paragraphs are drawn
        List<ItemScore> rare = single(20, 1);
        assertThat(ClusterBootstrap.DEFAULT.pValue(List.of(rare), Metric.F1, m -> m[0] / m[0]))
                .isEmpty();
    }

    @Test
    void averagesCellsThatAreDrawnTogether() {
        // f and 1 - f: their mean is 0.5 in every resample; drawn apart it would vary
        List<ItemScore> one = single(25, 10);
        List<ItemScore> other =
                one.stream().map(i -> item(i.paragraph(), 0, 1 - i.f1())).toList();
        Interval interval = ClusterBootstrap.DEFAULT
                .meanOfCells(List.of(one, other), Metric.F1)
                .orElseThrow();
        assertThat(interval.estimate()).isEqualTo(0.5, within(ROUNDING));
        assertThat(interval.low()).isEqualTo(0.5, within(ROUNDING));
        assertThat(interval.high()).isEqualTo(0.5, within(ROUNDING));
    }

    @Test
    void givesNoIntervalUnderTwentyParagraphs() {
        assertThat(ClusterBootstrap.DEFAULT.mean(single(19, 9), Metric.F1)).isEmpty();
        assertThat(ClusterBootstrap.DEFAULT.mean(single(20, 9), Metric.F1)).isPresent();
        assertThat(ClusterBootstrap.DEFAULT.pValue(single(19, 9), single(19, 8), Metric.F1))
                .isEmpty();
        assertThat(ClusterBootstrap.DEFAULT.mean(List.of(), Metric.F1)).isEmpty();
    }

    @Test
    void givesNoIntervalWhereAResampleHasNoValue() {
        // the ratio 0/0 occurs whenever only wrong paragraphs are drawn
        List<ItemScore> items = single(20, 1);
        assertThat(ClusterBootstrap.DEFAULT.interval(List.of(items, items), Metric.F1, m -> m[0] / m[1]))
                .isEmpty();
    }

    @Test
    void repeatsItselfExactly() {
        assertThat(ClusterBootstrap.DEFAULT.mean(single(30, 11), Metric.F1))
                .isEqualTo(ClusterBootstrap.DEFAULT.mean(single(30, 11), Metric.F1));
    }

    @Test
    void drawsDifferentlyWithAnotherSeed() {
        Random random = new Random(5);
        List<ItemScore> items = new ArrayList<>();
        for (int p = 0; p < 50; p++) {
            items.add(item(p, 0, random.nextDouble()));
        }
        assertThat(new ClusterBootstrap(100, 2, 0.95, 20).mean(items, Metric.F1))
                .isNotEqualTo(new ClusterBootstrap(100, 1, 0.95, 20).mean(items, Metric.F1));
    }

    @Test
    void refusesCellsThatCannotBePaired() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.difference(single(21, 2), single(22, 2), Metric.F1))
                .withMessageContaining("21 and 22");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.mean(List.of(item(1, 1, 0), item(1, 1, 1)), Metric.F1))
                .withMessageContaining("p1q1");
        assertThatIllegalArgumentException().isThrownBy(() -> SMALL.meanOfCells(List.of(), Metric.F1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClusterBootstrap(10, 1, 1.0, 20));
    }
}
