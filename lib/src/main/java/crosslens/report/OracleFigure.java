package crosslens.report;

import crosslens.attribute.OracleScore;
import crosslens.attribute.OracleTarget;
import crosslens.score.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Figure {@code oracle}: accuracy of both targets by pair of languages, with intervals, and the blind rules on the same items as short lines. */
public final class OracleFigure {
    private static final int MOST_MODELS = 4;
    private static final int MOST_NAMES = 6;
    private static final int MOST_LABELS = 9;
    private static final double SPREAD = 0.5;
    private static final double EDGE = 3;
    private static final Color[] RULES = {new Color(0x222222), new Color(0x228833), new Color(0xCC8800)};
    private static final BasicStroke DOTTED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {2f, 3f}, 0f);
    private static final BasicStroke[] STROKES = {ChartStyle.LINE, ChartStyle.DASHED, DOTTED};

    private final List<OracleCell> cells;
    private final List<String> models;
    private final List<String> pairs;
    private final List<OracleTarget> targets;

    private OracleFigure(List<OracleCell> cells, List<OracleTarget> targets) {
        this.targets = targets;
        this.cells = cells;
        models = cells.stream().map(OracleCell::model).distinct().toList();
        pairs = cells.stream().map(cell -> cell.cell().pair()).distinct().toList();
    }

    /**
     * Draws the figure for the screen.
     *
     * @param cells of at most four models, one a pair of languages for each
     * @throws IllegalArgumentException if there is no scored item, a cell is there twice, or there are too many models
     */
    public static Figure draw(List<OracleCell> cells, List<OracleTarget> targets) {
        return draw(cells, targets, ChartStyle.Size.SCREEN);
    }

    /** As {@link #draw(List, List)}, for another size. */
    public static Figure draw(List<OracleCell> all, List<OracleTarget> targets, ChartStyle.Size size) {
        List<OracleCell> cells = all.stream().filter(cell -> cell.items() > 0).toList();
        OracleFigure figure = new OracleFigure(cells, targets);
        if (cells.isEmpty() || figure.models.size() > MOST_MODELS) {
            throw new IllegalArgumentException(
                    cells.isEmpty()
                            ? "no item was scored by the oracle. To score some: ./crosslens oracle --model MODEL"
                            : "figure oracle shows at most " + MOST_MODELS + " models, not " + figure.models.size()
                                    + ": choose some with --model");
        }
        long different = cells.stream()
                .map(cell -> cell.model() + " " + cell.cell().pair())
                .distinct()
                .count();
        if (different < cells.size()) {
            throw new IllegalArgumentException("figure oracle shows one format, style and number of shots:"
                    + " choose with --format, --style, --shots");
        }
        return figure.draw(size);
    }

    private Figure draw(ChartStyle.Size size) {
        String title = "Oracle retrieval: does the segment that matters most hold the answer? "
                + String.join(", ", models.stream().map(PlainText::of).toList());
        String subtitle = OracleText.basis(cells) + TableText.tiny(OracleText.paragraphs(cells));
        List<String> categories = pairs.stream().map(this::category).toList();
        ReportChart chart = new ReportChart(
                size,
                title,
                subtitle,
                categories,
                pairs.size() <= MOST_NAMES ? "Pair of languages" : "Context - question",
                footnote());
        chart.setYAxisTitle("Accuracy (percent)");
        chart.getStyler().setYAxisMin(-EDGE);
        chart.getStyler().setYAxisMax(100 + EDGE);
        chart.getStyler().setYAxisDecimalPattern("0");
        addRule(chart, 0, "chance", OracleScore::chance);
        addRule(chart, 1, "always first", OracleScore::alwaysFirst);
        addRule(chart, 2, "always longest", OracleScore::alwaysLongest);
        for (int m = 0; m < models.size(); m++) {
            for (OracleTarget target : targets) {
                addDots(chart, m, target);
            }
        }
        return new Figure(
                "oracle",
                title,
                altText(title + " " + subtitle),
                chart,
                points(),
                OracleText.origin(cells),
                FontCheck.undisplayable(Stream.concat(categories.stream(), Stream.of(title))
                                .toList())
                        .stream()
                        .map(text -> "No font of this machine shows '" + text + "' in full.")
                        .toList());
    }

    private String category(String pair) {
        OracleCell cell = cells.stream()
                .filter(c -> c.cell().pair().equals(pair))
                .findFirst()
                .orElseThrow();
        return pairs.size() > MOST_NAMES
                ? pair
                : cell.cell().context().englishName() + " - "
                        + cell.cell().question().englishName();
    }

    private String footnote() {
        return "Short lines: blind rules on the same items. " + OracleText.intervals(cells) + " "
                + OracleText.unscored(cells);
    }

    /** The first model's: the segments are the same for all, only items without an answer differ. */
    private void addRule(ReportChart chart, int rule, String label, ToDoubleFunction<OracleScore> value) {
        List<OracleCell> shown = cells.stream()
                .filter(cell -> cell.model().equals(models.get(0)))
                .toList();
        double[] x = new double[3 * shown.size()];
        double[] y = new double[x.length];
        for (int i = 0; i < shown.size(); i++) {
            double at = place(shown.get(i));
            double height = 100 * value.applyAsDouble(shown.get(i).score(OracleTarget.STEP));
            x[3 * i] = at - 0.42;
            x[3 * i + 1] = at + 0.42;
            x[3 * i + 2] = at + 0.42;
            y[3 * i] = height;
            y[3 * i + 1] = height;
            y[3 * i + 2] = Double.NaN; // a gap: the next pair's line is no continuation
        }
        XYSeries series = line(chart, label, x, y, RULES[rule]);
        series.setLineStyle(STROKES[rule]);
        series.setLabel(label);
        series.setShowInLegend(true);
    }

    private void addDots(ReportChart chart, int model, OracleTarget target) {
        List<OracleCell> shown = cells.stream()
                .filter(cell -> cell.model().equals(models.get(model)))
                .toList();
        boolean several = models.size() > 1;
        Color color = ChartStyle.color(several ? model : target.ordinal());
        double[] x = new double[shown.size()];
        double[] y = new double[x.length];
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            OracleScore score = shown.get(i).score(target);
            x[i] = place(shown.get(i)) + offset(model, target);
            y[i] = 100 * score.accuracy();
            low[i] = score.interval().map(interval -> 100 * interval.low()).orElse(Double.NaN);
            high[i] = score.interval().map(interval -> 100 * interval.high()).orElse(Double.NaN);
            if (cells.size() * targets.size() <= MOST_LABELS) {
                chart.label(new ReportChart.PointLabel(Numbers.plain(y[i]), x[i], y[i], false));
            }
        }
        chart.addWhiskers("whiskers " + model + target, x, low, high, color, ChartStyle.LINE);
        XYSeries series = chart.addSeries(target + " " + model, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        Marker marker = target == OracleTarget.STEP ? SeriesMarkers.CIRCLE : SeriesMarkers.SQUARE;
        series.setMarker(marker);
        series.setMarkerColor(color);
        series.setLabel((several ? PlainText.of(models.get(model)) + ", " : "")
                + (target == OracleTarget.STEP ? "step (first token)" : "sequence (whole answer)"));
    }

    private static XYSeries line(ReportChart chart, String name, double[] x, double[] y, Color color) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setShowInLegend(false);
        return series;
    }

    private double place(OracleCell cell) {
        return pairs.indexOf(cell.cell().pair()) + 1;
    }

    private double offset(int model, OracleTarget target) {
        int slots = targets.size() * models.size();
        return (targets.size() * model + targets.indexOf(target) - (slots - 1) / 2.0) * SPREAD / slots;
    }

    private Table points() {
        StringColumn model = StringColumn.create("model");
        StringColumn pair = StringColumn.create("pair");
        StringColumn target = StringColumn.create("target");
        IntColumn items = IntColumn.create("items");
        List<DoubleColumn> numbers = Stream.of("accuracy", "low", "high", "chance", "first", "longest")
                .map(DoubleColumn::create)
                .toList();
        for (OracleCell cell : cells) {
            for (OracleTarget which : targets) {
                OracleScore score = cell.score(which);
                model.append(PlainText.of(cell.model()));
                pair.append(cell.cell().pair());
                target.append(which.toString());
                items.append(score.samples());
                double[] values = {
                    score.accuracy(),
                    score.interval().map(Interval::low).orElse(Double.NaN),
                    score.interval().map(Interval::high).orElse(Double.NaN),
                    score.chance(),
                    score.alwaysFirst(),
                    score.alwaysLongest()
                };
                for (int i = 0; i < values.length; i++) {
                    numbers.get(i).append(100 * values[i]);
                }
            }
        }
        Table table = Table.create("oracle", model, pair, target, items);
        numbers.forEach(table::addColumns);
        return table;
    }

    private String altText(String beginning) {
        List<String> sentences = new ArrayList<>(List.of(beginning));
        for (OracleCell cell : cells) {
            sentences.add((models.size() > 1 ? PlainText.of(cell.model()) + ", " : "")
                    + cell.cell().pair() + ": "
                    + targets.stream()
                            .map(target -> target + " "
                                    + Numbers.plain(100 * cell.score(target).accuracy()))
                            .collect(Collectors.joining(", "))
                    + ", chance "
                    + Numbers.plain(100 * cell.score(OracleTarget.STEP).chance()) + ".");
        }
        return sentences.stream().collect(Collectors.joining(" "));
    }
}
