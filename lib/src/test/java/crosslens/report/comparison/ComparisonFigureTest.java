package crosslens.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.report.CellScores;
import crosslens.report.CsvTable;
import crosslens.report.Figure;
import crosslens.report.PngPicture;
import crosslens.report.Samples;
import crosslens.score.Interval;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class ComparisonFigureTest {
    private static final int SCALE = 2;
    /** Pixels of a filled marker of 9 units at twice its size: π/4 · 18². */
    private static final int MARKER = 254;

    private static ComparisonRow row(String group, String label, double difference, double margin, double p) {
        return new ComparisonRow(
                group,
                label,
                60,
                0.4,
                0.4 + difference,
                Optional.of(new Interval(difference, difference - margin, difference + margin)),
                OptionalDouble.of(p),
                OptionalDouble.of(p));
    }

    private static Comparison of(ComparisonRow... rows) {
        return new Comparison(
                ComparisonKind.SHOTS,
                "0 shots",
                "2 shots",
                List.of(rows),
                List.of(Samples.cell("m", "", "en-de", 2, "v1", 30, 60)),
                List.of());
    }

    private static BufferedImage picture(Comparison comparison) {
        return PngPicture.image(ComparisonFigure.draw(comparison).chart(), SCALE);
    }

    private static int count(BufferedImage image, Color color) {
        int pixels = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                pixels += (image.getRGB(x, y) & 0xFFFFFF) == (color.getRGB() & 0xFFFFFF) ? 1 : 0;
            }
        }
        return pixels;
    }

    @Test
    void aDifferenceThatIsNotSignificantDoesNotLookLikeOne() {
        BufferedImage told = picture(of(row("m", "de", 0.2, 0.05, 0.001)));
        BufferedImage untold = picture(of(row("m", "de", 0.2, 0.25, 0.4)));
        Color full = ComparisonFigure.color(0, true);
        Color pale = ComparisonFigure.color(0, false);
        // the key in the legend is there in both; the marker in the plot only where the difference is significant
        int inLegend = count(untold, full);
        assertThat(inLegend).isLessThan(MARKER + MARKER / 2);
        assertThat(count(told, full)).isGreaterThan(inLegend + MARKER * 3 / 4);
        assertThat(count(told, pale)).isZero();
        assertThat(count(untold, pale)).isGreaterThan(MARKER / 10);
    }

    @Test
    void aMarkerThatIsNotSignificantIsWhiteInside() {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        for (boolean round : new boolean[] {true, false}) {
            var g = image.createGraphics();
            g.setColor(Color.RED);
            g.fillRect(0, 0, 40, 40);
            g.setColor(Color.BLUE);
            new HollowMarker(round).paint(g, 20, 20, 20);
            g.dispose();
            assertThat(image.getRGB(20, 20)).isEqualTo(Color.WHITE.getRGB());
            assertThat(image.getRGB(12, 20)).isEqualTo(Color.BLUE.getRGB()); // 8 = 20 · 0.8 / 2 to the left
        }
    }

    @Test
    void anIntervalThatCrossesZeroIsDrawnAcrossTheLineAtZero() {
        Figure figure = ComparisonFigure.draw(of(row("m", "de", 0.1, 0.25, 0.4)));
        var chart = (XYChart) figure.chart();
        double[] ends = chart.getSeries("whiskers 0false").getYData();
        assertThat(ends[0]).isNegative();
        assertThat(ends[1]).isPositive();
        assertThat(chart.getSeries("whiskers 0true")).isNull();
        assertThat(chart.getStyler().getYAxisMin()).isEqualTo(-chart.getStyler().getYAxisMax());
    }

    @Test
    void pointsAndAltTextSayWhatIsSignificant() {
        Figure figure = ComparisonFigure.draw(of(row("m", "de", 0.25, 0.125, 0.001), row("m", "zh", -0.5, 0.75, 0.5)));
        assertThat(CsvTable.render(figure.points())).isEqualTo("""
                group,question_language,n,difference_points,low_points,high_points,p_holm,significant
                m,de,60,25,12.5,37.5,0.001,yes
                m,zh,60,-50,-125,25,0.5,no
                """);
        assertThat(figure.altText()).endsWith("m de +25.00 (higher). m zh -50.00 (not told apart).");
        assertThat(figure.id()).isEqualTo("compare-shots");
    }

    @Test
    void pairsOfManyContextsTakeSeveralFiguresOnOneAxis() {
        List<ComparisonRow> rows = new ArrayList<>();
        List<CellScores> cells = new ArrayList<>();
        for (String context : List.of("de", "es", "vi", "zh", "hi")) {
            rows.add(row("m, context " + context, "en", context.equals("hi") ? 0.5 : 0.1, 0.01, 0.001));
            cells.add(Samples.cell("m", "", context + "-en", 2, "v1", 30, 60));
        }
        Comparison all = new Comparison(ComparisonKind.PAIRS, "x-x", "x-y", rows, cells, List.of());
        List<Figure> figures = ComparisonFigure.all(all);
        assertThat(figures).hasSize(2);
        assertThat(figures.get(1).points().rowCount()).isEqualTo(1);
        assertThat(figures.get(1).origin().runs()).hasSize(1);
        // 51 points and a tenth more: the axes end at 60, also where nothing lies beyond 11
        for (Figure figure : figures) {
            assertThat(((XYChart) figure.chart()).getStyler().getYAxisMax()).isEqualTo(60);
        }
        assertThat(ComparisonFigure.points(all).rowCount()).isEqualTo(5);
    }

    @Test
    void moreThanFourGroupsAreRefused() {
        List<ComparisonRow> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(row("m" + i, "de", 0.1, 0.1, 0.5));
        }
        assertThatThrownBy(() -> ComparisonFigure.draw(of(rows.toArray(ComparisonRow[]::new))))
                .hasMessageContaining("at most 4 groups, not 5");
    }
}
