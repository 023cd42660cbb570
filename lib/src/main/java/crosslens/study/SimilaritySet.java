package crosslens.study;

import crosslens.prompt.Scenario;
import crosslens.report.LandmarkTable;
import crosslens.report.LanguageCurve;
import crosslens.similarity.SimilarityPart;
import crosslens.text.Displayable;
import java.util.List;
import java.util.function.Predicate;

/**
 * Curves of similarity of one or several models, as they are stored.
 *
 * @param notes what is missing and why, one sentence or two each
 */
public record SimilaritySet(List<LanguageCurve> curves, List<String> notes) implements Displayable {
    public SimilaritySet {
        curves = List.copyOf(curves);
        notes = List.copyOf(notes);
    }

    /** The curves of prompts with so many demonstrations. */
    public SimilaritySet shots(int number) {
        return where(curve -> curve.cell().shots() == number);
    }

    /** The curves of one scenario. */
    public SimilaritySet scenario(Scenario scenario) {
        return where(curve -> curve.scenario() == scenario);
    }

    private SimilaritySet where(Predicate<LanguageCurve> wanted) {
        return new SimilaritySet(curves.stream().filter(wanted).toList(), notes);
    }

    /** The curves of some parts of the prompt. */
    public SimilaritySet parts(SimilarityPart... which) {
        return where(curve -> List.of(which).contains(curve.part()));
    }

    /**
     * What stands out in the curves, with intervals; then the last layers' loss by script, of several models how it differs from the first one's, and the measures
     * beside S if there are any.
     */
    public TableView landmarks() {
        return new TableView(LandmarkTable.of(curves, notes));
    }

    /**
     * The last layers' loss by script and, of several models, how it differs from the first one's.
     *
     * @throws IllegalArgumentException if there is no curve, or two models are the same
     */
    public TableView bottleneck() {
        return new TableView(LandmarkTable.bottleneck(curves));
    }

    /**
     * S and the measures beside it at five depths.
     *
     * @throws IllegalArgumentException if no curve has a measure beside it
     */
    public TableView beside() {
        return new TableView(List.of(LandmarkTable.beside(curves)));
    }

    @Override
    public String text() {
        return curves.isEmpty() ? String.join("\n", notes) + "\n" : landmarks().text();
    }

    @Override
    public String html() {
        return curves.isEmpty()
                ? "<p>" + crosslens.text.Html.escape(String.join(" ", notes)) + "</p>"
                : landmarks().html();
    }
}
