package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PictureStockTest {
    @Test
    void anOutlineDrawnInTwoPlacesIsKeptOnceInRelativeMoves() {
        PictureStock stock = new PictureStock();
        String far = "M110.5,25 L112,25 Q112,29 110.5,29 Z L110.5,25.004 L111,26 L111,27 L111,28 L111,29 L111,30.128";
        String near =
                "M10.5,5 L12,5 Q12,9 10.5,9 Z L10.5,5.004 L11,6 L11,7 L11,8 L11,9 L11,10.128 L11,10.128 L11,10.128";
        String twin =
                "M20.5,5 L22,5 Q22,9 20.5,9 Z L20.5,5.004 L21,6 L21,7 L21,8 L21,9 L21,10.128 L21,10.128 L21,10.128";
        assertThat(stock.compact("<path d=\"" + near + "\" style=\"fill:red\"/>"))
                .isEqualTo("<use href=\"#o0\" x=\"10.5\" y=\"5\" style=\"fill:red\"/>");
        assertThat(stock.compact("<path d=\"" + twin + "\"/>")).isEqualTo("<use href=\"#o0\" x=\"20.5\" y=\"5\"/>");
        assertThat(stock.compact("<path d=\"" + far + "\"/>")).contains("#o1");
        // from (10.5, 5): right 1.5; curve by (0, 4) to (-1.5, 4); closed, so back at (0, 0); 0.004 is less than half a
        // hundredth
        assertThat(stock.outlines())
                .contains("<path id=\"o0\" d=\"m0 0l1.5 0q0 4-1.5 4zl0 0l.5 1l0 1l0 1l0 1l0 1.13l0 0l0 0\"/>")
                .containsOnlyOnce("id=\"o1\"");
    }

    @Test
    void linesOfOneLookInARowBecomeOnePath() {
        String row =
                "<line style=\"a\" x1=\"1\" x2=\"3.5\" y1=\"2\" y2=\"0\"/>\n <line style=\"a\" x1=\"0.5\" x2=\"0.5\" y1=\"-1\" y2=\"2\"/>";
        String other = "<line style=\"b\" x1=\"1\" x2=\"3\" y1=\"2\" y2=\"0\"/>";
        assertThat(new PictureStock().compact("<g>" + row + other + "</g>"))
                .isEqualTo("<g><path style=\"a\" d=\"M1 2l2.5-2M.5-1l0 3\"/>" + other + "</g>");
    }

    @Test
    void everyOutlineThatAPageUsesIsOnIt() throws Exception {
        Figure figure = F1Figure.draw(
                java.util.List.of(Samples.cell("m", "en-en", 10, 40), Samples.cell("m", "en-de", 5, 40)),
                2,
                Published.load(),
                Samples.FIXED);
        ReportPage page = new ReportPage("t");
        page.section("s");
        page.figure(figure);
        int once = page.html().length();
        page.figure(figure);
        assertThat(page.html().length() - once).isLessThan(once / 2); // the second brings no outlines
        Matcher uses = Pattern.compile("<use href=\"#(o\\d+)\"").matcher(page.html());
        int found = 0;
        while (uses.find()) {
            found++;
            assertThat(page.html()).containsOnlyOnce("id=\"" + uses.group(1) + "\"");
        }
        assertThat(found).isPositive();
    }
}
