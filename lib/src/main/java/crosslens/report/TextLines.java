package crosslens.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;

/** Text drawn as outlines, so that an SVG looks the same where the fonts are missing; sizes do not depend on the device. */
final class TextLines {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final int DESCENT = 4;
    /** Height of a footnote's line. */
    private static final int NOTE = 14;

    private TextLines() {}

    static double width(String text, Font font) {
        return text.isBlank() ? 0 : new TextLayout(text, font, CONTEXT).getAdvance();
    }

    /** Draws with the left end of the baseline at (x, y). */
    static void draw(Graphics2D g, String text, Font font, double x, double y) {
        if (!text.isBlank()) {
            g.fill(new TextLayout(text, font, CONTEXT).getOutline(AffineTransform.getTranslateInstance(x, y)));
        }
    }

    /** As {@link #draw}, with a white rim that keeps the text apart from lines behind it. */
    static void drawOnWhite(Graphics2D g, String text, Font font, double x, double y) {
        if (!text.isBlank()) {
            Shape outline = new TextLayout(text, font, CONTEXT).getOutline(AffineTransform.getTranslateInstance(x, y));
            Color ink = g.getColor();
            g.setColor(Color.WHITE);
            g.setStroke(new BasicStroke(3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(outline);
            g.setColor(ink);
            g.fill(outline);
        }
    }

    /** Draws with the middle of the baseline at (x, y). */
    static void drawCentred(Graphics2D g, String text, Font font, double x, double y) {
        draw(g, text, font, x - width(text, font) / 2, y);
    }

    /**
     * The ground of a stretch of a line, its left end at (0, 0) of the baseline. Java's carets are wrong beside some Indic letters, so text that runs from left
     * to right is measured up to the stretch.
     *
     * @param text of the layout, in one font; the stretch begins and ends between its letters
     */
    static Shape stretch(TextLayout layout, String text, Font font, int from, int to) {
        if (!layout.isLeftToRight() || Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
            return layout.getLogicalHighlightShape(from, to);
        }
        double left = advance(text.substring(0, from), font);
        return new Rectangle2D.Double(
                left,
                -layout.getAscent(),
                advance(text.substring(0, to), font) - left,
                layout.getAscent() + layout.getDescent());
    }

    private static double advance(String text, Font font) {
        return text.isEmpty() ? 0 : new TextLayout(text, font, CONTEXT).getAdvance();
    }

    /**
     * Draws a text in lines of some height over a picture's width, the first below {@code top}; returns the place below the last. A blank text takes no room.
     */
    static double paragraph(
            Graphics2D g, String text, Font font, Color color, double top, int lineHeight, double width) {
        double y = top;
        if (!text.isBlank()) {
            g.setColor(color);
            for (String line : wrap(text, font, width - 2.0 * ChartStyle.MARGIN)) {
                y += lineHeight;
                draw(g, line, font, ChartStyle.MARGIN, y - DESCENT);
            }
        }
        return y;
    }

    /** Title and subtitle of a picture; returns the place below them. */
    static double header(Graphics2D g, String title, String subtitle, int width) {
        double y = paragraph(g, title, ChartStyle.TITLE, ChartStyle.INK, 8, 21, width);
        return paragraph(g, subtitle, ChartStyle.TEXT, ChartStyle.MUTED, y + 2, 17, width);
    }

    /** A note at the foot of a picture; returns the height it takes. */
    static int footnote(Graphics2D g, String text, int width, int height) {
        int lines = text.isBlank()
                ? 0
                : wrap(text, ChartStyle.SMALL, width - 2.0 * ChartStyle.MARGIN).size();
        double top = height - 4.0 - lines * NOTE;
        paragraph(g, text, ChartStyle.SMALL, ChartStyle.MUTED, top, NOTE, width);
        return lines * NOTE + 8;
    }

    /** The text in lines no wider than some pixels, broken at spaces, or inside a word that alone is too wide. */
    static List<String> wrap(String text, Font font, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ")) {
            String joined = line.isEmpty() ? word : line + " " + word;
            if (width(joined, font) <= width) {
                line = joined;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (width(line, font) > width && line.codePointCount(0, line.length()) > 1) {
                int cut = line.offsetByCodePoints(0, 1);
                while (width(line.substring(0, line.offsetByCodePoints(cut, 1)), font) <= width) {
                    cut = line.offsetByCodePoints(cut, 1);
                }
                lines.add(line.substring(0, cut));
                line = line.substring(cut);
            }
        }
        lines.add(line);
        return lines;
    }
}
