package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportChartTest {
    private static final double NONE = Double.NaN;

    private final ReportChart chart =
            new ReportChart(ChartStyle.Size.SCREEN, "title", "subtitle", List.of("a", "b"), "categories", "");

    @Test
    void whiskersStandAtTheirPlacesWithGapsBetweenThem() {
        chart.addWhiskers(
                "whiskers",
                new double[] {1, 2},
                new double[] {3, NONE},
                new double[] {5, NONE},
                Color.RED,
                ChartStyle.LINE);
        assertThat(chart.getSeries("whiskers").getXData()).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(chart.getSeries("whiskers").getYData()).containsExactly(3, 5, NONE, NONE, NONE, NONE);
        assertThat(chart.getSeries("whiskers").isShowInLegend()).isFalse();
    }

    @Test
    void withoutAnIntervalThereAreNoWhiskers() {
        chart.addWhiskers(
                "whiskers", new double[] {1}, new double[] {NONE}, new double[] {NONE}, Color.RED, ChartStyle.LINE);
        assertThat(chart.getSeries("whiskers")).isNull();
    }
}
