package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.score.ClusterBootstrap;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What post-training changed, beside Table 10: F1 of every other model minus F1 of the first one on the same questions, paired, with the bootstrap interval by
 * paragraph and a p-value adjusted by Holm over the languages of a model.
 */
final class PostTrainingTable {
    private static final String FINGERPRINT = "model fingerprint";

    private final StringColumn model = StringColumn.create("Models");
    private final StringColumn question = StringColumn.create("Question");
    private final PairedColumns paired;

    PostTrainingTable(ClusterBootstrap bootstrap) {
        paired = new PairedColumns(bootstrap, "F1 of the first", "Difference");
    }

    /**
     * The differences; empty with a single model.
     *
     * @param models base first
     * @throws IllegalArgumentException if two models have the same files
     */
    Optional<ReportTable> table(TableId id, List<ModelRuns> models) {
        List<ModelRuns> distinct = new ArrayList<>();
        for (ModelRuns runs : models) {
            if (distinct.stream().noneMatch(other -> other.model().equals(runs.model()))) {
                distinct.add(runs);
            }
        }
        refuse(distinct);
        if (distinct.size() < 2) {
            return Optional.empty();
        }
        Scenario scenario = id.scenario().orElseThrow();
        ModelRuns base = distinct.get(0);
        List<CellScores> shown = new ArrayList<>();
        for (ModelRuns runs : distinct.subList(1, distinct.size())) {
            add(scenario, base, runs, shown);
        }
        Table table = Table.create("post-training", model, question);
        paired.columns().forEach(table::addColumns);
        return Optional.of(new ReportTable(
                id.number() + "-difference",
                "What changed against " + base.model() + ": F1 by question language, " + scenario + ", percent",
                notes(distinct, shown),
                table,
                1,
                PairedColumns.OPTIONAL));
    }

    private static List<String> notes(List<ModelRuns> models, List<CellScores> shown) {
        String base = models.get(0).model();
        List<String> notes = new ArrayList<>();
        notes.add("Difference: F1 minus F1 of " + base
                + " on the same questions, in percent points. p: no difference, two-sided, paired bootstrap by paragraph, adjusted by Holm over the languages of"
                + " a model. A row whose interval holds 0 shows no difference.");
        if (shown.isEmpty()) {
            notes.add("No cell was answered by " + base + " and by another model.");
        }
        notes.addAll(TableText.intervals(shown));
        notes.add(models.stream()
                        .map(runs -> runs.model() + ": format "
                                + PlainText.of(runs.standing().format()) + ", " + TableText.styleName(runs.style())
                                + " style")
                        .collect(Collectors.joining("; "))
                + ".");
        return notes;
    }

    private static void refuse(List<ModelRuns> models) {
        Map<String, String> owners = new HashMap<>();
        for (ModelRuns runs : models) {
            Set<String> prints = runs.standing().cells().values().stream()
                    .map(cell -> cell.settings().getOrDefault(FINGERPRINT, ""))
                    .filter(print -> !print.isEmpty())
                    .collect(Collectors.toSet());
            for (String print : prints) {
                String other = owners.putIfAbsent(print, runs.model());
                if (other != null && !other.equals(runs.model())) {
                    throw new IllegalArgumentException(
                            other + " and " + runs.model()
                                    + " are one and the same model (equal fingerprints): base, instruct and tuned models are compared only where their files differ");
                }
            }
        }
    }

    private void add(Scenario scenario, ModelRuns base, ModelRuns runs, List<CellScores> shown) {
        List<Language> languages = new ArrayList<>(runs.standing().languages(scenario));
        if (scenario == Scenario.EN_X) {
            languages.add(0, Language.EN);
        }
        for (Language language : languages) {
            Optional<CellScores> first = base.standing().cell(scenario, language);
            Optional<CellScores> second = runs.standing().cell(scenario, language);
            if (first.isEmpty() || second.isEmpty() || PairedColumns.shared(first.get(), second.get()) == 0) {
                continue;
            }
            shown.add(second.get());
            model.append(runs.model() + " minus " + base.model());
            question.append(language + " " + language.englishName());
            paired.append(first.get(), second.get());
        }
        paired.adjust();
    }
}
