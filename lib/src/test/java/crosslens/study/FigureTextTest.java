package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.report.Figure;
import crosslens.study.CatalogueEntry.Kind;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Shape;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every figure that the stored examples give: where its texts stand. */
class FigureTextTest {
    /** What letters of neighbouring texts may share, in pixels across and down. */
    private static final double TOUCH = 1;

    private static final Set<String> POST_TRAINING = Set.of("7", "8", "9", "10");
    /** It reads a tokenizer. */
    private static final Set<String> NOT_FROM_EXAMPLES = Set.of("11");
    /** Their runs lie in a store of their own. */
    private static final Set<String> OF_THEIR_OWN = Set.of("compare-pairs", "compare-models");

    private static final Path COMPARISONS = Path.of("data/fixtures/comparisons");

    @TempDir
    private Path folder;

    /** Remembers where texts are drawn: outlines of letters are the only shapes of this class. */
    private static final class Recorder extends VectorGraphics2D {
        private final List<Rectangle2D> texts = new ArrayList<>();

        @Override
        public void fill(Shape shape) {
            Rectangle2D box = getTransform().createTransformedShape(shape).getBounds2D();
            if (shape.getClass() == GeneralPath.class && !box.isEmpty()) {
                texts.add(box);
            }
            super.fill(shape);
        }
    }

    static Stream<String> ids() {
        return Catalogue.all().entries(Kind.FIGURE).stream()
                .map(CatalogueEntry::id)
                .filter(id -> !NOT_FROM_EXAMPLES.contains(id));
    }

    private List<Figure> figures(String id) throws IOException, InterruptedException {
        Settings settings = Settings.fromEnvironment()
                .withData(DataSets.SAMPLE)
                .withRuns(OF_THEIR_OWN.contains(id) ? COMPARISONS : folder.resolve("runs"))
                .withOffline(true);
        String[] models = id.equals("compare-models")
                ? new String[] {"random-base", "smollm2"}
                : POST_TRAINING.contains(id)
                        ? new String[] {"random-base", "random-instruct", "random-tuned"}
                        : new String[] {"smollm2"};
        return Catalogue.all()
                .figure(id)
                .make(Crosslens.open(settings, ProgressListener.NONE), CatalogueSelection.of(models))
                .figures();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void noTextIsClippedOrCoversAnother(String id) throws IOException, InterruptedException {
        List<Figure> figures = figures(id);
        assertThat(figures).isNotEmpty();
        for (Figure figure : figures) {
            int width = figure.chart().getWidth();
            int height = figure.chart().getHeight();
            Recorder recorder = new Recorder();
            figure.chart().paint(recorder, width, height);
            List<Rectangle2D> texts = recorder.texts;
            assertThat(texts).hasSizeGreaterThan(10);
            Rectangle2D picture = new Rectangle2D.Double(0, 0, width, height);
            assertThat(texts).as("inside figure %s", id).allMatch(picture::contains);
            for (int i = 0; i < texts.size(); i++) {
                for (int j = 0; j < i; j++) {
                    Rectangle2D shared = texts.get(i).createIntersection(texts.get(j));
                    assertThat(shared.getWidth() > TOUCH && shared.getHeight() > TOUCH)
                            .as("texts of figure %s at %s and %s cover each other", id, texts.get(j), texts.get(i))
                            .isFalse();
                }
            }
        }
    }
}
