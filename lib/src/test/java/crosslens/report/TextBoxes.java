package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Shape;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;

/** Where the texts of a picture stand. */
public final class TextBoxes {
    /** What letters of neighbouring texts may share, in pixels across and down. */
    private static final double TOUCH = 1;

    private TextBoxes() {}

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

    /** The bounds of every text, in pixels. */
    static List<Rectangle2D> of(Chart<?, ?> chart) {
        Recorder recorder = new Recorder();
        chart.paint(recorder, chart.getWidth(), chart.getHeight());
        return recorder.texts;
    }

    /** Fails if a text leaves the picture or covers another one. */
    public static void checkApart(Figure figure) {
        Chart<?, ?> chart = figure.chart();
        List<Rectangle2D> texts = of(chart);
        assertThat(texts).hasSizeGreaterThan(10);
        Rectangle2D picture = new Rectangle2D.Double(0, 0, chart.getWidth(), chart.getHeight());
        assertThat(texts).as("inside %s", figure.id()).allMatch(picture::contains);
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < i; j++) {
                Rectangle2D shared = texts.get(i).createIntersection(texts.get(j));
                assertThat(shared.getWidth() > TOUCH && shared.getHeight() > TOUCH)
                        .as("texts of %s at %s and %s cover each other", figure.id(), texts.get(j), texts.get(i))
                        .isFalse();
            }
        }
    }
}
