package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class F1FigureTest {
    private final Published published = Published.load();

    F1FigureTest() throws IOException {}

    private static List<CellScores> quick(String model, String study) {
        return List.of(
                Samples.cell(model, study, "en-en", 2, "v1", 9, 12),
                Samples.cell(model, study, "en-de", 2, "v1", 6, 12),
                Samples.cell(model, study, "de-de", 2, "v1", 3, 12),
                Samples.cell(model, study, "en-zh", 2, "v1", 0, 12));
    }

    private Figure draw(List<CellScores> cells) {
        return F1Figure.draw(cells, 2, published, Samples.NONE);
    }

    @Test
    void hasOnePointForEachCellThatCouldBeThere() {
        Figure figure = draw(quick("m", ""));
        assertThat(CsvTable.render(figure.points())).isEqualTo("""
                model,format,scenario,question_language,n,f1_percent,low_percent,high_percent,study_percent
                m,v1,en-x,en,12,75,,,
                m,v1,en-x,de,12,50,,,
                m,v1,en-x,zh,12,0,,,
                m,v1,x-x,de,12,25,,,
                m,v1,x-x,zh,0,,,,
                """);
    }

    @Test
    void aScenarioThatNobodyAskedTakesNoPlace() {
        Figure figure = draw(List.of(
                Samples.cell("m", "", "en-en", 2, "v1", 9, 12), Samples.cell("m", "", "en-de", 2, "v1", 6, 12)));
        assertThat(figure.points().stringColumn("scenario").unique().asList()).containsExactly("en-x");
        double[] x = ((XYChart) figure.chart()).getSeries("en-x 0").getXData();
        assertThat(x).containsExactly(1, 2); // each in the middle of its language
    }

    @Test
    void altTextSaysTheNumbersAndWhatWasNotRun() {
        assertThat(draw(quick("m", "")).altText())
                .isEqualTo(
                        "F1 by question language: m. Format v1, raw style, 2 shots, xquad. Quick subset: 12 items per"
                                + " cell. A tiny sample. en-x: en 75.00, de 50.00, zh 0.00. x-x: de 25.00, zh not run.");
    }

    @Test
    void showsTheStudysValuesOfAMappedModel() {
        Figure figure = draw(quick("m", "LLaMA-3.1-Instruct-8B"));
        assertThat(figure.points().doubleColumn("study_percent").getDouble(1)).isEqualTo(74.81);
        assertThat(legend(figure))
                .containsExactly(
                        "en-en 75.00", "en-x (English context)", "x-x (all in x)", "the study's value, same model");
        assertThat(legend(draw(quick("m", "")))).noneMatch(label -> label.contains("study"));
    }

    @Test
    void axisEndsAtHundredUnlessAllIsSmallAndThenSaysSo() {
        assertThat(((XYChart) draw(quick("m", "")).chart()).getYAxisTitle()).isEqualTo("F1 (percent)");
        Figure small = draw(List.of(Samples.cell("m", "en-de", 1, 12), Samples.cell("m", "de-de", 0, 12))); // 8.33
        assertThat(((XYChart) small.chart()).getYAxisTitle()).isEqualTo("F1 (percent, axis ends at 10)");
        assertThat(small.altText()).contains("every cell lies under F1 10");
    }

    @Test
    void intervalsBecomeWhiskers() {
        Figure figure = F1Figure.draw(quick("m", ""), 2, published, Samples.FIXED);
        assertThat(figure.points().doubleColumn("low_percent").getDouble(0)).isEqualTo(25);
        XYChart chart = (XYChart) figure.chart();
        assertThat(chart.getSeries("en-x whiskers 0").getYData()).startsWith(25, 75, Double.NaN);
    }

    @Test
    void paintsInkInsideItsFrameAndKeepsItsSize() {
        List<CellScores> cells = new ArrayList<>(quick("m".repeat(200), ""));
        Figure figure = draw(cells);
        var image = PngPicture.image(figure.chart(), 2);
        assertThat(image.getWidth()).isEqualTo(1600);
        assertThat(image.getHeight()).isEqualTo(900);
        assertThat(figure.chart().getWidth()).isEqualTo(800);
        assertThat(figure.chart().getHeight()).isEqualTo(450);
        long dark = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean ink = (image.getRGB(x, y) & 0xFF) < 0x80;
                dark += ink ? 1 : 0;
                boolean edge = x < 4 || y < 4 || x >= image.getWidth() - 4 || y >= image.getHeight() - 4;
                assertThat(ink && edge).as("ink at the edge, %d %d", x, y).isFalse();
            }
        }
        assertThat(dark).isGreaterThan(1000);
    }

    @Test
    void refusesNoRunsAndTooManyModels() {
        assertThatThrownBy(() -> F1Figure.draw(quick("m", ""), 0, published, Samples.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 shots");
        List<CellScores> five = new ArrayList<>();
        List.of("a", "b", "c", "d", "e").forEach(model -> five.addAll(quick(model, "")));
        assertThatThrownBy(() -> draw(five))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 4");
    }

    private static List<String> legend(Figure figure) {
        return ((XYChart) figure.chart())
                .getSeriesCollection().stream()
                        .filter(series -> series.isShowInLegend())
                        .map(series -> series.getLabel())
                        .toList();
    }

    @Test
    void fontCheckNamesWhatCannotBeShown() {
        assertThat(FontCheck.problem()).isEmpty();
        assertThat(FontCheck.undisplayable(List.of("F1", "\udbff\udffd")))
                .containsExactly("\udbff\udffd"); // private use
    }
}
