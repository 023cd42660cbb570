package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.text.Language;
import crosslens.text.Span;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFlowTest {
    private static final int WIDTH = 200;

    @Test
    void textsWithAndWithoutSpacesStayWithinTheColumn() {
        for (String text :
                List.of("one two three ".repeat(20), "塔身有多高白色的塔身".repeat(12), "หอคอยสูงเท่าใดประภาคาร".repeat(8))) {
            TextFlow flow = TextFlow.of(text, Language.EN, ChartStyle.TEXT, WIDTH);
            assertThat(flow.widest()).isPositive().isLessThanOrEqualTo(WIDTH);
            // at least as many lines as the text is long in columns
            double one = TextFlow.of("one", Language.EN, ChartStyle.TEXT, WIDTH).height();
            assertThat(flow.height())
                    .isGreaterThanOrEqualTo(one * Math.floor(TextLines.width(text, ChartStyle.TEXT) / WIDTH));
        }
        assertThat(TextFlow.of(" \n", Language.EN, ChartStyle.TEXT, WIDTH).height())
                .isZero();
    }

    @Test
    void arabicBeginsAtTheRightEvenWhereALineBeginsWithLatinLetters() {
        BufferedImage image = painted("ABC \u0628\u0631\u062c", Language.AR, List.of());
        // ABC stands at the right edge, the Arabic word to its left
        assertThat(inked(image, 0, WIDTH / 2)).isFalse();
        assertThat(inked(image, WIDTH - 12, WIDTH)).isTrue();
        assertThat(inked(painted("ABC", Language.EN, List.of()), 0, 12)).isTrue();
    }

    @Test
    void marksStandUnderTheirWordsInHindiAndArabic() {
        // in the Hindi text a letter with a dot below comes before the mark, where Java's own places are wrong
        String hindi = "\u0938\u092b\u093c\u0947\u0926 41.5 \u0939\u0948";
        int from = hindi.indexOf("41.5");
        double left = TextLines.width(hindi.substring(0, from), ChartStyle.TEXT);
        double right = TextLines.width(hindi.substring(0, from + 4), ChartStyle.TEXT);
        int[] mark = marked(painted(hindi, Language.HI, List.of(new Span(from, from + 4))));
        assertThat((double) mark[0]).isBetween(left - 1, left + 1);
        assertThat((double) mark[1]).isBetween(right - 2, right + 1);
        String arabic = "\u0628\u0631\u062c 41.5 \u0645\u062a\u0631";
        int[] number = marked(painted(arabic, Language.AR, List.of(new Span(4, 8))));
        double first = TextLines.width(arabic.substring(0, 4), ChartStyle.TEXT);
        assertThat((double) number[1]).isBetween(WIDTH - first - 4, WIDTH - first + 4);
    }

    private static BufferedImage painted(String text, Language language, List<Span> marks) {
        BufferedImage image = new BufferedImage(WIDTH, 30, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, 30);
        g.setColor(Color.BLACK);
        TextFlow.of(text, language, ChartStyle.TEXT, WIDTH).paint(g, 0, 0, marks, Color.YELLOW, Color.YELLOW);
        g.dispose();
        return image;
    }

    private static boolean inked(BufferedImage image, int from, int to) {
        for (int x = from; x < to; x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The first and last column with yellow in it. */
    private static int[] marked(BufferedImage image) {
        int[] ends = {Integer.MAX_VALUE, -1};
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) == 0xFFFF00) {
                    ends[0] = Math.min(ends[0], x);
                    ends[1] = Math.max(ends[1], x);
                }
            }
        }
        return ends;
    }
}
