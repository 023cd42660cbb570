package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.report.ExampleRun.Answer;
import crosslens.text.Language;
import crosslens.text.Span;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** One answer of Figure 1 as a card: language, context in x-x, question, what the model said, and whether that is right. As high as its texts need. */
final class ExampleCard {
    static final Color GOLD = new Color(0xFBE7A1);
    static final Color GOLD_LINE = new Color(0xB8860B);

    private static final Font CONTEXT_FONT = ChartStyle.TEXT.deriveFont(12f);
    private static final Font ANSWER_FONT = ChartStyle.TEXT.deriveFont(Font.BOLD);
    private static final Color RIGHT = new Color(0x228833);
    private static final Color WRONG = new Color(0xAA3377);
    private static final Color BORDER = new Color(0xC8C8C8);
    private static final double PADDING = 9;
    private static final double LABEL = 15;
    private static final double GAP = 5;
    private static final int MOST_LETTERS = 140;

    private final Language language;
    private final double width;
    private final List<Span> golds;
    private final TextFlow context;
    private final TextFlow question;
    private final TextFlow answer;
    private final Answer given;

    ExampleCard(Answer given, Scenario scenario, Language language, double width, double contextRoom) {
        this.given = given;
        this.language = language;
        this.width = width;
        double inner = width - 2 * PADDING;
        if (scenario == Scenario.X_X) {
            ExampleContext cut = ExampleContext.of(given.item(), CONTEXT_FONT, contextRoom);
            this.context = TextFlow.of(cut.text(), given.item().contextLanguage(), CONTEXT_FONT, inner);
            this.golds = cut.golds();
        } else {
            this.context = null;
            this.golds = List.of();
        }
        this.question = TextFlow.of(given.item().question(), given.item().questionLanguage(), ChartStyle.TEXT, inner);
        this.answer = TextFlow.of(shown(given.text()), given.item().contextLanguage(), ANSWER_FONT, inner);
    }

    private static String shown(String answer) {
        if (answer.isBlank()) {
            return "(nothing)";
        }
        return answer.codePointCount(0, answer.length()) <= MOST_LETTERS
                ? answer
                : answer.substring(0, answer.offsetByCodePoints(0, MOST_LETTERS)) + "…";
    }

    double width() {
        return width;
    }

    double height() {
        double height = 2 * PADDING + LABEL + 3;
        if (context != null) {
            height += LABEL + context.height() + GAP;
        }
        return height + LABEL + question.height() + GAP + LABEL + answer.height() + GAP + LABEL;
    }

    /** @param height of the card, at least its own: the cards of a row are equally high */
    void paint(Graphics2D g, double x, double y, double height) {
        g.setColor(BORDER);
        g.setStroke(new BasicStroke(1f));
        g.draw(new RoundRectangle2D.Double(x, y, width, height, 8, 8));
        double left = x + PADDING;
        double top = y + PADDING;
        g.setColor(ChartStyle.INK);
        TextLines.draw(g, language.englishName(), ANSWER_FONT, left, top + 12);
        top += LABEL + 3;
        if (context != null) {
            top = text(g, "Context", context, left, top, golds);
        }
        top = text(g, "Question", question, left, top, List.of());
        text(g, "Answer of the model", answer, left, top, List.of());
        verdict(g, left, y + height - PADDING - 2);
    }

    private static double text(Graphics2D g, String label, TextFlow text, double x, double y, List<Span> marks) {
        g.setColor(ChartStyle.MUTED);
        TextLines.draw(g, label, ChartStyle.SMALL, x, y + 11);
        g.setColor(ChartStyle.INK);
        text.paint(g, x, y + LABEL, marks, GOLD, GOLD_LINE);
        return y + LABEL + text.height() + GAP;
    }

    /** A tick or a cross as a line, so that it needs neither a font nor colours; then the words. */
    private void verdict(Graphics2D g, double x, double baseline) {
        double f1 = given.score().f1();
        boolean right = f1 >= ExampleItem.RIGHT;
        Path2D sign = new Path2D.Double();
        if (right) {
            sign.moveTo(x, baseline - 4);
            sign.lineTo(x + 3.5, baseline);
            sign.lineTo(x + 10, baseline - 9);
        } else {
            sign.moveTo(x + 1, baseline - 8);
            sign.lineTo(x + 9, baseline);
            sign.moveTo(x + 9, baseline - 8);
            sign.lineTo(x + 1, baseline);
        }
        g.setColor(right ? RIGHT : WRONG);
        g.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(sign);
        TextLines.draw(g, words(given), ChartStyle.TEXT, x + 16, baseline);
    }

    /** E.g. {@code right: exact match}. */
    static String words(Answer given) {
        if (given.score().exactMatch() >= 1) {
            return "right: exact match";
        }
        String f1 = ", F1 " + Numbers.plain(100 * given.score().f1());
        return (given.score().f1() >= ExampleItem.RIGHT ? "nearly right" : "wrong") + f1;
    }
}
