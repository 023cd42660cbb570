package crosslens.study;

import crosslens.prompt.Scenario;
import crosslens.report.LandmarkTable;
import crosslens.report.LanguageCurve;
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

    /** What stands out in the curves, with intervals; then the last layers' loss by script. */
    public TableView landmarks() {
        return new TableView(LandmarkTable.of(curves, notes));
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
