package crosslens.report.comparison;

import crosslens.report.CellScores;
import crosslens.report.ChartStyle;
import crosslens.report.Figure;
import crosslens.report.FontCheck;
import crosslens.report.Origin;
import crosslens.report.ReportChart;
import crosslens.report.TableText;
import crosslens.score.Interval;
import crosslens.text.Language;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/**
 * Figures {@code compare-…}: differences by language around a line at zero. Only a difference that is significant after Holm's adjustment has a filled marker in
 * full colour; any other is hollow and pale.
 */
public final class ComparisonFigure {
    private static final int MOST_GROUPS = 4;
    private static final int MOST_NAMES = 6;
    private static final double SPREAD = 0.5;
    private static final List<Integer> AXES = List.of(5, 10, 20, 30, 40, 50, 60, 80, 100);
    private static final double HEADROOM = 1.1;
    private static final String HOLLOW_LABEL = "hollow: not told apart from zero";

    private final Comparison comparison;
    private final List<ComparisonRow> together;
    private final List<String> labels;

    /** @param together what the axis has room for */
    private ComparisonFigure(Comparison comparison, List<ComparisonRow> together) {
        this.comparison = comparison;
        this.together = together;
        this.labels = comparison.rows().stream()
                .map(ComparisonRow::label)
                .distinct()
                .sorted((a, b) -> order(a) - order(b))
                .toList();
    }

    private static int order(String label) {
        if (label.equals(ComparisonRow.MEAN)) {
            return Integer.MAX_VALUE;
        }
        int place = Language.STUDY.indexOf(Language.of(label));
        return place < 0 ? Language.STUDY.size() : place;
    }

    /**
     * Draws the figure for the screen.
     *
     * @throws IllegalArgumentException if there are more than four groups
     */
    public static Figure draw(Comparison comparison) {
        return draw(comparison, ChartStyle.Size.SCREEN);
    }

    /** The figure, or where {@link ComparisonKind#PAIRS} has more than four groups, as many as it takes, on one axis range. */
    public static List<Figure> all(Comparison comparison) {
        if (comparison.kind() != ComparisonKind.PAIRS || comparison.groups().size() <= MOST_GROUPS) {
            return List.of(draw(comparison));
        }
        return comparison.parts(MOST_GROUPS).stream()
                .map(part -> new ComparisonFigure(part, comparison.rows()).figure(ChartStyle.Size.SCREEN))
                .toList();
    }

    /** As {@link #draw(Comparison)}, for another size. */
    public static Figure draw(Comparison comparison, ChartStyle.Size size) {
        if (comparison.groups().size() > MOST_GROUPS) {
            throw new IllegalArgumentException("figure " + comparison.kind().id() + " shows at most " + MOST_GROUPS
                    + " groups, not " + comparison.groups().size() + " (" + String.join("; ", comparison.groups())
                    + "): choose models with --model, formats with --format, or see the table");
        }
        return new ComparisonFigure(comparison, comparison.rows()).figure(size);
    }

    private Figure figure(ChartStyle.Size size) {
        String what = comparison.kind().what();
        String title = Character.toUpperCase(what.charAt(0)) + what.substring(1) + ": " + comparison.second()
                + " minus " + comparison.first();
        String subtitle = TableText.basis(comparison.cells())
                + TableText.tiny(comparison.cells().stream().mapToInt(CellScores::paragraphs));
        boolean names = labels.size() <= MOST_NAMES;
        List<String> categories = labels.stream()
                .map(label -> names && !label.equals(ComparisonRow.MEAN)
                        ? Language.of(label).englishName()
                        : label)
                .toList();
        ReportChart chart = new ReportChart(size, title, subtitle, categories, "Question language", footnote());
        setAxis(chart);
        addZero(chart);
        for (int g = 0; g < comparison.groups().size(); g++) {
            addWhiskers(chart, g, false);
            addWhiskers(chart, g, true);
            addMarkers(chart, g, false);
            addMarkers(chart, g, true);
        }
        explainHollow(chart);
        return new Figure(
                comparison.kind().id(),
                title,
                altText(title + ". " + subtitle),
                chart,
                points(comparison),
                Origin.of(comparison.cells()),
                FontCheck.undisplayable(categories).stream()
                        .map(text -> "No font of this machine shows '" + text + "' in full.")
                        .toList());
    }

    private String footnote() {
        String missing = TableText.intervals(comparison.cells()).stream()
                .filter(note -> note.startsWith("No interval"))
                .collect(Collectors.joining(" "));
        if (comparison.kind() == ComparisonKind.FORMAT) {
            missing = (missing + " " + comparison.notes().get(comparison.notes().size() - 1)).strip();
        }
        missing = Stream.concat(
                        Stream.of(missing),
                        comparison.notes().stream().filter(note -> note.startsWith(ComparisonPairs.STYLES_DIFFER)))
                .collect(Collectors.joining(" "))
                .strip();
        if (comparison.rows().stream().allMatch(row -> row.interval().isEmpty())) {
            return missing;
        }
        return "Bars: 95 % intervals, paired bootstrap by paragraph. Filled: p adjusted by Holm over the group's languages is"
                + " under 0.05 (the mean is one test by itself). A hollow one whose bar keeps off zero would pass if it were the"
                + " only test. " + missing;
    }

    private void setAxis(ReportChart chart) {
        double largest = 0;
        for (ComparisonRow row : together) {
            largest = Math.max(largest, 100 * Math.abs(row.difference()));
            largest = Math.max(
                    largest,
                    100 * row.interval().map(i -> Math.max(-i.low(), i.high())).orElse(0.0));
        }
        double needed = HEADROOM * largest;
        int end = AXES.stream().filter(axis -> axis >= needed).findFirst().orElse(110);
        chart.setYAxisTitle("Difference (percent points)");
        chart.getStyler().setYAxisMin((double) -end);
        chart.getStyler().setYAxisMax((double) end);
        chart.getStyler().setYAxisDecimalPattern("0");
    }

    private void addZero(ReportChart chart) {
        XYSeries zero = line(chart, "zero", new double[] {0.5, labels.size() + 0.5}, new double[] {0, 0});
        zero.setLineColor(ChartStyle.MUTED);
        zero.setLineStyle(ChartStyle.DASHED);
    }

    private void addWhiskers(ReportChart chart, int group, boolean significant) {
        List<ComparisonRow> rows = rows(group, significant).stream()
                .filter(row -> row.interval().isPresent())
                .toList();
        chart.addWhiskers(
                "whiskers " + group + significant,
                rows.stream().mapToDouble(row -> place(row, group)).toArray(),
                ends(rows, Interval::low),
                ends(rows, Interval::high),
                color(group, significant),
                new BasicStroke(significant ? 2f : 1.2f));
    }

    private static double[] ends(List<ComparisonRow> rows, ToDoubleFunction<Interval> end) {
        return rows.stream()
                .mapToDouble(row -> 100 * end.applyAsDouble(row.interval().orElseThrow()))
                .toArray();
    }

    private static XYSeries line(ReportChart chart, String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
        return series;
    }

    /** The filled ones stand in the legend, beyond the axis if there are none. */
    private void addMarkers(ReportChart chart, int group, boolean significant) {
        List<ComparisonRow> rows = rows(group, significant);
        if (rows.isEmpty() && !significant) {
            return;
        }
        boolean outside = rows.isEmpty();
        double[] x = outside
                ? new double[] {1}
                : rows.stream().mapToDouble(row -> place(row, group)).toArray();
        double[] y = outside
                ? new double[] {Double.NaN}
                : rows.stream().mapToDouble(row -> 100 * row.difference()).toArray();
        XYSeries series = chart.addSeries("markers " + group + significant, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(marker(group, significant));
        series.setMarkerColor(color(group, significant));
        series.setShowInLegend(significant && !comparison.groups().get(group).isBlank());
        series.setLabel(comparison.groups().get(group));
    }

    private void explainHollow(ReportChart chart) {
        XYSeries hollow = chart.addSeries("hollow", new double[] {1}, new double[] {Double.NaN});
        hollow.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        hollow.setMarker(new HollowMarker(true));
        hollow.setMarkerColor(ChartStyle.MUTED);
        hollow.setLabel(HOLLOW_LABEL);
        hollow.setShowInLegend(true);
    }

    private static Marker marker(int group, boolean significant) {
        boolean round = group % 2 == 0;
        return significant ? round ? SeriesMarkers.CIRCLE : SeriesMarkers.SQUARE : new HollowMarker(round);
    }

    /** Full colour, or one half way to light grey. */
    static Color color(int group, boolean significant) {
        Color full = ChartStyle.color(group);
        Color grey = Color.LIGHT_GRAY;
        return significant
                ? full
                : new Color(
                        (full.getRed() + grey.getRed()) / 2,
                        (full.getGreen() + grey.getGreen()) / 2,
                        (full.getBlue() + grey.getBlue()) / 2);
    }

    private List<ComparisonRow> rows(int group, boolean significant) {
        String name = comparison.groups().get(group);
        return comparison.rows().stream()
                .filter(row -> row.group().equals(name) && row.significant() == significant)
                .toList();
    }

    private double place(ComparisonRow row, int group) {
        int groups = comparison.groups().size();
        return labels.indexOf(row.label()) + 1 + (group - (groups - 1) / 2.0) * SPREAD / groups;
    }

    /** What the figures of a comparison show, a row a marker. */
    public static Table points(Comparison comparison) {
        StringColumn group = StringColumn.create("group");
        StringColumn question = StringColumn.create("question_language");
        IntColumn n = IntColumn.create("n");
        DoubleColumn[] numbers = {
            DoubleColumn.create("difference_points"),
            DoubleColumn.create("low_points"),
            DoubleColumn.create("high_points"),
            DoubleColumn.create("p_holm")
        };
        StringColumn filled = StringColumn.create("significant");
        for (ComparisonRow row : comparison.rows()) {
            group.append(row.group());
            question.append(row.label());
            n.append(row.items());
            numbers[0].append(100 * row.difference());
            numbers[1].append(100 * row.interval().map(Interval::low).orElse(Double.NaN));
            numbers[2].append(100 * row.interval().map(Interval::high).orElse(Double.NaN));
            numbers[3].append(row.adjusted().orElse(Double.NaN));
            filled.append(row.significant() ? "yes" : "no");
        }
        return Table.create(comparison.kind().id(), group, question, n)
                .addColumns(numbers)
                .addColumns(filled);
    }

    private String altText(String beginning) {
        List<String> sentences = new ArrayList<>(List.of(beginning));
        for (ComparisonRow row : comparison.rows()) {
            sentences.add(String.format(
                    Locale.ROOT, "%s %s %+.2f (%s).", row.group(), row.label(), 100 * row.difference(), row.reading()));
        }
        return String.join(" ", sentences);
    }
}
