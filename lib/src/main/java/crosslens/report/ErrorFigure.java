package crosslens.report;

import crosslens.judge.FailureType;
import crosslens.prompt.Scenario;
import crosslens.score.WrongRule;
import crosslens.text.Language;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Figure {@code errors}: shares of the wrong answers by kind of error and question language, with intervals; not a figure of the study. */
public final class ErrorFigure {
    private static final double SPREAD = 0.6;
    private static final double EDGE = 3;
    private static final int MOST_NAMES = 6;

    /** A kind of error that is drawn. */
    private enum Kind {
        LANGUAGE("wrong language", SeriesMarkers.CIRCLE),
        GIBBERISH("gibberish", SeriesMarkers.SQUARE),
        REFUSAL("refusal", SeriesMarkers.DIAMOND),
        BLANK("blank", SeriesMarkers.TRIANGLE_UP);

        private final String label;
        private final Marker marker;

        Kind(String label, Marker marker) {
            this.label = label;
            this.marker = marker;
        }

        ErrorShare of(CellErrors cell, Intervals intervals) {
            return this == LANGUAGE
                    ? ErrorMeasure.language(WrongRule.EXACT_MATCH).of(cell, intervals)
                    : ErrorMeasure.failures(Set.of(FailureType.valueOf(name()))).of(cell, intervals);
        }
    }

    private record Point(Kind kind, Language language, double x, ErrorShare share) {}

    private ErrorFigure() {}

    /**
     * Draws the figure for the screen.
     *
     * @param cells of one model; those with two shots in the format that stands for it are shown
     * @param scenario en-x or x-x
     * @throws IllegalArgumentException if there is no such cell, or there are several models
     */
    public static Figure draw(List<CellErrors> cells, Scenario scenario, Intervals intervals) {
        List<ModelRuns> models =
                ModelRuns.of(cells.stream().map(CellErrors::scores).toList(), ErrorTableId.SHOTS);
        if (models.size() != 1) {
            throw new IllegalArgumentException("figure errors shows one model in one style, not " + models.size()
                    + ": choose with --model and --style");
        }
        FormatRuns runs = models.get(0).standing();
        List<CellErrors> shown = runs.languages(scenario).stream()
                .map(language -> runs.cell(scenario, language).orElseThrow().runKey())
                .map(key -> cells.stream()
                        .filter(cell -> cell.scores().runKey().equals(key))
                        .findFirst()
                        .orElseThrow())
                .toList();
        if (shown.isEmpty()) {
            throw new IllegalArgumentException("no " + scenario + " run with " + ErrorTableId.SHOTS
                    + " shots. To make them: ./crosslens answer --model MODEL --scenario " + scenario);
        }
        return figure(shown, points(shown, intervals), scenario);
    }

    private static List<Point> points(List<CellErrors> shown, Intervals intervals) {
        List<Point> points = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            double offset = SPREAD * ((kind.ordinal() + 0.5) / Kind.values().length - 0.5);
            for (int i = 0; i < shown.size(); i++) {
                CellErrors cell = shown.get(i);
                points.add(new Point(kind, cell.scores().cell().question(), i + 1 + offset, kind.of(cell, intervals)));
            }
        }
        return points;
    }

    private static Figure figure(List<CellErrors> shown, List<Point> points, Scenario scenario) {
        List<CellScores> scores = shown.stream().map(CellErrors::scores).toList();
        CellErrors any = shown.get(0);
        String title = "What goes wrong in wrong answers: " + any.scores().model() + ", " + scenario;
        String by = any.judge()
                .map(judge -> judge.note() + judge.stamp())
                .orElse("Gibberish, refusal and blank by rules alone, not judged.");
        boolean names = shown.size() <= MOST_NAMES;
        List<String> categories = scores.stream()
                .map(cell -> names
                        ? cell.cell().question().englishName()
                        : cell.cell().question().code())
                .toList();
        String footnote = by + " Wrong language: share of the answers with EM = 0; the others: of those with F1 < 0.5. "
                + String.join(" ", TableText.intervals(scores));
        String subtitle = "Format " + PlainText.of(any.scores().cell().format()) + ", " + TableText.conditions(scores);
        ReportChart chart =
                new ReportChart(ChartStyle.Size.SCREEN, title, subtitle, categories, "Question language", footnote);
        chart.setYAxisTitle("Share of wrong answers (percent)");
        chart.getStyler().setYAxisMin(-EDGE);
        chart.getStyler().setYAxisMax(100 + EDGE);
        chart.getStyler().setYAxisDecimalPattern("0");
        for (Kind kind : Kind.values()) {
            add(
                    chart,
                    kind,
                    points.stream().filter(point -> point.kind() == kind).toList());
        }
        return new Figure(
                "errors",
                title,
                altText(title + ". " + subtitle + " " + by, points),
                chart,
                table(points),
                Origin.of(scores),
                List.of());
    }

    private static void add(ReportChart chart, Kind kind, List<Point> points) {
        Color color = ChartStyle.color(kind.ordinal());
        for (Point point : points) {
            point.share().interval().ifPresent(interval -> {
                double[] x = {point.x(), point.x()};
                double[] y = {100 * interval.low(), 100 * interval.high()};
                XYSeries line = chart.addSeries(kind + " " + point.language(), x, y);
                line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
                line.setMarker(SeriesMarkers.NONE);
                line.setLineColor(color);
                line.setLineStyle(new BasicStroke(1.8f));
                line.setShowInLegend(false);
            });
        }
        List<Point> known =
                points.stream().filter(point -> point.share().of() > 0).toList();
        if (!known.isEmpty()) {
            XYSeries dots = chart.addSeries(
                    kind.label,
                    known.stream().mapToDouble(Point::x).toArray(),
                    known.stream().mapToDouble(point -> point.share().percent()).toArray());
            dots.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            dots.setMarker(kind.marker);
            dots.setMarkerColor(color);
            dots.setLabel(kind.label);
        }
    }

    private static String altText(String beginning, List<Point> points) {
        StringBuilder text = new StringBuilder(beginning);
        for (Kind kind : Kind.values()) {
            text.append(' ')
                    .append(kind.label)
                    .append(": ")
                    .append(points.stream()
                            .filter(point -> point.kind() == kind)
                            .map(point -> point.language() + " "
                                    + Numbers.plain(point.share().percent()))
                            .collect(Collectors.joining(", ")));
            text.append('.');
        }
        return text.toString();
    }

    private static Table table(List<Point> points) {
        StringColumn kind = StringColumn.create("kind");
        StringColumn question = StringColumn.create("question_language");
        IntColumn count = IntColumn.create("errors");
        IntColumn of = IntColumn.create("of_wrong_answers");
        DoubleColumn percent = Numbers.plain(DoubleColumn.create("percent"));
        DoubleColumn low = Numbers.plain(DoubleColumn.create("low_percent"));
        DoubleColumn high = Numbers.plain(DoubleColumn.create("high_percent"));
        for (Point point : points) {
            kind.append(point.kind().label);
            question.append(point.language().code());
            count.append(point.share().count());
            of.append(point.share().of());
            percent.append(point.share().percent());
            low.append(point.share().interval().map(i -> 100 * i.low()).orElse(Double.NaN));
            high.append(point.share().interval().map(i -> 100 * i.high()).orElse(Double.NaN));
        }
        return Table.create("errors", kind, question, count, of, percent, low, high);
    }
}
