package crosslens.study;

import crosslens.prompt.Scenario;
import crosslens.report.comparison.ComparisonKind;
import crosslens.study.CatalogueEntry.Kind;
import crosslens.study.CatalogueNeed.Source;
import java.util.List;

/** The comparisons of two results on the same questions: each is a table and a figure. */
final class CatalogueComparisons {
    private static final String NOTEBOOK = "11_claims";

    private CatalogueComparisons() {}

    /** Of every kind of comparison its table, or its figure. */
    static List<CatalogueEntry> entries(Kind kind) {
        CatalogueNeed both =
                CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X).models(1, 1);
        CatalogueNeed shots = new CatalogueNeed(
                Source.ANSWERS, List.of(Scenario.EN_X, Scenario.X_X), List.of(2, 0), List.of("v1", "v2"), 1, 1);
        CatalogueNeed pairs = CatalogueNeed.answers(2, Scenario.X_X, Scenario.X_Y, Scenario.X_EN)
                .models(1, 1)
                .format("v1");
        return List.of(
                entry(kind, ComparisonKind.SHOTS, "two demonstrations against none", shots),
                entry(kind, ComparisonKind.FORMAT, "the better prompt format against the other", both),
                entry(
                        kind,
                        ComparisonKind.POTENTIAL,
                        "oracle retrieval against F1",
                        CatalogueNeed.findings(Source.ORACLE)),
                entry(kind, ComparisonKind.DIRECTION, "x-x against en-x", both),
                entry(kind, ComparisonKind.PAIRS, "x-y and x-en against x-x, by context", pairs),
                entry(kind, ComparisonKind.MODELS, "one model against another", both.models(2, 2)));
    }

    private static CatalogueEntry entry(Kind kind, ComparisonKind what, String title, CatalogueNeed need) {
        String shown = title + ", paired, by language";
        return new CatalogueEntry(
                kind, what.id(), shown, "ours", "9", need, NOTEBOOK, CatalogueDrawings.comparison(kind, what));
    }
}
