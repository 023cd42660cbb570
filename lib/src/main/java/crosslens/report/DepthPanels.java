package crosslens.report;

import crosslens.prompt.PartKind;
import crosslens.report.RelevanceFigure.Dot;
import crosslens.score.Interval;
import crosslens.text.Language;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.util.Arrays;
import java.util.List;
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
    private static final int MARGIN = 12;
    private static final double SPREAD = 0.4;
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
        super(size.width(), size.height() + 40);
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
        double y = text(g, getTitle(), ChartStyle.TITLE, ChartStyle.INK, 8, 21, width);
        int top = (int) text(g, subtitle, ChartStyle.TEXT, ChartStyle.MUTED, y + 2, 17, width) + 4;
        List<String> notes = TextLines.wrap(footnote, ChartStyle.SMALL, width - 2.0 * MARGIN);
        int bottom = notes.size() * 14 + 8;
        int filled =
                (int) panels.stream().filter(panel -> !panel.dots().isEmpty()).count();
        int narrow = filled == 0 ? width / panels.size() : Math.min(170, width / panels.size());
        int wide = filled == 0 ? narrow : (width - (panels.size() - filled) * narrow) / filled;
        AffineTransform before = g.getTransform();
        g.translate(0, top);
        for (Panel panel : panels) {
            int own = panel.dots().isEmpty() ? narrow : wide;
            if (panel.dots().isEmpty()) {
                text(g, panel.heading(), ChartStyle.TEXT, ChartStyle.MUTED, 8, 17, own);
            } else {
                ReportChart chart = chart(panel, own, height - top - bottom);
                chart.paint(g, own, height - top - bottom);
            }
            g.translate(own, 0);
        }
        g.setTransform(before);
        g.setColor(ChartStyle.MUTED);
        double line = height - 8 - 14.0 * (notes.size() - 1);
        for (String note : notes) {
            TextLines.draw(g, note, ChartStyle.SMALL, MARGIN, line);
            line += 14;
        }
        setWidth(width);
        setHeight(height);
    }

    private static double text(
            Graphics2D g, String text, java.awt.Font font, Color color, double top, int lineHeight, int width) {
        g.setColor(color);
        double y = top;
        for (String line : TextLines.wrap(text, font, width - 2.0 * MARGIN)) {
            y += lineHeight;
            TextLines.draw(g, line, font, MARGIN, y - 4);
        }
        return y;
    }

    private ReportChart chart(Panel panel, int width, int height) {
        List<Language> languages =
                panel.dots().stream().map(Dot::language).distinct().sorted().toList();
        List<PartKind> parts = panel.dots().stream().map(Dot::part).distinct().toList();
        ReportChart chart = new ReportChart(
                ChartStyle.Size.SCREEN,
                panel.heading(),
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
            double offset = (i - (parts.size() - 1) / 2.0) * SPREAD / parts.size();
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
        double[] whiskersX = new double[3 * x.length];
        double[] whiskersY = new double[3 * x.length];
        Arrays.fill(whiskersY, Double.NaN);
        for (int i = 0; i < x.length; i++) {
            Arrays.fill(whiskersX, 3 * i, 3 * i + 3, x[i]);
            if (dots.get(i).interval().isPresent()) {
                whiskersY[3 * i] = unit * dots.get(i).interval().get().low();
                whiskersY[3 * i + 1] = unit * dots.get(i).interval().get().high();
            }
        }
        Color color = ChartStyle.color(part.ordinal());
        if (Arrays.stream(whiskersY).anyMatch(v -> !Double.isNaN(v))) {
            XYSeries series = chart.addSeries(part + " whiskers", whiskersX, whiskersY);
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
            series.setMarker(SeriesMarkers.NONE);
            series.setLineColor(color);
            series.setLineStyle(ChartStyle.LINE);
            series.setShowInLegend(false);
        }
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

    private static XYSeries scatter(ReportChart chart, String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setLabel(name);
        series.setShowInLegend(true);
        return series;
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
            subset.append(RelevanceGroup.name(dot.subset()));
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
