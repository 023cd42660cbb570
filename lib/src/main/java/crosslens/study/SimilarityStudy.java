package crosslens.study;

import crosslens.attribute.Subset;
import crosslens.data.ParallelSet;
import crosslens.prompt.Cell;
import crosslens.prompt.Scenario;
import crosslens.report.CellScores;
import crosslens.report.LanguageCurve;
import crosslens.report.ModelNames;
import crosslens.report.ReportTable;
import crosslens.run.FindingRun;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.run.SimilarityCurves;
import crosslens.run.SimilarityFindings;
import crosslens.run.StoredFindings;
import crosslens.score.ItemScore;
import crosslens.similarity.CompanionCurve;
import crosslens.similarity.SimilarityCurve;
import crosslens.similarity.SimilarityPart;
import crosslens.similarity.SimilaritySums;
import crosslens.text.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Similarity from a plan to curves: chooses the samples by stored answers, has the sums computed, and makes curves of those that are complete. */
final class SimilarityStudy {
    private final FindingStore store;
    private final Optional<FindingStore> states;
    private final ParallelSet data;
    private final ModelNames names;

    SimilarityStudy(FindingStore store, ParallelSet data, ModelNames names) {
        this(store, Optional.empty(), data, names);
    }

    /** @param states where hidden states may have been kept while prompts were answered */
    SimilarityStudy(FindingStore store, Optional<FindingStore> states, ParallelSet data, ModelNames names) {
        this.store = store;
        this.states = states;
        this.data = data;
        this.names = names;
    }

    /**
     * Computes what a plan asks and is not stored, and returns its curves.
     *
     * @param answers stored answers to choose subsets by
     */
    SimilaritySet run(
            Model model, SimilarityPlan plan, RunSet answers, long kvMemory, RunInfo info, ProgressListener progress)
            throws IOException, InterruptedException {
        SimilarityTasks tasks = SimilarityTasks.of(model, data, plan);
        SimilaritySubsets subsets = subsets(model, tasks, answers);
        new Similarity(model, kvMemory, tasks, subsets.ids(), states, progress).run(store, info);
        SimilarityCompanions beside = new SimilarityCompanions(model, data, tasks, subsets.ids());
        if (!plan.beside().which().isEmpty()) {
            beside.run(store, info, kvMemory, states, progress);
        }
        List<String> notes = new ArrayList<>(subsets.notes());
        List<LanguageCurve> curves = new ArrayList<>();
        for (Answering.Task task : tasks.others()) {
            for (SimilarityPart part : plan.parts()) {
                for (Map.Entry<Subset, SortedSet<String>> subset : subsets.ids().entrySet()) {
                    List<CompanionCurve> measures = beside.stored(store, task, part, subset.getKey());
                    curve(tasks, task, part, subset.getKey(), subset.getValue(), info, notes)
                            .map(curve -> curve.with(measures))
                            .ifPresent(curves::add);
                }
            }
        }
        return new SimilaritySet(curves, notes);
    }

    /** What {@link #run} would read. */
    TableView outline(Model model, SimilarityPlan plan, RunSet answers) throws IOException {
        SimilarityTasks tasks = SimilarityTasks.of(model, data, plan);
        SimilaritySubsets subsets = subsets(model, tasks, answers);
        StringColumn subset = StringColumn.create("subset");
        IntColumn items = IntColumn.create("items");
        subsets.ids().forEach((name, ids) -> {
            subset.append(SimilaritySetting.name(name));
            items.append(ids.size());
        });
        Map<Cell, Set<Integer>> missing = new HashMap<>();
        for (Answering.Task task : tasks.others()) {
            missing.put(task.cell(), missing(tasks, task, subsets));
        }
        Similarity similarity = new Similarity(model, 0, tasks, subsets.ids(), states, ProgressListener.NONE);
        Similarity.Outline outline =
                similarity.outline((task, group) -> missing.get(task.cell()).contains(group));
        List<String> notes = new ArrayList<>(subsets.notes());
        if (!plan.beside().which().isEmpty()) {
            notes.add(new SimilarityCompanions(model, data, tasks, subsets.ids()).cost());
        }
        String title = outline.missing() + " of " + outline.prompts() + " prompts to read, "
                + (tasks.others().size() + 1) + " cells, " + plan.parts().size() + " parts of each";
        return new TableView(List.of(new ReportTable("outline", title, notes, Table.create("outline", subset, items))));
    }

    private Set<Integer> missing(SimilarityTasks tasks, Answering.Task task, SimilaritySubsets subsets)
            throws IOException {
        Set<Integer> missing = new HashSet<>();
        for (SimilarityPart part : tasks.plan().parts()) {
            for (Map.Entry<Subset, SortedSet<String>> subset : subsets.ids().entrySet()) {
                Set<String> there =
                        FindingLookup.ids(store, tasks.sums(task, part, subset.getKey(), subset.getValue()));
                for (int group = 0; group < SimilaritySums.GROUPS; group++) {
                    if (!there.contains(SimilarityFindings.id(group))) {
                        missing.add(group);
                    }
                }
            }
        }
        return missing;
    }

    private static SimilaritySubsets subsets(Model model, SimilarityTasks tasks, RunSet answers) {
        Cell english = tasks.english().cell();
        Map<Language, List<ItemScore>> scores = new TreeMap<>();
        for (CellRun run : answers.cells()) {
            boolean wanted = run.cell().equals(english)
                    || tasks.others().stream().anyMatch(task -> task.cell().equals(run.cell()));
            if (wanted
                    && run.model().equals(model.card().name())
                    && !run.scores().isEmpty()) {
                scores.put(run.cell().language(), run.scores());
            }
        }
        Scenario scenario = tasks.plan().prompts().scenarios().get(0);
        String command = "./crosslens answer --model " + model.card().name() + " --scenario " + scenario + " --shots "
                + english.shots() + " --format " + english.format() + " --style "
                + english.style().name().toLowerCase(Locale.ROOT)
                + (tasks.plan().prompts().limit().isPresent()
                        ? " --limit " + tasks.plan().prompts().limit().getAsInt()
                        : "")
                + " --languages ";
        return SimilaritySubsets.choose(tasks.plan().subsets(), tasks.ids(), tasks.languages(), scores, command);
    }

    private Optional<LanguageCurve> curve(
            SimilarityTasks tasks,
            Answering.Task task,
            SimilarityPart part,
            Subset subset,
            SortedSet<String> ids,
            RunInfo info,
            List<String> notes)
            throws IOException {
        FindingSpec spec = tasks.curve(task, part, subset, ids);
        Optional<StoredFindings> stored = store.find(spec);
        if (stored.isPresent()) {
            Optional<LanguageCurve> curve = read(stored.get());
            if (curve.isPresent()) {
                return curve;
            }
        }
        String which = task.cell().pair() + ", " + part + ", " + SimilaritySetting.name(subset);
        Optional<StoredFindings> sums = store.find(tasks.sums(task, part, subset, ids));
        int groups = sums.isEmpty() ? 0 : sums.get().records().size();
        if (groups < SimilaritySums.GROUPS) {
            notes.add(which + ": " + groups + " of " + SimilaritySums.GROUPS
                    + " groups of paragraphs are stored; the other shards are missing.");
            return Optional.empty();
        }
        SimilaritySums all = SimilarityFindings.read(sums.get());
        if (all.samples() < 2) {
            notes.add(
                    which + ": " + all.samples()
                            + " sample; similarity compares different samples and needs two or more: take a larger limit or another subset.");
            return Optional.empty();
        }
        try (FindingRun run = store.open(spec, info)) {
            SimilarityCurves.store(run, SimilarityCurve.of(all));
        }
        return read(store.find(spec).orElseThrow());
    }

    /** A stored curve with what it rests on; empty if the findings hold none. */
    Optional<LanguageCurve> read(StoredFindings stored) throws IOException {
        Optional<SimilarityCurve> curve = SimilarityCurves.read(stored);
        if (curve.isEmpty()) {
            return Optional.empty();
        }
        FindingSpec spec = stored.spec();
        Map<String, ?> of = spec.settings();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(CellScores.DATA_SET, data.name());
        if (stored.info().limit() > 0 && stored.info().limit() < data.size()) {
            settings.put(CellScores.LIMIT, Integer.toString(stored.info().limit()));
        }
        settings.put(LanguageCurve.POOLING, of.get(SimilaritySetting.POOLING).toString());
        settings.put(
                LanguageCurve.LAST_LAYER,
                Boolean.TRUE.equals(of.get(SimilaritySetting.NORMALISED)) ? "after" : "before");
        settings.put("items", of.get(SimilaritySetting.ITEMS).toString());
        settings.put("demonstrations", String.join(" ", spec.run().demonstrations()));
        settings.put("wording", spec.run().wording());
        settings.put("answer prefix", spec.run().answerPrefix());
        settings.put("arithmetic", spec.run().dtype());
        settings.put(LanguageCurve.FINGERPRINT, spec.run().fingerprint());
        settings.put(CellScores.CODE_VERSION, stored.info().codeVersion());
        String model = stored.info().model();
        return Optional.of(new LanguageCurve(
                model,
                names.studyName(model).orElse(""),
                spec.run().cell(),
                SimilarityPart.valueOf(of.get(SimilaritySetting.PART).toString().toUpperCase(Locale.ROOT)),
                SimilaritySetting.subset(of.get(SimilaritySetting.SUBSET).toString()),
                spec.key(),
                ((Number) of.get(SimilaritySetting.COUNT)).intValue(),
                settings,
                curve.get()));
    }
}
