package crosslens.report;

import crosslens.report.PanelChart.Line;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.XYChart;

/** Areas and lines on a plot that is painted already, in its coordinates. */
final class LineBands {
    private LineBands() {}

    /** Fills the area between two lines where both have a value, within the plot's range. */
    static void paint(
            Graphics2D g, XYChart plot, double[] x, double[] low, double[] high, double[] range, Color color) {
        g.setColor(color);
        for (int i = 0; i + 1 < x.length; i++) {
            if (!Double.isFinite(low[i] + high[i] + low[i + 1] + high[i + 1])) {
                continue;
            }
            Path2D area = new Path2D.Double();
            area.moveTo(plot.getScreenXFromChart(x[i]), screenY(plot, low[i], range));
            area.lineTo(plot.getScreenXFromChart(x[i]), screenY(plot, high[i], range));
            area.lineTo(plot.getScreenXFromChart(x[i + 1]), screenY(plot, high[i + 1], range));
            area.lineTo(plot.getScreenXFromChart(x[i + 1]), screenY(plot, low[i + 1], range));
            area.closePath();
            g.fill(area);
        }
    }

    /** Draws a line once more, over the bands of the others. */
    static void paintLine(Graphics2D g, XYChart plot, Line line, BasicStroke stroke) {
        g.setColor(line.color());
        g.setStroke(stroke);
        for (int i = 0; i + 1 < line.x().length; i++) {
            if (Double.isFinite(line.y()[i] + line.y()[i + 1])) {
                g.draw(new Line2D.Double(
                        plot.getScreenXFromChart(line.x()[i]),
                        plot.getScreenYFromChart(line.y()[i]),
                        plot.getScreenXFromChart(line.x()[i + 1]),
                        plot.getScreenYFromChart(line.y()[i + 1])));
            }
        }
    }

    private static double screenY(XYChart plot, double y, double[] range) {
        return plot.getScreenYFromChart(Math.max(range[0], Math.min(range[1], y)));
    }
}
