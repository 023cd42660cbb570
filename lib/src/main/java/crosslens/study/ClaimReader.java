package crosslens.study;

import crosslens.prompt.Cell;
import crosslens.prompt.Scenario;
import crosslens.report.CellErrors;
import crosslens.report.CellScores;
import crosslens.report.FormatChoice;
import crosslens.report.LanguageCurve;
import crosslens.report.OracleCell;
import crosslens.report.RelevanceCell;
import crosslens.report.claim.ClaimEvidence;
import crosslens.report.claim.ClaimRole;
import crosslens.report.claim.ClaimTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Gathers all that is stored of models and tests the study's claims on it; no model is called. */
final class ClaimReader {
    private static final int SHOTS = 2;

    private final Crosslens kit;

    ClaimReader(Crosslens kit) {
        this.kit = kit;
    }

    /**
     * The claims on the models of a filter, all with results if it names none.
     *
     * @param roles by model; where one is missing, its name tells
     */
    TableView table(RunFilter asked, Map<String, ClaimRole> roles) throws IOException, InterruptedException {
        RunFilter filter = new RunFilter(
                asked.models(), asked.languages(), List.of(SHOTS), asked.formats(), asked.style(), asked.limit());
        RunSet runs = kit.runs(filter);
        List<OracleCell> oracle = kit.oracle(filter).cells();
        List<RelevanceCell> relevance = kit.relevance(filter).cells();
        List<LanguageCurve> curves = kit.similarities(filter).curves();
        TreeSet<String> names = new TreeSet<>();
        runs.cells().forEach(cell -> names.add(cell.model()));
        oracle.forEach(cell -> names.add(cell.model()));
        relevance.forEach(cell -> names.add(cell.model()));
        curves.forEach(curve -> names.add(curve.model()));
        List<String> models = filter.models().isEmpty()
                ? List.copyOf(names)
                : filter.models().stream().distinct().toList();
        List<ClaimEvidence> evidence = new ArrayList<>();
        for (String model : models) {
            RunSet own = of(runs, model);
            String published =
                    own.cells().stream().map(CellRun::publishedName).findFirst().orElse("");
            evidence.add(new ClaimEvidence(
                    model,
                    published,
                    roles.getOrDefault(model, ClaimRole.of(model, published)),
                    own.scores(),
                    errors(own),
                    of(oracle, own, cell -> cell.model().equals(model), OracleCell::cell),
                    of(relevance, own, cell -> cell.model().equals(model), RelevanceCell::cell),
                    of(curves, own, curve -> curve.model().equals(model), LanguageCurve::cell)));
        }
        return new TableView(ClaimTables.of(evidence));
    }

    private static RunSet of(RunSet runs, String model) {
        return new RunSet(
                runs.cells().stream().filter(cell -> cell.model().equals(model)).toList(), runs.notes());
    }

    /** A model's findings in the style of its answers, in any where there are none. */
    private static <T> List<T> of(List<T> findings, RunSet answers, Predicate<T> model, Function<T, Cell> cell) {
        return findings.stream()
                .filter(model)
                .filter(finding -> answers.cells().isEmpty()
                        || answers.cells().get(0).cell().style()
                                == cell.apply(finding).style())
                .toList();
    }

    /** What went wrong in en-x, in the format that stands: languages are detected only where a claim asks. */
    private List<CellErrors> errors(RunSet runs) throws IOException {
        List<CellScores> scores = runs.scores();
        Optional<String> format = FormatChoice.of(scores, SHOTS);
        if (format.isEmpty()) {
            return List.of();
        }
        RunSet standing = new RunSet(
                runs.scenarios(List.of(Scenario.EN_X)).cells().stream()
                        .filter(cell -> cell.cell().format().equals(format.get()))
                        .toList(),
                List.of());
        return kit.errors().cells(standing);
    }
}
