package crosslens.report;

import crosslens.report.PanelChart.Line;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.XYChart;

/** Areas and lines on a plot that is painted already, in its coordinates. */
final class LineBands {
    private LineBands() {}

    /** Fills the area between two lines where both have a value, within the plot's range. */
    static void paint(
            Graphics2D g, XYChart plot, double[] x, double[] low, double[] high, double[] range, Color color) {
        g.setColor(color);
        for (int start = 0; start < x.length; start++) {
            int end = start;
            while (end < x.length && Double.isFinite(low[end] + high[end])) {
                end++;
            }
            if (end - start > 1) {
                Path2D area = new Path2D.Double();
                area.moveTo(plot.getScreenXFromChart(x[start]), screenY(plot, low[start], range));
                for (int i = start; i < end; i++) {
                    area.lineTo(plot.getScreenXFromChart(x[i]), screenY(plot, high[i], range));
                }
                for (int i = end - 1; i > start; i--) {
                    area.lineTo(plot.getScreenXFromChart(x[i]), screenY(plot, low[i], range));
                }
                area.closePath();
                g.fill(area);
            }
            start = end;
        }
    }

    /** Draws a line; what has no finite value is a gap. */
    static void paintLine(Graphics2D g, XYChart plot, Line line, BasicStroke stroke) {
        g.setColor(line.color());
        g.setStroke(stroke);
        Path2D path = new Path2D.Double();
        boolean on = false;
        for (int i = 0; i < line.x().length; i++) {
            boolean there = Double.isFinite(line.y()[i]);
            double x = plot.getScreenXFromChart(line.x()[i]);
            double y = plot.getScreenYFromChart(line.y()[i]);
            if (there && on) {
                path.lineTo(x, y);
            } else if (there) {
                path.moveTo(x, y);
            }
            on = there;
        }
        g.draw(path);
    }

    private static double screenY(XYChart plot, double y, double[] range) {
        return plot.getScreenYFromChart(Math.max(range[0], Math.min(range[1], y)));
    }
}
