package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.attribute.Subset;
import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.score.Interval;
import crosslens.similarity.Companion;
import crosslens.similarity.CompanionCurve;
import crosslens.similarity.CompanionPoint;
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
        TextBoxes.checkApart(figure);
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
    void modelsStandSideBySideInTheOrderGivenByTheSameRule() {
        List<LanguageCurve> trio = new ArrayList<>(all("tuned"));
        trio.addAll(0, all("base"));
        Figure figure = SimilarityFigure.draw("7", trio, Depth.SHARE);
        assertThat(figure.title()).isEqualTo("Similarity to English by layer, last input token: base, tuned");
        assertThat(figure.points().stringColumn("subset").unique().asList()).containsExactly("balanced");
        assertThat(figure.altText().indexOf("base, last input token, balanced"))
                .isLessThan(figure.altText().indexOf("tuned, last input token, balanced"))
                .isPositive();
        assertThat(PngPicture.image(figure.chart(), 1).getWidth()).isEqualTo(800);
        // One model without balanced samples: both show all.
        trio.removeIf(curve -> curve.model().equals("tuned") && curve.subset() == Subset.BALANCED);
        figure = SimilarityFigure.draw("8", trio, Depth.LAYERS);
        assertThat(figure.points().stringColumn("subset").unique().asList()).containsExactly("all");
        assertThat(figure.points().stringColumn("model").unique().asList()).containsExactlyInAnyOrder("base", "tuned");
    }

    @Test
    void aModelIsNotComparedWithItselfNorWithThreeOthers() {
        List<LanguageCurve> same = new ArrayList<>(print(all("base"), "0123456789abcdef"));
        same.addAll(print(all("copy"), "0123456789abcdef"));
        assertThatThrownBy(() -> SimilarityFigure.draw("9", same, Depth.LAYERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base and copy are one and the same model (fingerprint 0123456789ab)");
        assertThatThrownBy(() -> LandmarkTable.of(same, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one and the same model");
        List<LanguageCurve> four = new ArrayList<>();
        List.of("a", "b", "c", "d").forEach(model -> four.addAll(all(model)));
        assertThatThrownBy(() -> SimilarityFigure.draw("7", four, Depth.LAYERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("up to 3 models side by side, not [a, b, c, d]");
    }

    @Test
    void aSubsetThatIsNotThereIsReplacedByAnyOther() {
        List<LanguageCurve> superior = all("tiny").stream()
                .filter(curve -> curve.subset() == Subset.EN_SUPERIOR)
                .toList();
        Figure figure = SimilarityFigure.draw("23", superior, Depth.LAYERS);
        assertThat(figure.points().stringColumn("subset").unique().asList()).containsExactly("en-superior");
    }

    @Test
    void measuresBesideSHaveFiguresAndATableOfTheirOwn() {
        CompanionCurve cka = new CompanionCurve(
                Companion.CKA,
                4,
                3,
                List.of(
                        new CompanionPoint(0, 0.25, 0.125, Optional.of(new Interval(0.25, 0.2, 0.375))),
                        new CompanionPoint(1, Double.NaN, Double.NaN, Optional.empty()),
                        new CompanionPoint(2, 1, 0.5, Optional.empty())));
        List<LanguageCurve> curves =
                all("tiny").stream().map(curve -> curve.with(List.of(cka))).toList();
        Figure figure = SimilarityFigure.draw("cka", curves, Depth.LAYERS);
        assertThat(figure.id()).isEqualTo("cka");
        assertThat(figure.altText()).contains("0.25 to 0.25 at the embeddings, no number in the middle");
        assertThat(figure.points().intColumn("K").unique().asList()).containsExactly(4);
        TextBoxes.checkApart(figure);
        List<ReportTable> tables = LandmarkTable.of(curves, List.of());
        assertThat(TextTable.render(tables.get(tables.size() - 1)))
                .contains("0.25 [0.20, 0.38] (0.12)")
                .contains("arXiv 1905.00414");
        assertThatThrownBy(() -> SimilarityFigure.draw("retrieval", curves, Depth.LAYERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("./crosslens similarity --model tiny --with retrieval");
    }

    @Test
    void differencesFromTheFirstModelStandBesideTheBottleneck() {
        List<LanguageCurve> two = new ArrayList<>(all("base"));
        two.addAll(all("a-tuned"));
        List<ReportTable> tables = LandmarkTable.of(two, List.of());
        ReportTable differences = tables.get(2);
        assertThat(differences.id()).isEqualTo("bottleneck-difference");
        assertThat(differences.table().stringColumn("models").unique().asList()).containsExactly("a-tuned minus base");
        // Three subsets, three parts, two scripts; the curves are equal, so are their losses.
        assertThat(differences.table().doubleColumn("difference").asDoubleArray())
                .hasSize(3 * 3 * 2)
                .containsOnly(0.0);
        assertThat(differences.notes()).anyMatch(note -> note.contains("no row can be called different or alike"));
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

    private static List<LanguageCurve> print(List<LanguageCurve> curves, String fingerprint) {
        return curves.stream()
                .map(curve -> new LanguageCurve(
                        curve.model(),
                        "",
                        curve.cell(),
                        curve.part(),
                        curve.subset(),
                        curve.key(),
                        6,
                        Map.of(CellScores.DATA_SET, "sample", LanguageCurve.FINGERPRINT, fingerprint),
                        curve.curve()))
                .toList();
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
