package crosslens.report;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import crosslens.text.Language;
import crosslens.text.Span;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;

/**
 * A text of one language set into a column: lines broken where the language allows it, right-to-left ones at the right edge, stretches of it marked. A line is
 * wider than the column only where a single unbreakable word is.
 */
final class TextFlow {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final double LEADING = 1;
    private static final double UNDERLINE = 1.6;

    private final List<Line> lines = new ArrayList<>();
    private final boolean rightToLeft;
    private final double width;

    /** @param start its place in the text */
    private record Line(int start, int end, TextLayout layout, String text, Font font) {}

    private TextFlow(Language language, double width) {
        this.rightToLeft = language.rightToLeft();
        this.width = width;
    }

    /** @param text may hold anything; line breaks and control characters are replaced unit by unit, so that places stay as they are */
    static TextFlow of(String text, Language language, Font font, double width) {
        TextFlow flow = new TextFlow(language, width);
        String plain = PlainText.of(text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
        if (!plain.isBlank()) {
            flow.breakInto(plain, language, font);
        }
        return flow;
    }

    private void breakInto(String text, Language language, Font font) {
        BreakIterator places = BreakIterator.getLineInstance(new ULocale(language.code()));
        places.setText(text);
        int from = 0;
        int fits = 0;
        TextLayout layout = null;
        for (int place = places.next(); place != BreakIterator.DONE; place = places.next()) {
            TextLayout longer = layout(text.substring(from, place), font);
            if (layout != null && longer.getVisibleAdvance() > width) {
                lines.add(new Line(from, fits, layout, text.substring(from, fits), font));
                from = fits;
                longer = layout(text.substring(from, place), font);
            }
            layout = longer;
            fits = place;
        }
        lines.add(new Line(from, fits, layout, text.substring(from, fits), font));
    }

    /** The direction is the language's, not that of a line's first letter: a line of Arabic may begin with a Latin name. */
    private TextLayout layout(String text, Font font) {
        AttributedString attributed = new AttributedString(text);
        attributed.addAttribute(TextAttribute.FONT, font);
        attributed.addAttribute(
                TextAttribute.RUN_DIRECTION,
                rightToLeft ? TextAttribute.RUN_DIRECTION_RTL : TextAttribute.RUN_DIRECTION_LTR);
        return new TextLayout(attributed.getIterator(), CONTEXT);
    }

    /** In pixels. */
    double height() {
        return lines.stream().mapToDouble(TextFlow::height).sum();
    }

    /** The width of the widest line, in pixels. */
    double widest() {
        return lines.stream()
                .mapToDouble(line -> line.layout().getVisibleAdvance())
                .max()
                .orElse(0);
    }

    private static double height(Line line) {
        return line.layout().getAscent() + line.layout().getDescent() + LEADING;
    }

    /**
     * Paints the text in the colour that is set.
     *
     * @param x left edge of the column
     * @param y its top
     * @param marks stretches of the text to be marked, in UTF-16 units
     * @param ground of marked stretches; they are underlined in {@code under} too, for prints without colour
     */
    void paint(Graphics2D g, double x, double y, List<Span> marks, Color ground, Color under) {
        Color ink = g.getColor();
        double top = y;
        for (Line line : lines) {
            TextLayout layout = line.layout();
            // the space at the end of a right-to-left line stands at its left, so the line ends with a letter
            double left = rightToLeft ? x + width - layout.getAdvance() : x;
            AffineTransform place = AffineTransform.getTranslateInstance(left, top + layout.getAscent());
            for (Span mark : marks) {
                paintMark(g, line, mark, place, ground, under);
            }
            g.setColor(ink);
            g.fill(layout.getOutline(place));
            top += height(line);
        }
    }

    private static void paintMark(
            Graphics2D g, Line line, Span mark, AffineTransform place, Color ground, Color under) {
        int from = Math.max(mark.start(), line.start());
        int to = Math.min(mark.end(), line.end());
        if (from >= to) {
            return;
        }
        Shape shape =
                TextLines.stretch(line.layout(), line.text(), line.font(), from - line.start(), to - line.start());
        g.setColor(ground);
        g.fill(place.createTransformedShape(shape));
        Rectangle2D bounds = shape.getBounds2D();
        Area foot = new Area(shape);
        foot.intersect(new Area(
                new Rectangle2D.Double(bounds.getX(), bounds.getMaxY() - UNDERLINE, bounds.getWidth(), UNDERLINE)));
        g.setColor(under);
        g.fill(place.createTransformedShape(foot));
    }
}
