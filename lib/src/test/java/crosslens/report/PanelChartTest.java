package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.report.PanelChart.Axes;
import crosslens.report.PanelChart.Line;
import crosslens.report.PanelChart.Panel;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PanelChartTest {
    private static final String NOTE = "K = 28, 8 paragraphs";

    @ParameterizedTest
    @ValueSource(
            doubles = {0.9, 0.93, 20 / 21.0, 0.96, 0.99, 1.0}) // 20 / 21 with its room of 1 / 21 ends the axis at 1
    void theTopmostTickKeepsApartFromTheNoteAboveIt(double highest) {
        double[] nothing = {Double.NaN, Double.NaN};
        Line line = new Line(
                "de", "German", ChartStyle.color(0), new double[] {0, 30}, new double[] {0, highest}, nothing, nothing);
        PanelChart chart = new PanelChart(
                ChartStyle.Size.SCREEN,
                3,
                "title",
                "subtitle",
                new Axes("layer", "similarity", Optional.empty()),
                List.of(
                        new Panel("(a) question", NOTE, "s", List.of(line), Optional.empty()),
                        new Panel("(b) context", NOTE, "s", List.of(line), Optional.empty()),
                        new Panel("(c) last", NOTE, "s", List.of(line), Optional.empty())),
                "");
        double wide = TextLines.width(NOTE, ChartStyle.SMALL);
        List<Rectangle2D> texts = TextBoxes.of(chart);
        List<Rectangle2D> notes = texts.stream()
                .filter(box -> Math.abs(box.getWidth() - wide) < 3)
                .toList();
        assertThat(notes).hasSize(3);
        for (Rectangle2D note : notes) {
            Rectangle2D next = texts.stream()
                    .filter(box -> box.getY() > note.getCenterY()
                            && box.getX() < note.getMaxX()
                            && box.getMaxX() > note.getX())
                    .min(Comparator.comparingDouble(Rectangle2D::getY))
                    .orElseThrow();
            assertThat(next.getY() - note.getMaxY()).isGreaterThan(4);
        }
    }
}
