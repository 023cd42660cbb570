package crosslens.report;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import crosslens.prompt.PartKind;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.knowm.xchart.XYChart;

/** A prompt as a picture: its lines as wide as the chart, each token on its colour, parts underlined. As high as its text needs. */
final class HeatChart extends XYChart {
    private static final int MARGIN = ChartStyle.MARGIN;
    private static final int LEADING = 6;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final HeatText heat;
    private final List<String> header;
    private final List<Line> lines;

    /** A line of the text; its layout is null where it has no letters. */
    private record Line(int start, String text, TextLayout layout) {
        int end() {
            return start + text.length();
        }
    }

    private HeatChart(int width, int height, HeatText heat, String title, List<String> header, List<Line> lines) {
        super(width, height);
        this.heat = heat;
        this.header = header;
        this.lines = lines;
        setTitle(title);
        ChartStyle.apply(getStyler());
    }

    static HeatChart of(HeatText heat, String title, int width) {
        List<String> header = new ArrayList<>(TextLines.wrap(title, ChartStyle.TITLE, width - 2.0 * MARGIN));
        header.addAll(TextLines.wrap(HeatHtml.reading(heat), ChartStyle.TEXT, width - 2.0 * MARGIN));
        List<Line> lines = lines(heat.prompt().text(), width - 2 * MARGIN);
        double height = 2 * MARGIN + 22.0 * header.size() + 22;
        for (Line line : lines) {
            height += height(line);
        }
        return new HeatChart(width, (int) Math.ceil(height), heat, title, header, lines);
    }

    private static double height(Line line) {
        return LEADING
                + (line.layout() == null
                        ? FONT.getSize()
                        : line.layout().getAscent() + line.layout().getDescent());
    }

    private static List<Line> lines(String text, int width) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            // Harmful characters are single units, so places stay as they are.
            String paragraph = PlainText.of(text.substring(start, end));
            if (paragraph.isBlank()) {
                lines.add(new Line(start, paragraph, null));
            } else {
                wrap(paragraph, start, width, lines);
            }
            start = end + 1;
        }
        return lines;
    }

    // Java's own measurer cuts Indic syllables; the library's places for line ends also serve texts without spaces.
    private static void wrap(String paragraph, int offset, int width, List<Line> lines) {
        BreakIterator places = BreakIterator.getLineInstance(ULocale.ROOT);
        places.setText(paragraph);
        int from = 0;
        int fits = 0;
        TextLayout layout = null;
        for (int place = places.next(); place != BreakIterator.DONE; place = places.next()) {
            TextLayout longer = new TextLayout(paragraph.substring(from, place), FONT, CONTEXT);
            if (layout != null && longer.getVisibleAdvance() > width) {
                lines.add(new Line(offset + from, paragraph.substring(from, fits), layout));
                from = fits;
                longer = new TextLayout(paragraph.substring(from, place), FONT, CONTEXT);
            }
            layout = longer;
            fits = place;
        }
        lines.add(new Line(offset + from, paragraph.substring(from, fits), layout));
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        double y = MARGIN + 14;
        int titles = TextLines.wrap(getTitle(), ChartStyle.TITLE, width - 2.0 * MARGIN)
                .size();
        for (int i = 0; i < header.size(); i++) {
            g.setColor(i < titles ? ChartStyle.INK : ChartStyle.MUTED);
            TextLines.draw(g, header.get(i), i < titles ? ChartStyle.TITLE : ChartStyle.TEXT, MARGIN, y);
            y += 22;
        }
        paintLegend(g, y);
        y += 22;
        for (Line line : lines) {
            if (line.layout() != null) {
                paintLine(g, line, y, width);
            }
            y += height(line);
        }
    }

    private void paintLegend(Graphics2D g, double y) {
        Set<PartKind> kinds = new LinkedHashSet<>();
        heat.stretches().stream()
                .map(HeatText.Stretch::kind)
                .filter(kind -> kind != null)
                .forEach(kinds::add);
        double x = MARGIN;
        for (PartKind kind : kinds) {
            String name = HeatColors.name(kind);
            double wide = TextLines.width(name, ChartStyle.TEXT);
            g.setColor(HeatColors.part(kind));
            g.fill(new Rectangle2D.Double(x, y + 3, wide, 2));
            g.setColor(ChartStyle.INK);
            TextLines.draw(g, name, ChartStyle.TEXT, x, y);
            x += wide + 14;
        }
    }

    private void paintLine(Graphics2D g, Line line, double top, int width) {
        TextLayout layout = line.layout();
        double x = layout.isLeftToRight() ? MARGIN : width - MARGIN - layout.getAdvance();
        double baseline = top + layout.getAscent();
        AffineTransform place = AffineTransform.getTranslateInstance(x, baseline);
        double scale = heat.scale();
        for (HeatText.Cell cell : heat.cells()) {
            Shape ground = highlight(line, cell.start(), cell.end());
            if (ground != null) {
                g.setColor(HeatColors.onWhite(cell.value(), scale));
                g.fill(place.createTransformedShape(ground));
            }
        }
        for (HeatText.Stretch stretch : heat.stretches()) {
            Shape ground = stretch.kind() == null ? null : highlight(line, stretch.start(), stretch.end());
            if (ground != null) {
                Rectangle2D bounds = ground.getBounds2D();
                Area under = new Area(ground);
                under.intersect(
                        new Area(new Rectangle2D.Double(bounds.getX(), bounds.getMaxY() - 2, bounds.getWidth(), 2)));
                g.setColor(HeatColors.part(stretch.kind()));
                g.fill(place.createTransformedShape(under));
            }
        }
        g.setColor(ChartStyle.INK);
        g.fill(layout.getOutline(place));
    }

    /** The ground of a stretch's share of a line, or null. */
    private static Shape highlight(Line line, int start, int end) {
        int from = Math.max(start, line.start());
        int to = Math.min(end, line.end());
        return from < to
                ? TextLines.stretch(line.layout(), line.text(), FONT, from - line.start(), to - line.start())
                : null;
    }
}
