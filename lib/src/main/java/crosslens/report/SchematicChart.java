package crosslens.report;

import crosslens.prompt.PartKind;
import crosslens.report.SchematicFigure.Mark;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** Figure 2 as a picture: the phases as arrows over an axis of depth, and below them a row for the mean and one for each language with its two depths. */
final class SchematicChart extends XYChart {
    private static final int WIDTH = 800;
    private static final int MARGIN = ChartStyle.MARGIN;
    private static final int LEFT = 110;
    private static final int RIGHT = 116;
    private static final double BAND = 62;
    private static final double TIP = 14;
    private static final double ROW = 19;
    private static final Font BOLD = ChartStyle.TEXT.deriveFont(Font.BOLD);
    private static final Color QUESTION = DepthPanels.color(PartKind.QUESTION);
    private static final Color CONTEXT = DepthPanels.color(PartKind.CONTEXT);
    /** Between the arrows and the first row. */
    private static final double ABOVE_ROWS = 54;

    private static final double[] TICKS = {0, 0.25, 0.5, 0.75, 1};

    private final List<String> header;
    private final int titles;
    private final List<String> notes;
    private final List<Mark> marks;
    private final int layers;
    private final boolean apart;

    /**
     * @param layers of the model; 0 for a schematic without measured marks
     * @param apart whether the context's depth is known to lie behind the question's; if not, the phases are outlines only
     */
    SchematicChart(String title, String subtitle, List<Mark> marks, int layers, boolean apart, String footnote) {
        super(WIDTH, WIDTH);
        setTitle(title);
        ChartStyle.apply(getStyler());
        double inner = WIDTH - 2.0 * MARGIN;
        List<String> lines = new ArrayList<>(TextLines.wrap(title, ChartStyle.TITLE, inner));
        this.titles = lines.size();
        lines.addAll(TextLines.wrap(subtitle, ChartStyle.TEXT, inner));
        this.header = List.copyOf(lines);
        this.notes = TextLines.wrap(footnote, ChartStyle.SMALL, inner);
        this.marks = List.copyOf(marks);
        this.layers = layers;
        this.apart = apart;
        setHeight((int) Math.ceil(bandTop() + BAND + ABOVE_ROWS + rows() * ROW + 52 + notes.size() * 14 + 10));
    }

    private double bandTop() {
        return 8 + titles * 21 + (header.size() - titles) * 17 + 24;
    }

    private int rows() {
        return layers == 0
                ? 0
                : (int) marks.stream()
                        .filter(mark -> mark.part() == PartKind.QUESTION)
                        .count();
    }

    private static double x(double share) {
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        double y = 8;
        for (int i = 0; i < header.size(); i++) {
            y += i < titles ? 21 : 17;
            g.setColor(i < titles ? ChartStyle.INK : ChartStyle.MUTED);
            TextLines.draw(g, header.get(i), i < titles ? ChartStyle.TITLE : ChartStyle.TEXT, MARGIN, y - 4);
        }
        double band = bandTop();
        double foot = band + BAND + ABOVE_ROWS + rows() * ROW;
        double question = mean(PartKind.QUESTION);
        double context = mean(PartKind.CONTEXT);
        paintAxis(g, band, foot);
        if (layers > 0) {
            study(g, "study: about 1/3", SchematicFigure.STUDY_QUESTION, band + BAND, foot);
            study(g, "study: about 0.7", SchematicFigure.STUDY_CONTEXT, band + BAND, foot);
        }
        guide(g, question, band, foot, QUESTION, new BasicStroke(1.4f));
        guide(g, context, band, foot, CONTEXT, new BasicStroke(1.4f));
        paintPhases(g, band, question, context);
        label(g, PartKind.QUESTION, question, band, context);
        label(g, PartKind.CONTEXT, context, band, question);
        paintRows(g, band + BAND + ABOVE_ROWS);
        g.setColor(ChartStyle.MUTED);
        y = foot + 54;
        for (String note : notes) {
            TextLines.draw(g, note, ChartStyle.SMALL, MARGIN, y);
            y += 14;
        }
    }

    private double mean(PartKind part) {
        return marks.stream()
                .filter(mark -> mark.part() == part && mark.language() == null)
                .mapToDouble(Mark::share)
                .findFirst()
                .orElseThrow();
    }

    private static void guide(Graphics2D g, double share, double top, double foot, Color color, BasicStroke stroke) {
        g.setColor(color);
        g.setStroke(stroke);
        g.draw(new Line2D.Double(x(share), top, x(share), foot));
    }

    /** A line of the study's words, named below the labels of the model's own. */
    private static void study(Graphics2D g, String text, double share, double top, double foot) {
        guide(g, share, top + 38, foot, ChartStyle.MUTED, ChartStyle.DASHED);
        double left = x(share) - TextLines.width(text, ChartStyle.SMALL) / 2;
        TextLines.drawOnWhite(g, text, ChartStyle.SMALL, left, top + 34);
    }

    private void paintAxis(Graphics2D g, double top, double foot) {
        g.setStroke(new BasicStroke(1f));
        for (double tick : TICKS) {
            g.setColor(ChartStyle.GRID);
            g.draw(new Line2D.Double(x(tick), top + BAND, x(tick), foot));
            g.setColor(ChartStyle.INK);
            if (layers > 0 || tick == 0 || tick == 1) {
                String text = tick == 0 ? "0" : tick == 1 ? "1" : Double.toString(tick);
                TextLines.drawCentred(g, text, ChartStyle.TEXT, x(tick), foot + 17);
            }
        }
        g.setColor(ChartStyle.MUTED);
        g.draw(new Line2D.Double(x(0), foot, x(1), foot));
        g.setColor(ChartStyle.INK);
        String unit = layers == 0 ? "Share of the model's depth" : "Share of the depth (1: all " + layers + " layers)";
        TextLines.drawCentred(g, unit, ChartStyle.TEXT, (x(0) + x(1)) / 2, foot + 36);
        stacked(g, List.of("Prompt:", "context,", "question"), MARGIN, top);
        stacked(g, List.of("First token", "of the", "answer"), x(1) + 16, top);
    }

    private static void stacked(Graphics2D g, List<String> lines, double x, double top) {
        g.setColor(ChartStyle.INK);
        for (int i = 0; i < lines.size(); i++) {
            TextLines.draw(g, lines.get(i), i == 0 ? BOLD : ChartStyle.TEXT, x, top + 18 + 17 * i);
        }
    }

    /** Two arrows, one after the other; where the depths are not in that order, the words that say so. */
    private void paintPhases(Graphics2D g, double top, double question, double context) {
        arrow(g, 1, top, new Color(0xF4F4F4), null);
        if (context > question) {
            arrow(g, context, top, apart ? tint(CONTEXT) : Color.WHITE, apart ? null : CONTEXT);
            arrow(g, question, top, apart ? tint(QUESTION) : Color.WHITE, apart ? null : QUESTION);
            double taken = phase(g, "Question encoding", 0, question, top, MARGIN);
            phase(g, "Answer retrieval", question, context, top, taken);
        } else {
            phase(
                    g,
                    "The context's depth does not lie behind the question's: no two phases in this order",
                    0,
                    1,
                    top,
                    MARGIN);
        }
    }

    /**
     * The name of a phase, in it if it is wide enough, else above it with a line to it.
     *
     * @param free where the room above begins
     * @return where the room above begins for the next
     */
    private static double phase(Graphics2D g, String text, double from, double to, double top, double free) {
        g.setColor(ChartStyle.INK);
        double middle = (x(from) + x(to)) / 2 + (from > 0 ? TIP / 2 : 0);
        double room = x(to) - x(from) - 2 * TIP;
        double wide = TextLines.width(text, BOLD);
        if (wide <= room) {
            TextLines.drawCentred(g, text, BOLD, middle, top + BAND / 2 + 5);
            return free;
        }
        double left = Math.max(free, Math.min(WIDTH - MARGIN - wide, middle - wide / 2));
        TextLines.draw(g, text, BOLD, left, top - 10);
        g.setColor(ChartStyle.MUTED);
        g.setStroke(new BasicStroke(1f));
        double foot = Math.max(left + 4, Math.min(left + wide - 4, middle));
        g.draw(new Line2D.Double(foot, top - 6, (x(from) + x(to)) / 2, top + 2));
        return left + wide + 12;
    }

    /**
     * An arrow from the beginning to a share of the depth, where its tip ends.
     *
     * @param outline drawn dashed; null for a white edge
     */
    private static void arrow(Graphics2D g, double to, double top, Color color, Color outline) {
        double neck = Math.max(x(0), x(to) - TIP);
        Path2D shape = new Path2D.Double();
        shape.moveTo(x(0), top);
        shape.lineTo(neck, top);
        shape.lineTo(x(to), top + BAND / 2);
        shape.lineTo(neck, top + BAND);
        shape.lineTo(x(0), top + BAND);
        shape.closePath();
        g.setColor(color);
        g.fill(shape);
        g.setColor(outline == null ? Color.WHITE : outline);
        g.setStroke(outline == null ? new BasicStroke(2f) : ChartStyle.DASHED);
        g.draw(shape);
    }

    private static Color tint(Color color) {
        return new Color(
                (color.getRed() + 2 * 255) / 3, (color.getGreen() + 2 * 255) / 3, (color.getBlue() + 2 * 255) / 3);
    }

    /** The words at the end of a phase, on the side where the other one's are not. */
    private void label(Graphics2D g, PartKind part, double share, double top, double other) {
        String value = layers > 0 ? Numbers.plain(share) : part == PartKind.QUESTION ? "about 1/3" : "about " + share;
        String text = (part == PartKind.QUESTION ? "question MRD " : "context MRD ") + value;
        double wide = TextLines.width(text, BOLD);
        double x = share <= other ? x(share) - 4 - wide : x(share) + 4;
        x = Math.max(MARGIN, Math.min(WIDTH - MARGIN - wide, x));
        g.setColor(color(part).darker());
        TextLines.drawOnWhite(g, text, BOLD, x, top + BAND + 18);
    }

    private static Color color(PartKind part) {
        return part == PartKind.QUESTION ? QUESTION : CONTEXT;
    }

    private void paintRows(Graphics2D g, double top) {
        if (layers == 0) {
            return;
        }
        double y = top;
        for (Mark question : marks) {
            if (question.part() != PartKind.QUESTION) {
                continue;
            }
            Optional<Mark> context = marks.stream()
                    .filter(mark ->
                            mark.part() == PartKind.CONTEXT && Objects.equals(mark.language(), question.language()))
                    .findFirst();
            boolean mean = question.language() == null;
            g.setColor(ChartStyle.INK);
            TextLines.draw(
                    g, mean ? "Mean" : question.language().englishName(), mean ? BOLD : ChartStyle.TEXT, MARGIN, y + 4);
            dot(g, question, y - (context.isPresent() ? 2 : 0), mean);
            double level = y + 2;
            context.ifPresent(mark -> dot(g, mark, level, mean));
            y += ROW;
        }
    }

    /** The question's mark is round, the context's square: they are told apart without colours. */
    private static void dot(Graphics2D g, Mark mark, double y, boolean mean) {
        Color color = color(mark.part());
        double x = x(mark.share());
        g.setColor(color);
        mark.interval().ifPresent(interval -> {
            g.setStroke(new BasicStroke(mean ? 2.4f : 1.4f));
            g.draw(new Line2D.Double(x(interval.low()), y, x(interval.high()), y));
        });
        double size = mean ? 11 : 7;
        g.fill(
                mark.part() == PartKind.QUESTION
                        ? new Ellipse2D.Double(x - size / 2, y - size / 2, size, size)
                        : new Rectangle2D.Double(x - size / 2, y - size / 2, size, size));
    }
}
