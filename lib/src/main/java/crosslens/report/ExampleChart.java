package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.report.ExampleRun.Answer;
import crosslens.text.Language;
import crosslens.text.Span;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.knowm.xchart.XYChart;

/** Figure 1 as a picture: the English context and a card for each question language, then a card for each language with a context of its own. As high as its texts need. */
final class ExampleChart extends XYChart {
    private static final int MARGIN = ChartStyle.MARGIN;
    private static final double GAP = 8;
    private static final double LINE = 17;
    private static final Font HEADING = ChartStyle.TEXT.deriveFont(Font.BOLD, 14f);
    private static final Font CONTEXT_FONT = ChartStyle.TEXT.deriveFont(12f);
    /** How much of a context is shown, as the width of its text in one line. */
    private static final double ROOM = 3100;

    private final List<String> header;
    private final int titles;
    private final List<String> notes;
    private final List<Span> golds;
    private final TextFlow context;
    private final List<List<ExampleCard>> enX;
    private final List<List<ExampleCard>> xX;

    /** @param notes at the foot */
    ExampleChart(int width, String title, String subtitle, ExampleItem item, String notes) {
        super(width, width);
        double inner = width - 2.0 * MARGIN;
        setTitle(title);
        ChartStyle.apply(getStyler());
        List<String> lines = new ArrayList<>(TextLines.wrap(title, ChartStyle.TITLE, inner));
        this.titles = lines.size();
        lines.addAll(TextLines.wrap(subtitle, ChartStyle.TEXT, inner));
        this.header = List.copyOf(lines);
        this.notes = TextLines.wrap(notes, ChartStyle.SMALL, inner);
        if (item.enX().isEmpty()) {
            this.context = null;
            this.golds = List.of();
        } else {
            ExampleContext cut =
                    ExampleContext.of(item.enX().get(item.enX().firstKey()).item(), CONTEXT_FONT, ROOM);
            this.context = TextFlow.of(cut.text(), Language.EN, CONTEXT_FONT, inner);
            this.golds = cut.golds();
        }
        this.enX = rows(item.enX(), Scenario.EN_X, inner);
        this.xX = rows(item.xX(), Scenario.X_X, inner);
        setHeight((int) Math.ceil(layOut(null)));
    }

    private static List<List<ExampleCard>> rows(SortedMap<Language, Answer> answers, Scenario scenario, double inner) {
        int columns = answers.size() <= 3 ? Math.max(1, answers.size()) : answers.size() == 4 ? 2 : 3;
        double width = (inner - (columns - 1) * GAP) / columns;
        List<List<ExampleCard>> rows = new ArrayList<>();
        for (Map.Entry<Language, Answer> entry : answers.entrySet()) {
            if (rows.isEmpty() || rows.get(rows.size() - 1).size() == columns) {
                rows.add(new ArrayList<>());
            }
            rows.get(rows.size() - 1).add(new ExampleCard(entry.getValue(), scenario, entry.getKey(), width, ROOM));
        }
        return rows;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        layOut(g);
    }

    /** @param g null to measure only; returns the height of all */
    private double layOut(Graphics2D g) {
        double y = 8;
        for (int i = 0; i < header.size(); i++) {
            y += i < titles ? 21 : LINE;
            draw(g, header.get(i), i < titles ? ChartStyle.TITLE : ChartStyle.TEXT, i >= titles, y - 4);
        }
        y += 4;
        if (context != null) {
            y = heading(g, "(a) en-x: the context stays English, the question changes", y);
            draw(g, "Context in English; marked: the gold answer", ChartStyle.SMALL, true, y + 11);
            if (g != null) {
                g.setColor(ChartStyle.INK);
                context.paint(g, MARGIN, y + 15, golds, ExampleCard.GOLD, ExampleCard.GOLD_LINE);
            }
            y = cards(g, enX, y + 15 + context.height() + 6);
        }
        if (!xX.isEmpty()) {
            y = heading(g, "(b) x-x: context and question in the same language", y + 4);
            y = cards(g, xX, y + 2);
        }
        y += 4;
        for (String note : notes) {
            y += 14;
            draw(g, note, ChartStyle.SMALL, true, y);
        }
        return y + 10;
    }

    private double heading(Graphics2D g, String text, double y) {
        if (g != null) {
            g.setColor(ChartStyle.GRID);
            g.fill(new Rectangle2D.Double(MARGIN, y + 3, getWidth() - 2.0 * MARGIN, 1));
        }
        draw(g, text, HEADING, false, y + 21);
        return y + 28;
    }

    private static double cards(Graphics2D g, List<List<ExampleCard>> rows, double y) {
        double top = y;
        for (List<ExampleCard> row : rows) {
            double height = row.stream().mapToDouble(ExampleCard::height).max().orElse(0);
            double x = MARGIN;
            for (ExampleCard card : row) {
                if (g != null) {
                    card.paint(g, x, top, height);
                }
                x += card.width() + GAP;
            }
            top += height + GAP;
        }
        return top;
    }

    private static void draw(Graphics2D g, String text, Font font, boolean muted, double y) {
        if (g != null) {
            g.setColor(muted ? ChartStyle.MUTED : ChartStyle.INK);
            TextLines.draw(g, text, font, MARGIN, y);
        }
    }
}
