package crosslens.report.comparison;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.style.markers.Marker;

/** A marker that is white inside: a value that is there but tells nothing. */
final class HollowMarker extends Marker {
    private static final BasicStroke OUTLINE = new BasicStroke(1.5f);
    /** Part of the marker's size, so that outline and filled marker look equally large. */
    private static final double INSET = 0.1;

    private final boolean round;

    HollowMarker(boolean round) {
        this.round = round;
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
        double side = size * (1 - 2 * INSET);
        Shape shape = round
                ? new Ellipse2D.Double(x - side / 2, y - side / 2, side, side)
                : new Rectangle2D.Double(x - side / 2, y - side / 2, side, side);
        Color outline = g.getColor();
        g.setColor(Color.WHITE);
        g.fill(shape);
        g.setColor(outline);
        g.setStroke(OUTLINE);
        g.draw(shape);
    }
}
