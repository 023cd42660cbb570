package crosslens.report;

import crosslens.prompt.PartKind;
import crosslens.report.RelevanceFigure.Dot;
import crosslens.score.Interval;
import crosslens.text.Language;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Depths by language in panels side by side, one vertical scale from 0 to the model's depth, under one title and over one footnote. */
final class DepthPanels extends XYChart {
    /** Between two dots of a language, as a share of its column. */
    private static final double SPREAD = 0.19;

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP
    };

    private final String subtitle;
    private final List<Panel> panels;
    private final Depth axis;
    private final int layers;
    private final String footnote;

    /** A plot of some dots, perhaps of none. */
    record Panel(String heading, List<Dot> dots) {}

    DepthPanels(
            ChartStyle.Size size,
            String title,
            String subtitle,
            List<Panel> panels,
            Depth axis,
            int layers,
            String footnote) {
        super(size.width(), size.height() + 20);
        this.subtitle = subtitle;
        this.panels = List.copyOf(panels);
        this.axis = axis;
        this.layers = layers;
        this.footnote = footnote;
        setTitle(title);
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        int[] widths = widths(width);
        List<ReportChart> charts = new ArrayList<>();
        Map<String, XYSeries> legend = new LinkedHashMap<>();
        for (int i = 0; i < widths.length; i++) {
            charts.add(chart(panels.get(i), widths[i], height));
            charts.get(i).removeLegend().forEach(series -> legend.putIfAbsent(series.getLabel(), series));
        }
        double head = TextLines.header(g, getTitle(), subtitle, width);
        int top = (int) ReportChart.paintLegend(g, List.copyOf(legend.values()), head, width) + 8;
        int bottom = TextLines.footnote(g, footnote, width, height);
        AffineTransform before = g.getTransform();
        g.translate(0, top);
        for (int i = 0; i < widths.length; i++) {
            Panel panel = panels.get(i);
            boolean empty = panel.dots().isEmpty();
            double foot = TextLines.paragraph(
                    g,
                    panel.heading(),
                    ChartStyle.HEADING,
                    empty ? ChartStyle.MUTED : ChartStyle.INK,
                    0,
                    17,
                    widths[i]);
            if (!empty) {
                g.translate(0, foot);
                charts.get(i).paint(g, widths[i], height - top - bottom - (int) foot);
                g.translate(0, -foot);
            }
            g.translate(widths[i], 0);
        }
        g.setTransform(before);
        setWidth(width);
        setHeight(height);
    }

    /** Panels without dots get no more room than their headings need. */
    private int[] widths(int width) {
        int[] widths = new int[panels.size()];
        int left = width;
        for (int i = 0; i < widths.length; i++) {
            if (panels.get(i).dots().isEmpty()) {
                double heading = TextLines.width(panels.get(i).heading(), ChartStyle.HEADING) + 2 * ChartStyle.MARGIN;
                widths[i] = (int) Math.min(heading + 1, (double) width / widths.length);
                left -= widths[i];
            }
        }
        int filled = (int) Arrays.stream(widths).filter(w -> w == 0).count();
        for (int i = 0; i < widths.length; i++) {
            widths[i] = widths[i] == 0 ? left / filled : widths[i];
        }
        return widths;
    }

    private ReportChart chart(Panel panel, int width, int height) {
        List<Language> languages =
                panel.dots().stream().map(Dot::language).distinct().sorted().toList();
        List<PartKind> parts = panel.dots().stream().map(Dot::part).distinct().toList();
        ReportChart chart = new ReportChart(
                ChartStyle.Size.SCREEN,
                "",
                "",
                languages.stream().map(Language::code).toList(),
                "Language",
                "");
        boolean share = axis == Depth.SHARE;
        double end = share ? 1 : layers;
        chart.setYAxisTitle(share ? "MRD (share of " + layers + " layers)" : "MRD (layer, of " + layers + ")");
        chart.getStyler().setYAxisMin(-0.03 * end);
        chart.getStyler().setYAxisMax(1.03 * end);
        chart.getStyler().setYAxisDecimalPattern(share ? "0.0" : "0");
        for (int i = 0; i < parts.size(); i++) {
            PartKind part = parts.get(i);
            List<Dot> dots =
                    panel.dots().stream().filter(dot -> dot.part() == part).toList();
            double offset = (i - (parts.size() - 1) / 2.0) * SPREAD;
            add(chart, dots, languages, offset, i);
        }
        return chart;
    }

    private void add(ReportChart chart, List<Dot> dots, List<Language> languages, double offset, int place) {
        PartKind part = dots.get(0).part();
        double unit = axis == Depth.SHARE ? 1.0 / layers : 1;
        double[] x = dots.stream()
                .mapToDouble(dot -> languages.indexOf(dot.language()) + 1 + offset)
                .toArray();
        Color color = color(part);
        chart.addWhiskers(
                part + " whiskers",
                x,
                ends(dots, unit, Interval::low),
                ends(dots, unit, Interval::high),
                color,
                ChartStyle.LINE);
        scatter(
                        chart,
                        title(part),
                        x,
                        dots.stream().mapToDouble(Dot::depth).map(v -> unit * v).toArray())
                .setMarker(MARKERS[place % MARKERS.length])
                .setMarkerColor(color);
        double[] matched =
                dots.stream().mapToDouble(Dot::matched).map(v -> unit * v).toArray();
        if (Arrays.stream(matched).anyMatch(v -> !Double.isNaN(v))) {
            scatter(chart, "context, matched in length", x, matched)
                    .setMarker(SeriesMarkers.CROSS)
                    .setMarkerColor(ChartStyle.INK);
        }
    }

    private static double[] ends(List<Dot> dots, double unit, ToDoubleFunction<Interval> end) {
        return dots.stream()
                .mapToDouble(dot ->
                        dot.interval().map(i -> unit * end.applyAsDouble(i)).orElse(Double.NaN))
                .toArray();
    }

    private static XYSeries scatter(ReportChart chart, String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setLabel(name);
        series.setShowInLegend(true);
        return series;
    }

    /** A part keeps its colour from figure to figure. */
    static Color color(PartKind part) {
        return switch (part) {
            case QUESTION -> ChartStyle.color(0);
            case CONTEXT -> ChartStyle.color(2);
            case TASK -> ChartStyle.color(3);
            case DEMO -> ChartStyle.color(7);
            default -> ChartStyle.MUTED;
        };
    }

    static String title(PartKind part) {
        return switch (part) {
            case QUESTION -> "question";
            case CONTEXT -> "context";
            case TASK -> "task";
            case DEMO -> "demonstrations";
            default -> part.name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** Every dot, one row each, in layers and as a share of them. */
    static Table points(List<Dot> dots) {
        StringColumn subset = StringColumn.create("subset");
        StringColumn language = StringColumn.create("language");
        StringColumn part = StringColumn.create("part");
        IntColumn items = IntColumn.create("items");
        DoubleColumn depth = DoubleColumn.create("mrd");
        DoubleColumn share = DoubleColumn.create("share");
        DoubleColumn low = DoubleColumn.create("low");
        DoubleColumn high = DoubleColumn.create("high");
        DoubleColumn matched = DoubleColumn.create("matched");
        for (Dot dot : dots) {
            subset.append(dot.subset().label());
            language.append(dot.language().code());
            part.append(title(dot.part()));
            items.append(dot.samples());
            depth.append(dot.depth());
            share.append(dot.depth() / dot.layers());
            low.append(dot.interval().map(Interval::low).orElse(Double.NaN));
            high.append(dot.interval().map(Interval::high).orElse(Double.NaN));
            matched.append(dot.matched());
        }
        return Table.create("points", subset, language, part, items, depth, share, low, high, matched);
    }
}
