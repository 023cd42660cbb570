package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.score.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalsTest {
    private final Intervals intervals = Intervals.bootstrap();

    @Test
    void cellsWithoutSpreadHaveIntervalsWithoutWidth() {
        CellScores all = Samples.cell("m", "en-de", 40, 40);
        CellScores none = Samples.cell("m", "en-es", 0, 40);
        var mean = intervals.mean(List.of(all, none), Metric.F1).orElseThrow(); // (1 + 0) / 2 in every resample
        assertThat(List.of(mean.low(), mean.high())).containsExactly(0.5, 0.5);
        var ratio = intervals.ratio(List.of(all, none, all), Metric.F1).orElseThrow(); // ((0 + 1) / 2) / 1
        assertThat(List.of(ratio.low(), ratio.high())).containsExactly(0.5, 0.5);
    }

    @Test
    void fewParagraphsOrDifferentQuestionsHaveNone() {
        CellScores cell = Samples.cell("m", "en-de", 20, 40);
        assertThat(intervals.mean(List.of(Samples.cell("m", "en-de", 6, 38)), Metric.F1))
                .isEmpty(); // 19 paragraphs
        assertThat(intervals.mean(List.of(cell), Metric.F1)).isPresent();
        assertThat(intervals.mean(List.of(cell, Samples.cell("m", "en-es", 20, 50)), Metric.F1))
                .isEmpty();
        assertThat(intervals.mean(List.of(), Metric.F1)).isEmpty();
    }
}
