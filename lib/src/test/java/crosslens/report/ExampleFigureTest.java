package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.data.CrossItem;
import crosslens.data.Gold;
import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import crosslens.text.Span;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleFigureTest {
    private static final String SENTENCE = "The red tower is nine metres high. ";

    @Test
    void takesTheFirstItemThatIsRightInEnglishAndWrongElsewhere() {
        // q0: wrong in English; q1: right everywhere; q2 and q3 show a gap
        List<ExampleRun> runs = List.of(
                run("m", "en-en", 0.4, 1, 0.5, 1), run("m", "en-de", 0, 1, 0.4, 0), run("m", "en-zh", 0, 1, 1, 0));
        Figure figure = ExampleFigure.draw(runs, List.of(), null);
        assertThat(figure.points().stringColumn("item").unique().asList()).containsExactly("q2");
        assertThat(figure.points().stringColumn("question language").asList()).containsExactly("en", "de", "zh");
        assertThat(figure.points().doubleColumn("F1").asList()).containsExactly(50.0, 40.0, 100.0);
    }

    @Test
    void withoutAGapTheFirstItemStandsAndAnAskedForOneAlways() {
        List<ExampleRun> runs = List.of(run("m", "en-en", 1, 0), run("m", "en-de", 1, 0), run("m", "de-de", 1, 0));
        assertThat(ExampleFigure.draw(runs, List.of(), null)
                        .points()
                        .stringColumn("item")
                        .get(0))
                .isEqualTo("q0");
        Figure asked = ExampleFigure.draw(runs, List.of(), "q1");
        assertThat(asked.points().stringColumn("scenario").asList()).containsExactly("en-x", "en-x", "x-x");
        assertThat(asked.altText()).contains("x-x, German: answer q1 (wrong, F1 0.00).");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExampleFigure.draw(runs, List.of(), "q9"))
                .withMessageContaining("no stored answer to item 'q9'")
                .withMessageContaining("q0, q1");
    }

    @Test
    void itemsThatWereNotAnsweredInAllLanguagesAreNotChosen() {
        // q1 shows a gap in German, but Chinese has answers to q0 alone
        List<ExampleRun> runs = List.of(run("m", "en-en", 1, 1), run("m", "en-de", 1, 0), run("m", "en-zh", 1));
        assertThat(ExampleFigure.draw(runs, List.of(), null)
                        .points()
                        .stringColumn("item")
                        .get(0))
                .isEqualTo("q0");
    }

    @Test
    void severalModelsAndLoneLanguagesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ExampleFigure.draw(List.of(run("a", "en-en", 1), run("b", "en-en", 1)), List.of(), null))
                .withMessageContaining("choose with --model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExampleFigure.draw(List.of(run("a", "en-en", 1)), List.of(), null))
                .withMessageContaining("one answer only in en");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExampleFigure.draw(List.of(), List.of(), null))
                .withMessageContaining("./crosslens answer");
    }

    @Test
    void longContextsAreCutToWholeSentencesAroundTheGold() {
        String context = SENTENCE.repeat(8) + "It was built in 1871. "
                + SENTENCE.repeat(8).strip();
        int gold = context.indexOf("1871");
        CrossItem item =
                new CrossItem("q", 0, Language.EN, Language.EN, context, "When?", List.of(new Gold("1871", gold)));
        double sentence = TextLines.width(SENTENCE, ChartStyle.TEXT);
        ExampleContext cut = ExampleContext.of(item, ChartStyle.TEXT, 3 * sentence);
        // after the gold's own sentence comes the next, then the one before; a fourth does not fit
        assertThat(cut.text()).isEqualTo("… " + SENTENCE + "It was built in 1871. " + SENTENCE + "…");
        Span mark = cut.golds().get(0);
        assertThat(cut.text().substring(mark.start(), mark.end())).isEqualTo("1871");
        ExampleContext whole = ExampleContext.of(item, ChartStyle.TEXT, 100 * sentence);
        assertThat(whole.text()).isEqualTo(context);
        assertThat(whole.golds()).containsExactly(new Span(gold, gold + 4));
    }

    @Test
    void everythingStaysWithinThePicture() {
        List<ExampleRun> runs = new ArrayList<>();
        for (String pair : List.of("en-en", "en-ar", "ar-ar", "en-th", "th-th", "en-hi", "hi-hi")) {
            runs.add(run("model ".repeat(30).strip(), pair, 1, 0));
        }
        for (Figure figure : List.of(
                ExampleFigure.draw(runs, List.of(), null),
                ExampleFigure.draw(runs, List.of(Language.EN, Language.AR), null))) {
            BufferedImage image = PngPicture.image(figure.chart(), 1);
            assertThat(image.getWidth()).isEqualTo(800);
            int ink = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    boolean edge = x < 6 || y < 4 || x >= image.getWidth() - 6 || y >= image.getHeight() - 4;
                    boolean painted = (image.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF;
                    assertThat(edge && painted).as("ink at %d, %d", x, y).isFalse();
                    ink += painted ? 1 : 0;
                }
            }
            assertThat(ink).isGreaterThan(1000);
        }
    }

    /** Answers of one cell: item q0, q1, … with the F1 given. */
    private static ExampleRun run(String model, String pair, double... f1) {
        String[] languages = pair.split("-");
        Language context = Language.of(languages[0]);
        Language question = Language.of(languages[1]);
        List<ItemScore> scores = new ArrayList<>();
        List<CrossItem> items = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < f1.length; i++) {
            scores.add(new ItemScore("q" + i, i, f1[i] == 1 ? 1 : 0, f1[i], 0, 0));
            items.add(
                    new CrossItem("q" + i, i, context, question, SENTENCE, "How high?", List.of(new Gold("nine", 17))));
            answers.add("answer q" + i);
        }
        return new ExampleRun(
                new CellScores(
                        model,
                        "",
                        new Cell(context, question, 2, "v1", Style.RAW),
                        "key-" + model + pair,
                        scores,
                        Map.of(),
                        Map.of(CellScores.DATA_SET, "made up")),
                items,
                answers);
    }
}
