package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeatTextTest {
    private static final Origin ORIGIN =
            new Origin(List.of("tiny"), List.of(new Origin.Run("0123456789", "tiny", "one text", 1, Map.of())));

    // Ka, virama and ssa are one letter to a reader; the tokens cut it after ka.
    private static final String HINDI = "\u0915\u094D\u0937 a";

    @Test
    void joinsTokensWhereALetterWouldBeCut() {
        HeatText heat = heat(Prompt.plain(HINDI), new int[] {0, 1, 3}, new int[] {1, 3, 5}, 0.5, -0.25, 1);
        List<HeatText.Cell> cells = heat.cells();
        assertThat(cells).hasSize(2);
        assertThat(cells.get(0)).isEqualTo(new HeatText.Cell(0, 3, 0.25, List.of(0, 1)));
        assertThat(cells.get(1)).isEqualTo(new HeatText.Cell(3, 5, 1, List.of(2)));
    }

    @Test
    void joinsBytesOfOneCharacterAndLeavesTokensWithoutTextOut() {
        // A BOS without text, then two tokens that are bytes of the same letter.
        HeatText heat = heat(Prompt.plain("\u0915"), new int[] {0, 0, 0}, new int[] {0, 1, 1}, 9, 1, 2);
        assertThat(heat.cells()).containsExactly(new HeatText.Cell(0, 1, 3, List.of(1, 2)));
        assertThat(heat.shown(1)).isEqualTo("s1");
    }

    @Test
    void whiteSpaceIsShownBySigns() {
        HeatText heat = heat(Prompt.plain(" a \n"), new int[] {0, 2, 4}, new int[] {2, 4, 4}, 1, 1, 1);
        assertThat(heat.shown(0)).isEqualTo("a");
        assertThat(heat.shown(1)).isEqualTo("\u00b7\u23ce");
        assertThat(heat.shown(2)).isEqualTo("s2"); // no text at all
    }

    @Test
    void scalesWithoutTheFirstTokenAndSaysItsShare() {
        HeatText heat = heat(Prompt.plain("abc"), new int[] {0, 1, 2}, new int[] {1, 2, 3}, 6, -1.5, 0.5);
        assertThat(heat.scale()).isEqualTo(1.5);
        assertThat(heat.firstTokenShare()).isEqualTo(0.75); // 6 / (6 + 1.5 + 0.5)
        assertThat(heat(Prompt.plain("a"), new int[] {0}, new int[] {1}, 0).scale())
                .isEqualTo(1);
    }

    @Test
    void findsTheTopTokensOfEachPart() {
        Prompt prompt =
                new Prompt("abcd", List.of(new Part(PartKind.CONTEXT, 0, 3), new Part(PartKind.QUESTION, 3, 4)));
        HeatText heat = heat(prompt, new int[] {0, 1, 2, 3}, new int[] {1, 2, 3, 4}, 1, -3, 2, 4);
        Map<PartKind, BitSet> parts = heat.parts();
        assertThat(parts).containsOnlyKeys(PartKind.CONTEXT, PartKind.QUESTION);
        assertThat(heat.top(parts.get(PartKind.CONTEXT), 2)).containsExactly(1, 2);
    }

    @Test
    void escapesWhatATextSaysInHtml() {
        String text = "<script>alert(1)</script>\n\u202Eevil & 'done'";
        HeatText heat = new HeatText(
                Prompt.plain(text),
                new int[] {0, 8},
                new int[] {8, 20},
                List.of("\"><img src=x>", "<b>"),
                new double[] {1, -1});
        String html = HeatHtml.render(heat, "<i>title</i>");
        assertThat(html)
                .doesNotContain("<script", "<img", "<b>evil", "<i>title", "\u202E")
                .contains("&lt;script&gt;", "&lt;i&gt;title", "<br>");
    }

    @Test
    void showsTheWholeTextOnceInOrder() {
        Prompt prompt = new Prompt(
                "task one\n\nctx two\nend", List.of(new Part(PartKind.TASK, 0, 8), new Part(PartKind.CONTEXT, 10, 17)));
        // The middle token reaches from the task into the context; "end" has no token.
        HeatText heat = heat(prompt, new int[] {0, 4, 13}, new int[] {4, 13, 17}, 1, 2, 3);
        String text = HeatHtml.render(heat, "t")
                .replaceAll("^.*unicode-bidi[^>]*>", "")
                .replace("<br>", "\n")
                .replaceAll("<[^>]*>", "");
        assertThat(text).isEqualTo(prompt.text());
    }

    @Test
    void drawsEveryScriptWithoutLosingLetters() {
        // Thai and Chinese have no spaces, Hindi has letters of several characters, Arabic runs from the right.
        String text = "\u0E01\u0E32\u0E23\u0E17\u0E14\u0E2A\u0E2D\u0E1A".repeat(30) + "\n\n" + "\u4F60\u597D".repeat(80)
                + "\n" + (HINDI + " ").repeat(40) + "\n" + "\u0645\u0631\u062D\u0628\u0627 ".repeat(40);
        HeatText heat = heat(Prompt.plain(text), new int[] {0, 5}, new int[] {5, text.length()}, 1, 2);
        Figure figure = RelevanceOfOne.text(heat, "title", ORIGIN);
        assertThat(figure.chart().getHeight()).isGreaterThan(300);
        assertThat(PngPicture.image(figure.chart(), 1).getHeight())
                .isEqualTo(figure.chart().getHeight());
        assertThat(figure.points().rowCount()).isEqualTo(2);
    }

    @Test
    void coloursStandUnderTheirTokensAfterALetterWithADotBelow() {
        String text = "\u0938\u092b\u093c\u0947\u0926 41.5 \u0939\u0948";
        int from = text.indexOf("41.5");
        HeatText heat = heat(
                Prompt.plain(text), new int[] {0, from, from + 4}, new int[] {from, from + 4, text.length()}, 0, 1, 0);
        BufferedImage image =
                PngPicture.image(RelevanceOfOne.text(heat, "title", ORIGIN).chart(), 1);
        int ground = HeatColors.onWhite(1, 1).getRGB();
        int[] columns = IntStream.range(0, image.getWidth())
                .filter(x -> IntStream.range(0, image.getHeight()).anyMatch(y -> image.getRGB(x, y) == ground))
                .toArray();
        assertThat(columns).isNotEmpty();
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
        double left = 12 + TextLines.width(text.substring(0, from), font);
        double right = 12 + TextLines.width(text.substring(0, from + 4), font);
        assertThat((double) columns[0]).isBetween(left - 1, left + 1);
        assertThat((double) columns[columns.length - 1]).isBetween(right - 2, right + 1);
    }

    @Test
    void figureElevenHoldsTheThreeLargestOfEachPart() {
        Prompt prompt =
                new Prompt("abcdef", List.of(new Part(PartKind.CONTEXT, 0, 5), new Part(PartKind.QUESTION, 5, 6)));
        HeatText heat = heat(prompt, new int[] {0, 1, 2, 3, 4, 5}, new int[] {1, 2, 3, 4, 5, 6}, 1, 1, 1, 1, 1, 1);
        // Layer 1 divided by its largest, 4: shares 1, 0.5, -1, 0.25, 0.75, 0. Layer 0 does not count, layer 2 is the
        // last.
        double[][] layers = {{9, 9, 9, 9, 9, 9}, {4, 2, -4, 1, 3, 0}, {0, 0, 0, 0, 0, 5}};
        Figure figure = RelevanceOfOne.layers(heat, layers, "title", ORIGIN);
        assertThat(figure.points().intColumn("position").asList()).containsExactly(0, 0, 4, 4, 1, 1, 5, 5);
        assertThat(figure.points().doubleColumn(5).asDoubleArray()).containsExactly(1, 1, 1, 0.75, 1, 0.5, 1, 0);
        assertThat(PngPicture.image(figure.chart(), 1).getWidth())
                .isEqualTo(figure.chart().getWidth());
    }

    @Test
    void labelsOfFigureElevenStayBesideItsFields() {
        // every script as one token of thirty letters, wide ones among them
        String text = "\u6F22".repeat(30) + "\u0645".repeat(30) + "W".repeat(30) + "\u0E01".repeat(30);
        int[] starts = {0, 30, 60, 90};
        int[] ends = {30, 60, 90, 120};
        List<Part> parts = List.of(
                new Part(PartKind.DEMO, 0, 30),
                new Part(PartKind.CONTEXT, 30, 60),
                new Part(PartKind.QUESTION, 60, 90),
                new Part(PartKind.ANSWER_PREFIX, 90, 120));
        double[][] layers = new double[31][];
        Arrays.fill(layers, new double[] {1, -1, 0.5, 0});
        Figure figure = RelevanceOfOne.layers(
                heat(new Prompt(text, parts), starts, ends, 1, 1, 1, 1), layers, "a title ".repeat(30), ORIGIN);
        TextBoxes.checkApart(figure);
        List<Rectangle2D> labels = TextBoxes.of(figure.chart()).stream()
                .filter(box -> box.getX() > 20 && box.getX() < 30 && box.getWidth() > 90)
                .toList();
        assertThat(labels)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(box -> assertThat(box.getMaxX()).isLessThan(12 + 210));
    }

    @Test
    void refusesTokensThatDoNotFitTogether() {
        assertThatThrownBy(() -> heat(Prompt.plain("a"), new int[] {0}, new int[] {1, 2}, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static HeatText heat(Prompt prompt, int[] starts, int[] ends, double... values) {
        List<String> symbols =
                IntStream.range(0, values.length).mapToObj(t -> "s" + t).toList();
        return new HeatText(prompt, starts, ends, symbols, values);
    }
}
