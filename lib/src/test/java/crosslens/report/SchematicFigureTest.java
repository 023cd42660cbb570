package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.PartDepth;
import crosslens.attribute.RelevanceDepth;
import crosslens.attribute.SampleDepth;
import crosslens.prompt.Cell;
import crosslens.prompt.PartKind;
import crosslens.prompt.Style;
import crosslens.text.Language;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class SchematicFigureTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void withoutNumbersItIsCalledASchematic() {
        Figure figure = SchematicFigure.draw();
        assertThat(figure.altText()).contains("Schematic without measured numbers");
        assertThat(figure.points().intColumn("samples").sum()).isZero();
        assertThat(figure.points().stringColumn("language").unique().asList()).containsExactly("the study's words");
        assertNothingAtTheEdge(figure);
    }

    @Test
    void theMarksAreTheModelsOwnDepthsWithIntervals() {
        // ten layers; question (2 + 4) / 2 of 10, context (6 + 8) / 2 of 10; the same depth in all samples: no width
        Figure figure =
                SchematicFigure.draw(List.of(cell("m", Language.EN, 2, 6, 25), cell("m", Language.DE, 4, 8, 25)));
        Table points = figure.points();
        assertThat(points.stringColumn("language").asList()).containsExactly("mean", "en", "de", "mean", "en", "de");
        double[] shares = {0.3, 0.2, 0.4, 0.7, 0.6, 0.8};
        for (int i = 0; i < shares.length; i++) {
            assertThat(points.doubleColumn("share of depth").get(i)).isCloseTo(shares[i], within(ROUNDING));
            assertThat(points.doubleColumn("low").get(i)).isCloseTo(shares[i], within(ROUNDING));
            assertThat(points.doubleColumn("high").get(i)).isCloseTo(shares[i], within(ROUNDING));
        }
        assertThat(figure.altText()).contains("question: 0.30 of the depth, 95 % interval 0.30 to 0.30.");
        assertNothingAtTheEdge(figure);
    }

    @Test
    void fewParagraphsHaveNoInterval() {
        Figure figure = SchematicFigure.draw(List.of(cell("m", Language.EN, 2, 6, 3)));
        assertThat(figure.points().doubleColumn("low").countMissing()).isEqualTo(4);
        assertThat(figure.altText()).doesNotContain("interval");
    }

    @Test
    void depthsInTheOtherOrderAreDrawnToo() {
        assertNothingAtTheEdge(SchematicFigure.draw(List.of(cell("m", Language.EN, 10, 1, 3))));
    }

    @Test
    void severalModelsAndNoExplainedAnswerAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SchematicFigure.draw(List.of(cell("a", Language.EN, 2, 6, 3), cell("b", Language.EN, 2, 6, 3))))
                .withMessageContaining("choose one with --model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchematicFigure.draw(List.of()))
                .withMessageContaining("./crosslens relevance");
    }

    private static void assertNothingAtTheEdge(Figure figure) {
        BufferedImage image = PngPicture.image(figure.chart(), 1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (x < 6 || y < 4 || x >= image.getWidth() - 6 || y >= image.getHeight() - 4) {
                    assertThat(image.getRGB(x, y) & 0xFFFFFF)
                            .as("at %d, %d", x, y)
                            .isEqualTo(0xFFFFFF);
                }
            }
        }
    }

    private static RelevanceCell cell(String model, Language question, int asked, int read, int paragraphs) {
        List<SampleDepth> samples = IntStream.range(0, paragraphs)
                .mapToObj(i -> new SampleDepth(
                        String.format("q%03d", i),
                        i,
                        10,
                        20,
                        0,
                        0,
                        0.25,
                        Map.of(PartKind.QUESTION, part(asked), PartKind.CONTEXT, part(read))))
                .toList();
        return new RelevanceCell(
                model,
                "",
                new Cell(Language.EN, question, 0, "v1", Style.RAW),
                "key-" + model + question.code(),
                RelevanceDepth.DEFAULT,
                samples,
                List.of(),
                Map.of(),
                0,
                Map.of(CellScores.DATA_SET, "made-up"));
    }

    private static PartDepth part(double depth) {
        return new PartDepth(3, 3, depth, depth, depth, depth, depth);
    }
}
