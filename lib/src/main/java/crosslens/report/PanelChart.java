package crosslens.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Several plots of lines over a common axis under one title and legend, with a footnote. Every line is named at its right end. Long texts are wrapped, never clipped.
 */
final class PanelChart extends XYChart {
    private static final int LEGEND_KEY = 20;
    private static final int LEGEND_GAP = 14;
    private static final int HEADING = 20;
    /** Between a panel's note and its plot, whose topmost tick may stand at the very edge. */
    private static final int TICK = 8;
    /** Free room at the right of the plot for the lines' names, as a share of the axis. */
    private static final double LABEL_ROOM = 0.09;
    /** The least such room in pixels, in a plot that loses about so many to its vertical axis. */
    private static final double LABEL_WIDTH = 30;

    private static final double AXIS_WIDTH = 70;
    private static final int PADDING = 2;
    /** Between the axis of one row of plots and the headings of the next. */
    private static final int ROW_GAP = 8;

    private static final BasicStroke LINE = new BasicStroke(1.7f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    private static final Color GROUND = new Color(0x55888888, true);
    /** Of 255, of a band that lies alone; twelve on each other must still let the ground through. */
    private static final int MOST_ALPHA = 90;

    private static final int LEAST_ALPHA = 14;
    /** Intervals widen the vertical range by no more than this share of the lines' range on either side. */
    private static final double MOST_ROOM = 0.5;

    private static final double NEAR = 1e-9;

    private final int columns;
    private final String subtitle;
    private final Axes axes;
    private final List<Panel> panels;
    private final String footnote;

    /**
     * A plot.
     *
     * @param note on what it rests, under its heading
     * @param scale panels of the same name have one vertical scale, so that they compare
     */
    record Panel(String heading, String note, String scale, List<Line> lines, Optional<Ground> ground) {}

    /**
     * Titles of the axes.
     *
     * @param range of the vertical one; if empty, what the lines need
     */
    record Axes(String x, String y, Optional<double[]> range) {}

    /** A grey area that the lines are to be seen against. */
    record Ground(String title, double[] x, double[] low, double[] high) {}

    /**
     * A line.
     *
     * @param name at its end
     * @param title in the legend
     * @param low NaN where there is no interval
     */
    record Line(String name, String title, Color color, double[] x, double[] y, double[] low, double[] high) {}

    PanelChart(
            ChartStyle.Size size,
            int columns,
            String title,
            String subtitle,
            Axes axes,
            List<Panel> panels,
            String footnote) {
        super(size.width(), height(size, columns, panels.size()));
        this.columns = columns;
        this.subtitle = subtitle;
        this.axes = axes;
        this.panels = List.copyOf(panels);
        this.footnote = footnote;
        setTitle(title);
        setXAxisTitle(axes.x());
        setYAxisTitle(axes.y());
        for (Panel panel : panels) {
            for (Line line : panel.lines()) {
                addSeries(panel.heading() + ", " + line.title(), line.x(), plotted(line.y()));
            }
        }
    }

    private static int height(ChartStyle.Size size, int columns, int panels) {
        int rows = (panels + columns - 1) / columns;
        return size.height() + (rows - 1) * size.height() / 2;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        int top = paintHeader(g, width);
        int bottom = 20 + TextLines.footnote(g, footnote, width, height);
        int rows = (panels.size() + columns - 1) / columns;
        int panelWidth = (width - ChartStyle.MARGIN) / columns;
        int panelHeight = (height - top - bottom) / rows;
        AffineTransform before = g.getTransform();
        for (int i = 0; i < panels.size(); i++) {
            int down = i / columns;
            g.translate(ChartStyle.MARGIN / 2.0 + i % columns * panelWidth, top + down * panelHeight);
            Panel panel = panels.get(i);
            int shown = down + 1 < rows ? panelHeight - ROW_GAP : panelHeight;
            paintPanel(g, panel, range(panel.scale()), panelWidth, shown, i % columns == 0);
            g.setTransform(before);
        }
        g.setColor(ChartStyle.INK);
        TextLines.drawCentred(g, axes.x(), ChartStyle.TEXT, width / 2.0, height - bottom + 14.0);
    }

    /** Draws title, subtitle and legend; returns the first free line below. */
    private int paintHeader(Graphics2D g, int width) {
        double y = TextLines.header(g, getTitle(), subtitle, width) + 18;
        Map<String, Color> legend = new LinkedHashMap<>();
        panels.forEach(panel ->
                panel.lines().forEach(line -> legend.putIfAbsent(line.name() + " " + line.title(), line.color())));
        panels.forEach(panel -> panel.ground().ifPresent(ground -> legend.putIfAbsent(ground.title(), GROUND)));
        double x = ChartStyle.MARGIN;
        for (Map.Entry<String, Color> key : legend.entrySet()) {
            double needed = LEGEND_KEY + TextLines.width(key.getKey(), ChartStyle.SMALL) + LEGEND_GAP;
            if (x > ChartStyle.MARGIN && x + needed - LEGEND_GAP > width - ChartStyle.MARGIN) {
                x = ChartStyle.MARGIN;
                y += 16;
            }
            g.setColor(key.getValue());
            double thick = key.getValue() == GROUND ? 7 : 2.2;
            g.fill(new Rectangle2D.Double(x, y - 4 - thick / 2, LEGEND_KEY - 5, thick));
            g.setColor(ChartStyle.INK);
            TextLines.draw(g, key.getKey(), ChartStyle.SMALL, x + LEGEND_KEY, y);
            x += needed;
        }
        return (int) y + 8;
    }

    private void paintPanel(Graphics2D g, Panel panel, double[] range, int width, int height, boolean first) {
        g.setColor(ChartStyle.INK);
        double y = 13;
        for (String line : TextLines.wrap(panel.heading(), ChartStyle.HEADING, width - 8.0)) {
            TextLines.draw(g, line, ChartStyle.HEADING, 8, y);
            y += 14;
        }
        g.setColor(ChartStyle.MUTED);
        TextLines.draw(g, panel.note(), ChartStyle.SMALL, 8, y);
        if (panel.lines().isEmpty()) {
            return;
        }
        XYChart plot = plot(panel, range, width, height - HEADING - (int) y + 10, first);
        AffineTransform before = g.getTransform();
        g.translate(0, y + TICK);
        plot.paint(g, plot.getWidth(), plot.getHeight());
        g.setColor(ChartStyle.INK); // the library leaves out the tick at the very end of an axis
        TextLines.drawCentred(g, "0", ChartStyle.SMALL, plot.getScreenXFromChart(0), plot.getHeight() - PADDING);
        panel.ground()
                .ifPresent(ground -> LineBands.paint(g, plot, ground.x(), ground.low(), ground.high(), range, GROUND));
        int alpha = Math.max(LEAST_ALPHA, MOST_ALPHA / panel.lines().size());
        for (Line line : panel.lines()) {
            Color band = new Color(
                    line.color().getRed(), line.color().getGreen(), line.color().getBlue(), alpha);
            LineBands.paint(g, plot, line.x(), line.low(), line.high(), range, band);
        }
        panel.lines().forEach(line -> LineBands.paintLine(g, plot, line, LINE));
        LineNames.paint(g, plot, panel.lines());
        g.setTransform(before);
    }

    private XYChart plot(Panel panel, double[] range, int width, int height, boolean first) {
        XYChart plot = new XYChart(width, height);
        ChartStyle.apply(plot.getStyler());
        plot.getStyler().setXAxisTicksVisible(true);
        plot.getStyler().setAxisTickLabelsFont(ChartStyle.SMALL);
        plot.getStyler().setChartPadding(PADDING);
        double end = end();
        plot.getStyler().setXAxisMin(0.0);
        plot.getStyler().setXAxisMax(end * (1 + Math.max(LABEL_ROOM, LABEL_WIDTH / (width - AXIS_WIDTH))));
        plot.getStyler().setXAxisTickMarkSpacingHint(42);
        // the room for names at the right is no part of the axis
        plot.getStyler().setxAxisTickLabelsFormattingFunction(x -> tick(x, end));
        plot.getStyler().setYAxisMin(range[0]);
        plot.getStyler().setYAxisMax(range[1]);
        plot.getStyler().setYAxisDecimalPattern(range[1] - range[0] > 0.8 ? "0.0" : "0.00");
        plot.getStyler().setYAxisTitleVisible(first);
        plot.setYAxisTitle(first ? axes.y() : "");
        for (Line line : panel.lines()) {
            XYSeries series = plot.addSeries(line.name(), line.x(), plotted(line.y()));
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
            series.setMarker(SeriesMarkers.NONE);
            series.setLineStyle(SeriesLines.NONE); // LineBands draws it, over the areas
        }
        return plot;
    }

    /** Whole layers, or tenths of the depth; nothing elsewhere. */
    private static String tick(double x, double end) {
        double steps = end > 1 ? x : 10 * x;
        boolean shown = x <= end + NEAR && Math.abs(steps - Math.rint(steps)) < NEAR;
        return shown ? String.format(Locale.ROOT, end > 1 ? "%.0f" : "%.1f", x) : " ";
    }

    /** The last place on the common horizontal axis. */
    private double end() {
        return panels.stream()
                .flatMap(panel -> panel.lines().stream())
                .mapToDouble(line -> line.x()[line.x().length - 1])
                .max()
                .orElse(1);
    }

    /** What has no finite value is a gap. */
    private static double[] plotted(double[] y) {
        return Arrays.stream(y).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    }

    /** What the panels of one scale need: the lines with some room, and their intervals as far as they leave the lines readable. */
    private double[] range(String scale) {
        if (axes.range().isPresent()) {
            return new double[] {axes.range().get()[0] - 0.02, axes.range().get()[1] + 0.02};
        }
        double[] lines = values(scale, Line::y);
        double low = Arrays.stream(lines).min().orElse(0);
        double high = Arrays.stream(lines).max().orElse(1);
        double most = MOST_ROOM * (high - low);
        double lowest = Arrays.stream(values(scale, Line::low)).min().orElse(low);
        double highest = Arrays.stream(values(scale, Line::high)).max().orElse(high);
        double room = Math.max(0.02, 0.05 * (high - low));
        return new double[] {
            Math.min(low, Math.max(lowest, low - most)) - room, Math.max(high, Math.min(highest, high + most)) + room
        };
    }

    private double[] values(String scale, Function<Line, double[]> of) {
        return panels.stream()
                .filter(panel -> panel.scale().equals(scale))
                .flatMap(panel -> panel.lines().stream())
                .flatMapToDouble(line -> Arrays.stream(of.apply(line)))
                .filter(Double::isFinite)
                .toArray();
    }
}
