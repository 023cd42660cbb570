package crosslens.study;

import crosslens.prompt.Cell;
import crosslens.prompt.Scenario;
import crosslens.report.Figure;
import crosslens.report.LanguageCurve;
import crosslens.report.Origin;
import crosslens.report.RelevanceCell;
import crosslens.report.RelevanceFigure;
import crosslens.report.comparison.ComparisonKind;
import crosslens.study.CatalogueEntry.Drawing;
import crosslens.study.CatalogueEntry.Kind;
import crosslens.text.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** How the tables and figures of the catalogue are made from what is stored. */
final class CatalogueDrawings {
    /** Tables that compare with en-en. */
    private static final Set<String> WITH_ENGLISH = Set.of("2", "gap");

    private CatalogueDrawings() {}

    /** Makes one picture of what belongs to one model. */
    @FunctionalInterface
    private interface OneModel {
        Figure draw(String model) throws IOException, InterruptedException;
    }

    static Drawing published(String id) {
        return (kit, of) -> CatalogueResult.of(kit.published(id));
    }

    /** A table of answers: scores, errors, what is lost. */
    static Drawing answers(String id) {
        return (kit, of) -> {
            RunFilter filter = WITH_ENGLISH.contains(id) ? of.filter().withEnglish() : of.filter();
            RunSet runs = ordered(of, kit.runs(filter));
            TableView table = of.languageAware() ? kit.tableAware(id, runs) : kit.table(id, runs);
            return CatalogueResult.of(table, Origin.of(runs.scores()));
        };
    }

    /** The runs of the models in the order in which they are named: some tables compare the others with the first. */
    private static RunSet ordered(CatalogueSelection of, RunSet runs) {
        List<String> order = of.filter().models();
        List<CellRun> cells = new ArrayList<>(runs.cells());
        cells.sort(Comparator.comparingInt(cell -> order.indexOf(cell.model())));
        return new RunSet(cells, runs.notes());
    }

    static Drawing claims() {
        return (kit, of) -> CatalogueResult.of(kit.claims(of.filter(), Map.of()));
    }

    /** A comparison as a table or as a figure. */
    static Drawing comparison(Kind kind, ComparisonKind what) {
        return (kit, of) -> {
            ComparisonView view = kit.compare(what, of.filter());
            return kind == Kind.FIGURE
                    ? CatalogueResult.of(view.figures())
                    : CatalogueResult.of(
                            view.table(), Origin.of(view.comparison().cells()));
        };
    }

    /** Figure 2, with marks where the model's question and context are read if that is stored. */
    static Drawing schematic() {
        return (kit, of) -> {
            RelevanceSet found = relevance(kit, of);
            return each(
                    of,
                    found.cells().stream()
                            .filter(cell -> !cell.samples().isEmpty())
                            .map(RelevanceCell::model),
                    model -> kit.figure(
                            "2",
                            new RelevanceSet(
                                    found.cells().stream()
                                            .filter(cell -> cell.model().equals(model))
                                            .toList(),
                                    found.notes())),
                    () -> kit.figure("2", found));
        };
    }

    static Drawing oracleTable(Function<OracleSet, OracleView> which) {
        return (kit, of) -> {
            OracleSet found = kit.oracle(of.filter());
            require(!found.cells().isEmpty(), "no finding of the oracle fits");
            return CatalogueResult.of(which.apply(found).make(), found.origin());
        };
    }

    /** A table of the oracle. */
    @FunctionalInterface
    interface OracleView {
        TableView make() throws IOException;
    }

    static Drawing relevanceTable(Function<RelevanceSet, TableView> which) {
        return (kit, of) -> {
            RelevanceSet found = relevance(kit, of);
            require(found.hasSamples(), "no explained answer fits");
            return CatalogueResult.of(which.apply(found), found.origin());
        };
    }

    static Drawing landmarks() {
        return (kit, of) -> {
            SimilaritySet found = kit.similarities(of.filter());
            require(!found.curves().isEmpty(), "no curve of similarity fits");
            return CatalogueResult.of(found.landmarks(), LanguageCurve.origin(found.curves()));
        };
    }

    /** A figure of answers with all models on one axis. */
    static Drawing answersFigure(String id) {
        return (kit, of) -> CatalogueResult.of(List.of(kit.figure(id, kit.runs(of.filter()))));
    }

    /** A figure of answers, a picture a model. */
    static Drawing answersFigures(String id) {
        return (kit, of) -> {
            RunSet runs = kit.runs(of.filter());
            return each(
                    of,
                    runs.cells().stream().map(CellRun::model),
                    model -> kit.figure(
                            id,
                            new RunSet(
                                    runs.cells().stream()
                                            .filter(cell -> cell.model().equals(model))
                                            .toList(),
                                    runs.notes())),
                    () -> kit.figure(id, runs));
        };
    }

    static Drawing oracleFigure() {
        return (kit, of) -> CatalogueResult.of(List.of(kit.oracle(of.filter()).figure()));
    }

    /**
     * A figure of relevance, a picture a model.
     *
     * @param format the study's, shown where there is such a finding and the user names none; empty for any
     */
    static Drawing relevanceFigure(String id, String format) {
        return (kit, of) -> {
            RelevanceSet all = relevance(kit, of);
            List<RelevanceCell> inFormat = all.cells().stream()
                    .filter(cell -> cell.cell().format().equals(format))
                    .toList();
            boolean prefer = of.filter().formats().isEmpty() && !inFormat.isEmpty();
            RelevanceSet found = prefer ? new RelevanceSet(inFormat, all.notes()) : all;
            return each(
                    of,
                    found.cells().stream()
                            .filter(cell -> !cell.samples().isEmpty())
                            .map(RelevanceCell::model),
                    model -> new RelevanceSet(
                                    found.cells().stream()
                                            .filter(cell -> cell.model().equals(model))
                                            .toList(),
                                    found.notes())
                            .figure(id, of.depth()),
                    () -> found.figure(id, of.depth()));
        };
    }

    private static RelevanceSet relevance(Crosslens kit, CatalogueSelection of)
            throws IOException, InterruptedException {
        RelevanceSet all = kit.relevance(of.filter());
        return of.scenario().isEmpty()
                ? all
                : all.scenarios(List.of(of.scenario().get()));
    }

    /** A figure of similarity, a picture a model. */
    static Drawing similarityFigure(String id) {
        return (kit, of) -> {
            SimilaritySet found = similarity(kit, of);
            return each(
                    of,
                    found.curves().stream().map(LanguageCurve::model),
                    model -> kit.figure(
                            id,
                            new SimilaritySet(
                                    found.curves().stream()
                                            .filter(curve -> curve.model().equals(model))
                                            .toList(),
                                    found.notes()),
                            of.depth()),
                    () -> kit.figure(id, found, of.depth()));
        };
    }

    /** A figure of similarity with a panel a model, in the order in which the models are named. */
    static Drawing postTraining(String id) {
        return (kit, of) -> {
            SimilaritySet found = similarity(kit, of);
            List<String> order = of.filter().models();
            List<LanguageCurve> ordered = new ArrayList<>(found.curves());
            ordered.sort(Comparator.comparingInt(curve -> order.indexOf(curve.model())));
            return CatalogueResult.of(List.of(kit.figure(id, new SimilaritySet(ordered, found.notes()), of.depth())));
        };
    }

    /** Figure 11 of the first explained sample of a model, in another language than English where there is one; its tokenizer is read, its weights are not. */
    static Drawing oneSample() {
        return (kit, of) -> {
            RelevanceSet found = relevance(kit, of);
            return each(
                    of,
                    found.cells().stream()
                            .filter(cell -> !cell.samples().isEmpty())
                            .map(RelevanceCell::model),
                    model -> sample(kit, of, model, found),
                    () -> found.figure(RelevanceFigure.OWN, of.depth()));
        };
    }

    private static Figure sample(Crosslens kit, CatalogueSelection of, String name, RelevanceSet found)
            throws IOException, InterruptedException {
        Cell cell = found.cells().stream()
                .filter(one -> one.model().equals(name) && !one.samples().isEmpty())
                .map(RelevanceCell::cell)
                .min(Comparator.comparing(one -> one.language().equals(Language.EN)))
                .orElseThrow();
        AnswerPlan plan = only(cell).shots(cell.shots()).formats(cell.format()).style(cell.style());
        try (Model model = kit.model(of.given(name))) {
            return kit.studies().relevance(Optional.empty()).layers(model, RelevancePlan.of(plan), null);
        }
    }

    /** A plan whose first cell has these two languages. */
    private static AnswerPlan only(Cell cell) {
        if (cell.context().equals(Language.EN)) {
            return AnswerPlan.of(Scenario.EN_X).languages(cell.question());
        }
        if (cell.question().equals(Language.EN)) {
            return AnswerPlan.of(Scenario.X_EN).languages(cell.context());
        }
        return cell.context().equals(cell.question())
                ? AnswerPlan.of(Scenario.X_X).languages(cell.question())
                : AnswerPlan.of(Scenario.X_Y).languages(cell.question(), cell.context());
    }

    private static SimilaritySet similarity(Crosslens kit, CatalogueSelection of)
            throws IOException, InterruptedException {
        SimilaritySet all = kit.similarities(of.filter());
        Scenario scenario = of.scenario().orElse(null);
        return scenario == null ? all : all.scenario(scenario);
    }

    /** A picture for each model, in the order in which they are named or else by name. */
    private static CatalogueResult each(CatalogueSelection of, Stream<String> models, OneModel drawing, Made none)
            throws IOException, InterruptedException {
        List<String> order = of.filter().models();
        List<String> named = models.distinct()
                .sorted(Comparator.<String>comparingInt(order::indexOf).thenComparing(Comparator.naturalOrder()))
                .toList();
        if (named.isEmpty()) {
            return CatalogueResult.of(List.of(none.draw())); // tells what is missing
        }
        List<Figure> figures = new ArrayList<>();
        for (String model : named) {
            figures.add(drawing.draw(model));
        }
        return CatalogueResult.of(figures);
    }

    @FunctionalInterface
    private interface Made {
        Figure draw() throws IOException, InterruptedException;
    }

    private static void require(boolean there, String otherwise) {
        if (!there) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
