package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.attribute.Subset;
import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.similarity.Landmark;
import crosslens.similarity.SimilarityCurve;
import crosslens.similarity.SimilarityPart;
import crosslens.similarity.SimilarityPoint;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimilarityFigureTest {
    @Test
    void theStudysFigureShowsBothSubsetsOfOnePart() {
        Figure figure = SimilarityFigure.draw("4", all("tiny"), Depth.LAYERS);
        assertThat(figure.id()).isEqualTo("figure-4");
        assertThat(figure.title()).isEqualTo("Similarity to English by layer, question: tiny");
        assertThat(figure.points().stringColumn("subset").unique().asList())
                .containsExactlyInAnyOrder("balanced", "en-superior");
        // Two languages, two subsets, three layers.
        assertThat(figure.points().rowCount()).isEqualTo(2 * 2 * 3);
        assertThat(PngPicture.image(figure.chart(), 1).getWidth()).isEqualTo(800);
    }

    @Test
    void whereASubsetIsMissingItSaysSoAndShowsAllSamples() {
        List<LanguageCurve> some = all("tiny").stream()
                .filter(curve -> curve.subset() == Subset.ALL)
                .toList();
        Figure figure = SimilarityFigure.draw("20", some, Depth.SHARE);
        assertThat(figure.points().stringColumn("subset").unique().asList()).containsExactly("all");
        assertThat(figure.points().stringColumn("part").unique().asList())
                .containsExactlyInAnyOrder("question", "context", "last");
    }

    @Test
    void aPointWithoutANumberIsAGap() {
        List<LanguageCurve> curves =
                List.of(curve("tiny", Language.DE, SimilarityPart.QUESTION, Subset.ALL, Double.POSITIVE_INFINITY));
        Figure figure = SimilarityFigure.draw(SimilarityFigure.OWN, curves, Depth.LAYERS);
        assertThat(PngPicture.image(figure.chart(), 1)).isNotNull();
        assertThat(figure.altText()).contains("0.50 to 0.50 at the embeddings");
    }

    @Test
    void refusesSeveralModelsNoCurvesAndUnknownNames() {
        List<LanguageCurve> two = new ArrayList<>(all("one"));
        two.addAll(all("two"));
        assertThatThrownBy(() -> SimilarityFigure.draw("5", two, Depth.LAYERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[one, two]: choose one with --model");
        assertThatThrownBy(() -> SimilarityFigure.draw("5", List.of(), Depth.LAYERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("./crosslens similarity --model MODEL");
        assertThatThrownBy(() -> SimilarityFigure.draw("3", all("one"), Depth.LAYERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown figure '3'");
    }

    @Test
    void landmarksStandBesideTheStudysWordsAndScriptsAreToldApart() {
        List<ReportTable> tables = LandmarkTable.of(all("tiny"), List.of("A note."));
        String text = TextTable.render(tables.get(0));
        assertThat(text).contains("about 0.7").contains("A note.").contains("A tiny sample");
        // The turning point is layer 1 of 2: half of the depth.
        assertThat(text).contains("0.50 (1) S 0.25");
        assertThat(tables.get(1).table().stringColumn("script").unique().asList())
                .containsExactlyInAnyOrder("Latin", "other");
        assertThat(tables.get(1).table().stringColumn("languages").unique().asList())
                .containsExactlyInAnyOrder("de", "hi");
    }

    private static List<LanguageCurve> all(String model) {
        List<LanguageCurve> curves = new ArrayList<>();
        for (Subset subset : Subset.values()) {
            for (SimilarityPart part : SimilarityPart.values()) {
                curves.add(curve(model, Language.DE, part, subset, 0.25));
                curves.add(curve(model, Language.HI, part, subset, 0.25));
            }
        }
        return curves;
    }

    private static LanguageCurve curve(
            String model, Language language, SimilarityPart part, Subset subset, double middle) {
        SimilarityCurve curve = new SimilarityCurve(
                6,
                3,
                List.of(
                        new SimilarityPoint(0, 0.25, 0.5, 0.5, Optional.empty()),
                        new SimilarityPoint(1, 0.25, 0.5, middle, Optional.empty()),
                        new SimilarityPoint(2, 0.25, 0.5, 0.75, Optional.empty())),
                List.of(new Landmark.Place(Landmark.TURNING_POINT, 1, 2, 0.25, Optional.empty())),
                new Landmark.Bottleneck(2, 0, 0, Optional.empty(), List.of()));
        return new LanguageCurve(
                model,
                "",
                new Cell(Language.EN, language, 2, "v1", Style.RAW),
                part,
                subset,
                "key-" + model + language + part + subset,
                6,
                Map.of(CellScores.DATA_SET, "sample"),
                curve);
    }
}
