package crosslens.report;

import crosslens.report.PanelChart.Line;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Names of lines where they end, so that nobody has to look for a colour in a legend. */
final class LineNames {
    private static final int LABEL_HEIGHT = 11;

    private LineNames() {}

    /** Names at the right ends of the lines, moved apart where they would cover each other. */
    static void paint(Graphics2D g, XYChart plot, List<Line> all) {
        List<Line> lines = new ArrayList<>(all.stream()
                .filter(line -> Double.isFinite(line.y()[line.y().length - 1]))
                .toList());
        lines.sort(Comparator.comparingDouble(line -> -line.y()[line.y().length - 1]));
        double[] ends = lines.stream()
                .mapToDouble(line -> plot.getScreenYFromChart(line.y()[line.y().length - 1]))
                .toArray();
        double[] places = apart(ends, plot.getHeight() - 24.0);
        for (int i = 0; i < places.length; i++) {
            Line line = lines.get(i);
            double x = plot.getScreenXFromChart(line.x()[line.x().length - 1]);
            g.setColor(line.color());
            g.setStroke(new BasicStroke(0.7f));
            g.draw(new Line2D.Double(x + 1, ends[i], x + 7, places[i]));
            g.setColor(line.color().darker());
            TextLines.drawOnWhite(g, line.name(), ChartStyle.SMALL, x + 8, places[i] + 4);
        }
    }

    /** Places at least a label's height apart: labels that would cover each other stand around the middle of where they belong. */
    private static double[] apart(double[] wanted, double lowest) {
        List<double[]> blocks = new ArrayList<>(); // middle, count
        for (double place : wanted) {
            double[] block = {place, 1};
            while (!blocks.isEmpty() && top(block) < bottom(blocks.get(blocks.size() - 1))) {
                double[] above = blocks.remove(blocks.size() - 1);
                double count = above[1] + block[1];
                block = new double[] {(above[0] * above[1] + block[0] * block[1]) / count, count};
            }
            double half = block[1] * LABEL_HEIGHT / 2;
            block[0] = Math.max(half, Math.min(lowest - half, block[0]));
            blocks.add(block);
        }
        double[] places = new double[wanted.length];
        int i = 0;
        for (double[] block : blocks) {
            for (int k = 0; k < block[1]; k++) {
                places[i++] = top(block) + (k + 0.5) * LABEL_HEIGHT;
            }
        }
        return places;
    }

    private static double top(double[] block) {
        return block[0] - block[1] * LABEL_HEIGHT / 2;
    }

    private static double bottom(double[] block) {
        return block[0] + block[1] * LABEL_HEIGHT / 2;
    }
}
