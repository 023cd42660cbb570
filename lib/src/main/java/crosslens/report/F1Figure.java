package crosslens.report;

import crosslens.score.Interval;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Figure {@code f1}: F1 by question language, en-x and x-x side by side, with intervals, en-en as a line, the study's values as crosses. */
public final class F1Figure {
    private static final int MOST_MODELS = 4;
    private static final int MOST_NAMES = 6;
    private static final int MOST_POINT_LABELS = 9;
    private static final List<Integer> SMALL_AXES = List.of(5, 10, 20, 50);
    private static final double SPREAD = 0.62;
    /** Room beyond both ends of the axis, as a share of it, so that no marker is cut. */
    private static final double EDGE = 0.03;

    /** One dot: values in percent, NaN where there is none. */
    private record Point(
            ModelRuns model,
            Scenario scenario,
            Language question,
            double x,
            int n,
            double f1,
            double low,
            double high,
            double study) {}

    private final List<ModelRuns> models;
    private final List<Language> languages;
    private final List<Point> points;
    private final boolean crowded;

    private F1Figure(List<ModelRuns> models, Published published, Intervals intervals) {
        this.models = models;
        this.languages = languages(models);
        this.crowded = models.size() > 1;
        this.points = new ArrayList<>();
        int slots = 2 * models.size();
        for (int slot = 0; slot < slots; slot++) {
            ModelRuns model = models.get(slot / 2);
            Scenario scenario = slot % 2 == 0 ? Scenario.EN_X : Scenario.X_X;
            double offset = SPREAD * ((slot + 0.5) / slots - 0.5);
            for (int i = 0; i < languages.size(); i++) {
                if (scenario == Scenario.X_X && languages.get(i).equals(Language.EN)) {
                    continue;
                }
                double place = languages.get(i).equals(Language.EN) ? offset(slot / 2, models.size()) : offset;
                points.add(point(model, scenario, languages.get(i), i + 1 + place, published, intervals));
            }
        }
    }

    /**
     * Draws the figure for the screen.
     *
     * @param cells of at most four models, any number of shots; those with {@code shots} are shown, each model in the format that stands for it
     * @throws IllegalArgumentException if there is no such cell, or too many models
     */
    public static Figure draw(List<CellScores> cells, int shots, Published published, Intervals intervals) {
        return draw(cells, shots, published, intervals, ChartStyle.Size.SCREEN);
    }

    /** As {@link #draw(List, int, Published, Intervals)}, for another size. */
    public static Figure draw(
            List<CellScores> cells, int shots, Published published, Intervals intervals, ChartStyle.Size size) {
        List<ModelRuns> models = ModelRuns.of(cells, shots);
        if (models.isEmpty() || languages(models).isEmpty()) {
            throw new IllegalArgumentException("no en-x or x-x run with " + shots
                    + " shots. To make them: ./crosslens answer --model MODEL --scenario en-x --shots " + shots);
        }
        if (models.size() > MOST_MODELS) {
            throw new IllegalArgumentException("figure f1 shows at most " + MOST_MODELS + " models, not "
                    + models.size() + ": choose some with --model, or see table 6a");
        }
        return new F1Figure(models, published, intervals).figure(size);
    }

    private static double offset(int model, int models) {
        return SPREAD * ((model + 0.5) / models - 0.5);
    }

    private static List<Language> languages(List<ModelRuns> models) {
        TreeSet<Language> languages = new TreeSet<>();
        for (ModelRuns model : models) {
            languages.addAll(model.standing().languages(Scenario.EN_X));
            languages.addAll(model.standing().languages(Scenario.X_X));
            model.standing().cell(Scenario.EN_X, Language.EN).ifPresent(cell -> languages.add(Language.EN));
        }
        return List.copyOf(languages);
    }

    private static Point point(
            ModelRuns model, Scenario scenario, Language question, double x, Published published, Intervals intervals) {
        Optional<CellScores> cell = model.standing().cell(scenario, question);
        Optional<Interval> interval = cell.flatMap(scores -> intervals.mean(List.of(scores), Metric.F1));
        TableId table = model.shots() == 0
                ? scenario == Scenario.EN_X ? TableId.T5B : TableId.T5D
                : scenario == Scenario.EN_X ? TableId.T6A : TableId.T6B;
        OptionalDouble study = published.value(table, model.publishedName(), question);
        return new Point(
                model,
                scenario,
                question,
                x,
                cell.map(scores -> scores.items().size()).orElse(0),
                cell.map(scores -> 100 * scores.mean(Metric.F1)).orElse(Double.NaN),
                interval.map(i -> 100 * i.low()).orElse(Double.NaN),
                interval.map(i -> 100 * i.high()).orElse(Double.NaN),
                study.orElse(Double.NaN));
    }

    private Figure figure(ChartStyle.Size size) {
        List<CellScores> shown = shownCells();
        String title = "F1 by question language: "
                + models.stream().map(ModelRuns::model).distinct().collect(Collectors.joining(", "));
        String subtitle = subtitle(shown);
        boolean names = languages.size() <= MOST_NAMES;
        List<String> categories =
                languages.stream().map(x -> names ? x.englishName() : x.code()).toList();
        ReportChart chart = new ReportChart(size, title, subtitle, categories, "Question language", footnote(shown));
        double top = axisTop();
        chart.setYAxisTitle(top == 100 ? "F1 (percent)" : "F1 (percent, axis ends at " + (int) top + ")");
        chart.getStyler().setYAxisMin(-EDGE * top);
        chart.getStyler().setYAxisMax((1 + EDGE) * top);
        chart.getStyler().setYAxisDecimalPattern("0");
        addReferences(chart);
        addDots(chart);
        addStudy(chart);
        addLabels(chart);
        return new Figure(
                "f1", title, altText(title, subtitle), chart, points(), Origin.of(shown), warnings(categories));
    }

    private List<String> warnings(List<String> categories) {
        List<String> texts = new ArrayList<>(categories);
        models.forEach(model -> texts.add(model.model()));
        return FontCheck.undisplayable(texts).stream()
                .map(text -> "No font of this machine shows '" + text + "' in full.")
                .toList();
    }

    private List<CellScores> shownCells() {
        return points.stream()
                .flatMap(point -> point.model().standing().cell(point.scenario(), point.question()).stream())
                .toList();
    }

    private String subtitle(List<CellScores> shown) {
        String formats = models.stream()
                .map(model -> model.standing().format())
                .distinct()
                .map(PlainText::of)
                .collect(Collectors.joining(" and "));
        return "Format " + formats + ", " + TableText.conditions(shown);
    }

    /** 100, or the next round number where everything is small. */
    private double axisTop() {
        double most = points.stream()
                .flatMapToDouble(point -> Arrays.stream(new double[] {point.f1(), point.high(), point.study()}))
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
        return SMALL_AXES.stream()
                .mapToDouble(Integer::doubleValue)
                .filter(axis -> axis >= 1.15 * most)
                .findFirst()
                .orElse(100);
    }

    private void addReferences(ReportChart chart) {
        for (int i = 0; i < models.size(); i++) {
            Optional<CellScores> enEn = models.get(i).standing().cell(Scenario.EN_X, Language.EN);
            if (enEn.isEmpty()) {
                continue;
            }
            double value = 100 * enEn.get().mean(Metric.F1);
            XYSeries line = chart.addSeries(
                    "en-en " + i, new double[] {0.5, languages.size() + 0.5}, new double[] {value, value});
            line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
            line.setMarker(SeriesMarkers.NONE);
            line.setLineColor(crowded ? ChartStyle.color(i) : ChartStyle.MUTED);
            line.setLineStyle(ChartStyle.DASHED);
            line.setLabel(crowded ? "en-en of each model" : "en-en " + Numbers.plain(value));
            line.setShowInLegend(i == 0);
        }
    }

    private void addDots(ReportChart chart) {
        for (int i = 0; i < models.size(); i++) {
            for (Scenario scenario : Scenario.values()) {
                ModelRuns model = models.get(i);
                List<Point> dots = points.stream()
                        .filter(point ->
                                point.model() == model && point.scenario() == scenario && !Double.isNaN(point.f1()))
                        .toList();
                if (dots.isEmpty()) {
                    continue;
                }
                Color color = ChartStyle.color(crowded ? i : scenario.ordinal());
                addWhiskers(chart, scenario + " whiskers " + i, dots, color);
                Marker marker = scenario == Scenario.EN_X ? SeriesMarkers.CIRCLE : SeriesMarkers.SQUARE;
                scatter(chart, scenario + " " + i, dots, Point::f1, marker, color)
                        .setLabel((crowded ? model.model() + ", " : "") + legend(scenario));
            }
        }
    }

    private static String legend(Scenario scenario) {
        return scenario == Scenario.EN_X ? "en-x (English context)" : "x-x (all in x)";
    }

    private static void addWhiskers(ReportChart chart, String name, List<Point> dots, Color color) {
        List<Point> known =
                dots.stream().filter(dot -> !Double.isNaN(dot.low())).toList();
        if (known.isEmpty()) {
            return;
        }
        double[] x = new double[3 * known.size()];
        double[] y = new double[x.length];
        for (int i = 0; i < known.size(); i++) {
            Arrays.fill(x, 3 * i, 3 * i + 3, known.get(i).x());
            y[3 * i] = known.get(i).low();
            y[3 * i + 1] = known.get(i).high();
            y[3 * i + 2] = Double.NaN;
        }
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(1.8f));
        series.setShowInLegend(false);
    }

    private void addStudy(ReportChart chart) {
        boolean first = true;
        for (int i = 0; i < models.size(); i++) {
            ModelRuns model = models.get(i);
            List<Point> known = points.stream()
                    .filter(point -> point.model() == model && !Double.isNaN(point.study()))
                    .toList();
            if (!known.isEmpty()) {
                Color color = crowded ? ChartStyle.color(i).darker() : ChartStyle.INK;
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
            java.util.function.ToDoubleFunction<Point> value,
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
        boolean few = points.size() <= MOST_POINT_LABELS;
        for (Point point : points) {
            if (Double.isNaN(point.f1())) {
                chart.label(new ReportChart.PointLabel("not run", point.x(), 0, true));
            } else if (few) {
                chart.label(new ReportChart.PointLabel(Numbers.plain(point.f1()), point.x(), point.f1(), false));
            }
        }
    }

    private String footnote(List<CellScores> shown) {
        List<String> notes = new ArrayList<>(TableText.intervals(shown));
        notes.addAll(TableText.stops(shown));
        return String.join(" ", notes);
    }

    private String altText(String title, String subtitle) {
        StringBuilder text = new StringBuilder(title).append(". ").append(subtitle);
        for (ModelRuns model : models) {
            for (Scenario scenario : Scenario.values()) {
                String values = points.stream()
                        .filter(point -> point.model() == model && point.scenario() == scenario)
                        .map(point -> point.question() + " "
                                + (Double.isNaN(point.f1()) ? "not run" : Numbers.plain(point.f1())))
                        .collect(Collectors.joining(", "));
                if (!values.isEmpty()) {
                    text.append(' ')
                            .append(crowded ? model.model() + ", " : "")
                            .append(scenario.label())
                            .append(": ")
                            .append(values)
                            .append('.');
                }
            }
        }
        return text.toString();
    }

    private Table points() {
        StringColumn model = StringColumn.create("model");
        StringColumn format = StringColumn.create("format");
        StringColumn scenario = StringColumn.create("scenario");
        StringColumn question = StringColumn.create("question_language");
        IntColumn n = IntColumn.create("n");
        List<DoubleColumn> values = List.of(
                Numbers.plain(DoubleColumn.create("f1_percent")),
                Numbers.plain(DoubleColumn.create("low_percent")),
                Numbers.plain(DoubleColumn.create("high_percent")),
                Numbers.plain(DoubleColumn.create("study_percent")));
        for (Point point : points) {
            model.append(point.model().model());
            format.append(point.model().standing().format());
            scenario.append(point.scenario().label());
            question.append(point.question().code());
            n.append(point.n());
            values.get(0).append(point.f1());
            values.get(1).append(point.low());
            values.get(2).append(point.high());
            values.get(3).append(point.study());
        }
        Table table = Table.create("f1", model, format, scenario, question, n);
        values.forEach(table::addColumns);
        return table;
    }
}
