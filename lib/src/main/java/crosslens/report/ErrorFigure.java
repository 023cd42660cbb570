package crosslens.report;

import crosslens.judge.FailureType;
import crosslens.prompt.Scenario;
import crosslens.score.WrongRule;
import crosslens.text.Language;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Figure {@code errors}: shares of the wrong answers by kind of error and question language, with intervals; not a figure of the study. One model is shown with every
 * kind, several with wrong languages and failures to answer (gibberish, refusal and blank together).
 */
public final class ErrorFigure {
    private static final double SPREAD = 0.6;
    private static final double EDGE = 0.03;
    private static final double HEADROOM = 1.05;
    private static final List<Integer> SMALL_AXES = List.of(10, 20, 40, 60);
    private static final int MOST_NAMES = 6;
    private static final int MOST_MODELS = 3;
    private static final ErrorMeasure LANGUAGE = ErrorMeasure.language(WrongRule.EXACT_MATCH);

    /** One kind of error of one model. */
    private record Kind(FormatRuns runs, String model, String label, Color color, Marker marker, ErrorMeasure measure) {
        /** By the label, which no two kinds share: the runs' hash would take every answer. */
        @Override
        public int hashCode() {
            return label.hashCode();
        }
    }

    private record Point(Kind kind, Language language, double x, ErrorShare share) {}

    private ErrorFigure() {}

    /**
     * Draws the figure for the screen.
     *
     * @param cells of at most three models; those with two shots in the format that stands for each are shown
     * @param scenario en-x or x-x
     * @throws IllegalArgumentException if there is no such cell, or there are too many models
     */
    public static Figure draw(List<CellErrors> cells, Scenario scenario, Intervals intervals) {
        List<ModelRuns> models =
                ModelRuns.of(cells.stream().map(CellErrors::scores).toList(), ErrorTableId.SHOTS).stream()
                        .filter(model -> !model.standing().languages(scenario).isEmpty())
                        .toList();
        if (models.isEmpty()) {
            throw new IllegalArgumentException("no " + scenario + " run with " + ErrorTableId.SHOTS
                    + " shots. To make them: ./crosslens answer --model MODEL --scenario " + scenario);
        }
        if (models.size() > MOST_MODELS) {
            throw new IllegalArgumentException(
                    "figure errors shows at most " + MOST_MODELS + " models, each in one style, not " + models.size()
                            + ": choose with --model and --style, or see tables 7 and 8");
        }
        List<Language> languages = List.copyOf(models.stream()
                .flatMap(model -> model.standing().languages(scenario).stream())
                .collect(Collectors.toCollection(TreeSet::new)));
        List<Kind> kinds = kinds(models);
        Map<String, CellErrors> shown = new LinkedHashMap<>();
        List<Point> points = new ArrayList<>();
        for (int k = 0; k < kinds.size(); k++) {
            double offset = SPREAD * ((k + 0.5) / kinds.size() - 0.5);
            for (int i = 0; i < languages.size(); i++) {
                double x = i + 1 + offset;
                Kind kind = kinds.get(k);
                Language language = languages.get(i);
                kind.runs().cell(scenario, language).ifPresent(scores -> {
                    CellErrors cell = of(cells, scores);
                    shown.put(scores.runKey(), cell);
                    points.add(new Point(kind, language, x, kind.measure().of(cell, intervals)));
                });
            }
        }
        return figure(models, languages, List.copyOf(shown.values()), points, scenario);
    }

    private static CellErrors of(List<CellErrors> cells, CellScores scores) {
        return cells.stream()
                .filter(cell -> cell.scores().runKey().equals(scores.runKey()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Kind> kinds(List<ModelRuns> models) {
        List<Kind> kinds = new ArrayList<>();
        if (models.size() == 1) {
            ModelRuns model = models.get(0);
            kinds.add(kind(model, "wrong language", 0, SeriesMarkers.CIRCLE, LANGUAGE));
            Marker[] markers = {SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP};
            for (int i = 0; i < markers.length; i++) {
                FailureType type = FailureType.FAILURES.get(i);
                kinds.add(kind(model, type.label(), i + 1, markers[i], ErrorMeasure.failures(Set.of(type))));
            }
            return kinds;
        }
        ErrorMeasure failures = ErrorMeasure.failures(Set.copyOf(FailureType.FAILURES));
        for (int i = 0; i < models.size(); i++) {
            String name = name(models, models.get(i));
            kinds.add(kind(models.get(i), name + ": wrong language", i, SeriesMarkers.CIRCLE, LANGUAGE));
            kinds.add(kind(models.get(i), name + ": failure", i, SeriesMarkers.SQUARE, failures));
        }
        return kinds;
    }

    private static Kind kind(ModelRuns model, String label, int color, Marker marker, ErrorMeasure measure) {
        return new Kind(model.standing(), model.model(), label, ChartStyle.color(color), marker, measure);
    }

    /** The model's name, with its style where it is there in both. */
    private static String name(List<ModelRuns> models, ModelRuns model) {
        boolean twice = models.stream()
                        .filter(other -> other.model().equals(model.model()))
                        .count()
                > 1;
        return model.model() + (twice ? " (" + TableText.styleName(model.style()) + ")" : "");
    }

    private static Figure figure(
            List<ModelRuns> models,
            List<Language> languages,
            List<CellErrors> shown,
            List<Point> points,
            Scenario scenario) {
        List<CellScores> scores = shown.stream().map(CellErrors::scores).toList();
        String title = "What goes wrong in wrong answers: "
                + models.stream().map(ModelRuns::model).distinct().collect(Collectors.joining(", ")) + ", " + scenario;
        String by = shown.stream()
                .map(cell -> cell.judge()
                        .map(judge -> judge.note() + judge.stamp())
                        .orElse("Gibberish, refusal and blank by rules alone, not judged."))
                .distinct()
                .collect(Collectors.joining(" "));
        String footnote = by + " Wrong language: share of the answers with EM = 0; the others: of those with F1 < 0.5. "
                + String.join(" ", TableText.intervals(scores));
        String subtitle = "Format "
                + models.stream()
                        .map(model -> PlainText.of(model.standing().format()))
                        .distinct()
                        .collect(Collectors.joining(" and "))
                + ", " + TableText.conditions(scores)
                + TableText.tiny(scores.stream().mapToInt(CellScores::paragraphs));
        List<String> categories = languages.stream()
                .map(x -> languages.size() <= MOST_NAMES ? x.englishName() : x.code())
                .toList();
        ReportChart chart =
                new ReportChart(ChartStyle.Size.SCREEN, title, subtitle, categories, "Question language", footnote);
        setAxis(chart, points);
        points.stream().map(Point::kind).distinct().forEach(kind -> add(chart, kind, of(points, kind)));
        return new Figure(
                "errors",
                title,
                altText(title + ". " + subtitle + " " + by, points),
                chart,
                table(points),
                Origin.of(scores),
                List.of());
    }

    private static List<Point> of(List<Point> points, Kind kind) {
        return points.stream().filter(point -> point.kind().equals(kind)).toList();
    }

    /** 0 to 100, or to the next round number where everything is small; the axis then says so. */
    private static void setAxis(ReportChart chart, List<Point> points) {
        double largest = points.stream()
                .mapToDouble(point -> point.share().interval().isPresent()
                        ? point.share().high()
                        : point.share().percent())
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(100);
        int top = SMALL_AXES.stream()
                .filter(axis -> axis >= HEADROOM * largest)
                .findFirst()
                .orElse(100);
        chart.setYAxisTitle("Percent of wrong answers" + (top == 100 ? "" : " (axis ends at " + top + ")"));
        chart.getStyler().setYAxisMin(-EDGE * top);
        chart.getStyler().setYAxisMax((1 + EDGE) * top);
        chart.getStyler().setYAxisDecimalPattern("0");
    }

    private static void add(ReportChart chart, Kind kind, List<Point> points) {
        for (Point point : points) {
            point.share().interval().ifPresent(interval -> {
                double[] x = {point.x(), point.x()};
                double[] y = {100 * interval.low(), 100 * interval.high()};
                XYSeries line = chart.addSeries(kind.label() + " " + point.language(), x, y);
                line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
                line.setMarker(SeriesMarkers.NONE);
                line.setLineColor(kind.color());
                line.setLineStyle(new BasicStroke(1.8f));
                line.setShowInLegend(false);
            });
        }
        List<Point> known =
                points.stream().filter(point -> point.share().of() > 0).toList();
        if (!known.isEmpty()) {
            XYSeries dots = chart.addSeries(
                    kind.label(),
                    known.stream().mapToDouble(Point::x).toArray(),
                    known.stream().mapToDouble(point -> point.share().percent()).toArray());
            dots.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            dots.setMarker(kind.marker());
            dots.setMarkerColor(kind.color());
            dots.setLabel(kind.label());
        }
    }

    private static String altText(String beginning, List<Point> points) {
        StringBuilder text = new StringBuilder(beginning);
        for (Kind kind : points.stream().map(Point::kind).distinct().toList()) {
            String values = of(points, kind).stream()
                    .map(point ->
                            point.language() + " " + Numbers.plain(point.share().percent()))
                    .collect(Collectors.joining(", "));
            text.append(' ').append(kind.label()).append(": ").append(values).append('.');
        }
        return text.toString();
    }

    private static Table table(List<Point> points) {
        StringColumn model = StringColumn.create("model");
        StringColumn kind = StringColumn.create("kind");
        StringColumn question = StringColumn.create("question_language");
        IntColumn count = IntColumn.create("errors");
        IntColumn of = IntColumn.create("of_wrong_answers");
        DoubleColumn percent = Numbers.plain(DoubleColumn.create("percent"));
        DoubleColumn low = Numbers.plain(DoubleColumn.create("low_percent"));
        DoubleColumn high = Numbers.plain(DoubleColumn.create("high_percent"));
        for (Point point : points) {
            model.append(point.kind().model());
            kind.append(point.kind().label());
            question.append(point.language().code());
            count.append(point.share().count());
            of.append(point.share().of());
            percent.append(point.share().percent());
            low.append(point.share().low());
            high.append(point.share().high());
        }
        return Table.create("errors", model, kind, question, count, of, percent, low, high);
    }
}
