package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.report.F1Points.Point;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Figure {@code f1}: F1 by question language, en-x and x-x side by side, with intervals, en-en as a line, the study's values as crosses. */
public final class F1Figure {
    private static final int MOST_MODELS = 4;
    private static final int MOST_NAMES = 6;
    private static final int MOST_POINT_LABELS = 9;
    private static final List<Integer> SMALL_AXES = List.of(5, 10, 20, 50);
    /** Free room above the largest value before a smaller axis is taken. */
    private static final double HEADROOM = 1.15;
    /** Room beyond both ends of the axis, as a share of it, so that no marker is cut. */
    private static final double EDGE = 0.03;

    private final F1Points data;
    /** Colours tell models apart if there are several, else scenarios. */
    private final boolean several;

    private F1Figure(F1Points data) {
        this.data = data;
        this.several = data.models().size() > 1;
    }

    /**
     * Draws the figure for the screen.
     *
     * @param cells of at most four models, any number of shots; those with {@code shots} are shown, each model in the format that stands for it
     * @throws IllegalArgumentException if there is no such cell, one is there twice, or there are too many models
     */
    public static Figure draw(List<CellScores> cells, int shots, Published published, Intervals intervals) {
        return draw(cells, shots, published, intervals, ChartStyle.Size.SCREEN);
    }

    /** As {@link #draw(List, int, Published, Intervals)}, for another size. */
    public static Figure draw(
            List<CellScores> cells, int shots, Published published, Intervals intervals, ChartStyle.Size size) {
        F1Points data = F1Points.of(ModelRuns.of(cells, shots), published, intervals);
        if (data.languages().isEmpty()) {
            throw new IllegalArgumentException("no en-x or x-x run with " + shots
                    + " shots. To make them: ./crosslens answer --model MODEL --scenario en-x --shots " + shots);
        }
        if (data.models().size() > MOST_MODELS) {
            throw new IllegalArgumentException("figure f1 shows at most " + MOST_MODELS + " models, not "
                    + data.models().size() + ": choose some with --model, or see table 6a");
        }
        return new F1Figure(data).figure(size);
    }

    private Figure figure(ChartStyle.Size size) {
        List<CellScores> cells = data.cells();
        String title = "F1 by question language: "
                + data.models().stream().map(ModelRuns::model).distinct().collect(Collectors.joining(", "));
        String subtitle = "Format "
                + data.models().stream()
                        .map(model -> PlainText.of(model.standing().format()))
                        .distinct()
                        .collect(Collectors.joining(" and "))
                + ", " + TableText.conditions(cells)
                + TableText.tiny(cells.stream().mapToInt(CellScores::paragraphs));
        boolean names = data.languages().size() <= MOST_NAMES;
        List<String> categories = data.languages().stream()
                .map(x -> names ? x.englishName() : x.code())
                .toList();
        ReportChart chart = new ReportChart(size, title, subtitle, categories, "Question language", footnote(cells));
        setAxis(chart);
        addReferences(chart);
        addDots(chart);
        addStudy(chart);
        addLabels(chart);
        return new Figure(
                "f1",
                title,
                altText(title + ". " + subtitle),
                chart,
                data.table(),
                Origin.of(cells),
                warnings(Stream.concat(categories.stream(), Stream.of(title)).toList()));
    }

    private static List<String> warnings(List<String> texts) {
        return FontCheck.undisplayable(texts).stream()
                .map(text -> "No font of this machine shows '" + text + "' in full.")
                .toList();
    }

    private static String footnote(List<CellScores> cells) {
        return Stream.concat(TableText.intervals(cells).stream(), TableText.stops(cells).stream())
                .collect(Collectors.joining(" "));
    }

    /** 0 to 100, or to the next round number where everything is small; the axis then says so. */
    private void setAxis(ReportChart chart) {
        int top = SMALL_AXES.stream()
                .filter(axis -> axis >= HEADROOM * data.largest())
                .findFirst()
                .orElse(100);
        chart.setYAxisTitle(top == 100 ? "F1 (percent)" : "F1 (percent, axis ends at " + top + ")");
        chart.getStyler().setYAxisMin(-EDGE * top);
        chart.getStyler().setYAxisMax((1 + EDGE) * top);
        chart.getStyler().setYAxisDecimalPattern("0");
    }

    private void addReferences(ReportChart chart) {
        boolean first = true;
        for (int i = 0; i < data.models().size(); i++) {
            Optional<CellScores> enEn = data.models().get(i).standing().cell(Scenario.EN_X, Language.EN);
            if (enEn.isEmpty()) {
                continue;
            }
            double value = 100 * enEn.get().mean(Metric.F1);
            double[] ends = {0.5, data.languages().size() + 0.5};
            XYSeries line = chart.addSeries("en-en " + i, ends, new double[] {value, value});
            line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
            line.setMarker(SeriesMarkers.NONE);
            line.setLineColor(several ? ChartStyle.color(i) : ChartStyle.MUTED);
            line.setLineStyle(ChartStyle.DASHED);
            line.setLabel(several ? "en-en of each model" : "en-en " + Numbers.plain(value));
            line.setShowInLegend(first);
            first = false;
        }
    }

    private void addDots(ReportChart chart) {
        for (int i = 0; i < data.models().size(); i++) {
            for (Scenario scenario : FormatRuns.SHOWN) {
                ModelRuns model = data.models().get(i);
                List<Point> dots =
                        data.of(model, scenario).stream().filter(Point::wasRun).toList();
                if (dots.isEmpty()) {
                    continue;
                }
                Color color = ChartStyle.color(several ? i : scenario.ordinal());
                chart.addWhiskers(
                        scenario + " whiskers " + i,
                        dots.stream().mapToDouble(Point::x).toArray(),
                        dots.stream().mapToDouble(Point::low).toArray(),
                        dots.stream().mapToDouble(Point::high).toArray(),
                        color,
                        new BasicStroke(1.8f));
                Marker marker = scenario == Scenario.EN_X ? SeriesMarkers.CIRCLE : SeriesMarkers.SQUARE;
                scatter(chart, scenario + " " + i, dots, Point::f1, marker, color)
                        .setLabel((several ? model.model() + ", " : "")
                                + (scenario == Scenario.EN_X ? "en-x (English context)" : "x-x (all in x)"));
            }
        }
    }

    private void addStudy(ReportChart chart) {
        boolean first = true;
        for (int i = 0; i < data.models().size(); i++) {
            ModelRuns model = data.models().get(i);
            List<Point> known = data.points().stream()
                    .filter(point -> point.model() == model && !Double.isNaN(point.study()))
                    .toList();
            if (!known.isEmpty()) {
                Color color = several ? ChartStyle.color(i).darker() : ChartStyle.INK;
                XYSeries series = scatter(chart, "study " + i, known, Point::study, SeriesMarkers.CROSS, color);
                series.setLabel("the study's value, same model");
                series.setShowInLegend(first);
                first = false;
            }
        }
    }

    private static XYSeries scatter(
            ReportChart chart,
            String name,
            List<Point> dots,
            ToDoubleFunction<Point> value,
            Marker marker,
            Color color) {
        XYSeries series = chart.addSeries(
                name,
                dots.stream().mapToDouble(Point::x).toArray(),
                dots.stream().mapToDouble(value).toArray());
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(marker);
        series.setMarkerColor(color);
        return series;
    }

    private void addLabels(ReportChart chart) {
        boolean few = data.points().size() <= MOST_POINT_LABELS;
        for (Point point : data.points()) {
            if (!point.wasRun()) {
                chart.label(new ReportChart.PointLabel("not run", point.x(), 0, true));
            } else if (few) {
                chart.label(new ReportChart.PointLabel(Numbers.plain(point.f1()), point.x(), point.f1(), false));
            }
        }
    }

    private String altText(String beginning) {
        List<String> sentences = new ArrayList<>(List.of(beginning));
        for (ModelRuns model : data.models()) {
            for (Scenario scenario : FormatRuns.SHOWN) {
                List<Point> points = data.of(model, scenario);
                if (!points.isEmpty()) {
                    sentences.add((several ? model.model() + ", " : "") + scenario + ": "
                            + points.stream()
                                    .map(point -> point.question() + " "
                                            + (point.wasRun() ? Numbers.plain(point.f1()) : "not run"))
                                    .collect(Collectors.joining(", "))
                            + ".");
                }
            }
        }
        return String.join(" ", sentences);
    }
}
