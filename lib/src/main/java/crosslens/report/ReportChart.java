package crosslens.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * An XY chart over categories 1, 2, … with a title, a subtitle, a legend above the plot, every category's label below it, and a footnote. Long texts are
 * wrapped, never clipped. Series that are to stand in the legend have {@code isShowInLegend}.
 */
public final class ReportChart extends XYChart {
    private static final int LEGEND_GAP = 22;
    private static final int LEGEND_KEY = 22;

    /** A text at a point of the plot: to the right of it and a little above, or upright, beginning at it. */
    record PointLabel(String text, double x, double y, boolean upright) {}

    private final String subtitle;
    private final List<String> categories;
    private final String categoriesTitle;
    private final String footnote;
    private final List<PointLabel> labels = new ArrayList<>();

    public ReportChart(
            ChartStyle.Size size,
            String title,
            String subtitle,
            List<String> categories,
            String categoriesTitle,
            String footnote) {
        super(size.width(), size.height());
        this.subtitle = subtitle;
        this.categories = List.copyOf(categories);
        this.categoriesTitle = categoriesTitle;
        this.footnote = footnote;
        setTitle(title);
        ChartStyle.apply(getStyler());
        getStyler().setXAxisMin(0.5);
        getStyler().setXAxisMax(categories.size() + 0.5);
    }

    void label(PointLabel label) {
        labels.add(label);
    }

    /** Adds an upright line from low to high at each place that has both; no series where none has. */
    public void addWhiskers(String name, double[] x, double[] low, double[] high, Color color, BasicStroke stroke) {
        double[] places = new double[3 * x.length];
        double[] ends = new double[3 * x.length];
        boolean any = false;
        for (int i = 0; i < x.length; i++) {
            Arrays.fill(places, 3 * i, 3 * i + 3, x[i]);
            ends[3 * i] = low[i];
            ends[3 * i + 1] = high[i];
            ends[3 * i + 2] = Double.NaN; // a gap: the next whisker is no continuation
            any |= !Double.isNaN(low[i]);
        }
        if (any) {
            XYSeries series = addSeries(name, places, ends);
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
            series.setMarker(SeriesMarkers.NONE);
            series.setLineColor(color);
            series.setLineStyle(stroke);
            series.setShowInLegend(false);
        }
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        double head = TextLines.header(g, getTitle(), subtitle, width);
        int top = (int) paintLegend(g, legend(), head, width) + 4;
        int bottom = 38 + TextLines.footnote(g, footnote, width, height);
        var before = g.getTransform();
        g.translate(0, top);
        super.paint(g, width, height - top - bottom);
        paintLabels(g);
        paintCategories(g, height - top - bottom);
        g.setTransform(before);
        setWidth(width);
        setHeight(height);
    }

    private List<XYSeries> legend() {
        return getSeriesCollection().stream().filter(XYSeries::isShowInLegend).toList();
    }

    /** Takes the series out of the legend, which another chart shows. */
    List<XYSeries> removeLegend() {
        List<XYSeries> legend = legend();
        legend.forEach(series -> series.setShowInLegend(false));
        return legend;
    }

    /** Draws keys and names of series in rows; returns the place below them. */
    static double paintLegend(Graphics2D g, List<XYSeries> legend, double top, int width) {
        double x = ChartStyle.MARGIN;
        double y = legend.isEmpty() ? top : top + 19;
        for (XYSeries series : legend) {
            double needed = LEGEND_KEY + TextLines.width(series.getLabel(), ChartStyle.TEXT) + LEGEND_GAP;
            if (x > ChartStyle.MARGIN && x + needed - LEGEND_GAP > width - ChartStyle.MARGIN) {
                x = ChartStyle.MARGIN;
                y += 18;
            }
            paintKey(g, series, x, y - 5);
            g.setColor(ChartStyle.INK);
            TextLines.draw(g, series.getLabel(), ChartStyle.TEXT, x + LEGEND_KEY, y);
            x += needed;
        }
        return y;
    }

    private static void paintKey(Graphics2D g, XYSeries series, double x, double y) {
        if (isLine(series)) {
            g.setColor(series.getLineColor());
            g.setStroke(series.getLineStyle());
            g.draw(new Line2D.Double(x, y, x + 17, y));
        } else {
            g.setColor(series.getMarkerColor());
            Marker marker = series.getMarker();
            marker.paint(g, x + 8, y, ChartStyle.MARKER);
        }
    }

    private static boolean isLine(XYSeries series) {
        return series.getXYSeriesRenderStyle()
                .filter(XYSeries.XYSeriesRenderStyle.Line::equals)
                .isPresent();
    }

    private void paintLabels(Graphics2D g) {
        for (PointLabel label : labels) {
            double x = getScreenXFromChart(label.x());
            double y = getScreenYFromChart(label.y());
            g.setColor(label.upright() ? ChartStyle.MUTED : ChartStyle.INK);
            if (label.upright()) {
                var before = g.getTransform();
                g.translate(x + 4, y);
                g.rotate(-Math.PI / 2);
                TextLines.draw(g, label.text(), ChartStyle.SMALL, 0, 0);
                g.setTransform(before);
            } else {
                TextLines.drawOnWhite(g, label.text(), ChartStyle.SMALL, x + 6, y - 5);
            }
        }
    }

    private void paintCategories(Graphics2D g, int plotBottom) {
        g.setColor(ChartStyle.INK);
        for (int i = 0; i < categories.size(); i++) {
            TextLines.drawCentred(g, categories.get(i), ChartStyle.TEXT, getScreenXFromChart(i + 1), plotBottom + 12.0);
        }
        double middle = (getScreenXFromChart(0.5) + getScreenXFromChart(categories.size() + 0.5)) / 2;
        TextLines.drawCentred(g, categoriesTitle, ChartStyle.TEXT, middle, plotBottom + 31.0);
    }
}
