package crosslens.study;

import crosslens.attribute.Subset;
import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.local.LocalModel;
import crosslens.run.CompanionCurves;
import crosslens.run.FindingRun;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.run.Shard;
import crosslens.run.StoredFindings;
import crosslens.similarity.Companion;
import crosslens.similarity.CompanionCurve;
import crosslens.similarity.SimilarityPart;
import crosslens.similarity.VectorPairs;
import crosslens.study.SimilarityPrompts.Encoded;
import crosslens.study.SimilarityPrompts.Reading;
import crosslens.study.SimilarityPrompts.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The measures beside S: reads the prompts in English, then language after language, and holds the vectors of two languages at a time. A language is stored when
 * it is complete, and not read again.
 */
final class SimilarityCompanions {
    private final Model model;
    private final SimilarityTasks tasks;
    /** The items of each subset, and which of them are compared. */
    private final Map<Subset, SortedSet<String>> subsets;

    private final Map<Subset, SortedSet<String>> chosen = new LinkedHashMap<>();
    private final List<CrossItem> items;

    /** @param subsets ids of the items of each subset */
    SimilarityCompanions(Model model, ParallelSet data, SimilarityTasks tasks, Map<Subset, SortedSet<String>> subsets) {
        this.model = model;
        this.tasks = tasks;
        this.subsets = subsets;
        int most = tasks.plan().beside().items();
        subsets.forEach((subset, ids) -> chosen.put(
                subset,
                data.order().stream()
                        .filter(ids::contains)
                        .limit(most)
                        .collect(Collectors.toCollection(TreeSet::new))));
        SortedSet<String> union = new TreeSet<>();
        chosen.values().forEach(union::addAll);
        this.items = SimilarityTasks.items(tasks.english(), union);
    }

    /** What the measures take beside S, in a sentence. */
    String cost() {
        return measures() + ": the first " + items.size() + " items read once more, language after language; "
                + (bytes() >> 20) + " MiB for the vectors of two languages.";
    }

    /**
     * Computes what is missing.
     *
     * @param states where hidden states may have been kept while prompts were answered
     * @throws IllegalArgumentException if not all samples are in this run, or their vectors would not fit into Java's memory
     */
    void run(FindingStore store, RunInfo info, long kvMemory, Optional<FindingStore> states, ProgressListener progress)
            throws IOException, InterruptedException {
        refuse();
        List<Answering.Task> missing = new ArrayList<>();
        for (Answering.Task task : tasks.others()) {
            if (isMissing(store, task)) {
                missing.add(task);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        SimilarityVectors all = new SimilarityVectors(model, kvMemory, tasks, states, progress);
        SimilarityPrompts prompts = new SimilarityPrompts(model.local(), tasks.plan(), chosen);
        long unread = all.unread(tasks.english(), items);
        for (Answering.Task task : missing) {
            unread += all.unread(task, SimilarityTasks.items(task, ids()));
        }
        long total = (missing.size() + 1L) * items.size();
        progress.begin(model.card().name() + ", " + measures(), total, total - unread);
        try {
            List<Encoded> english = prompts.encode(tasks.english(), items);
            Map<Unit, float[][]> vectors = read(all, prompts.readings(tasks.english(), english));
            all.leftOut(tasks.english(), items, english);
            Set<String> fitting = english.stream().map(one -> one.item().id()).collect(Collectors.toSet());
            for (Answering.Task task : missing) {
                List<CrossItem> asked = SimilarityTasks.items(task, ids());
                List<Encoded> encoded = prompts.encode(
                        task,
                        asked.stream()
                                .filter(item -> fitting.contains(item.id()))
                                .toList());
                List<Reading> readings = prompts.readings(task, encoded);
                Map<Unit, float[][]> other = read(all, readings);
                all.leftOut(task, asked, encoded);
                store(store, info, task, new Pairing(prompts, encoded, readings, vectors, other));
            }
        } finally {
            progress.end();
        }
    }

    /** The measures of one cell, part and subset that are stored. */
    List<CompanionCurve> stored(FindingStore store, Answering.Task task, SimilarityPart part, Subset subset)
            throws IOException {
        List<CompanionCurve> curves = new ArrayList<>();
        for (Companion measure : tasks.plan().beside().which()) {
            Optional<StoredFindings> findings = store.find(spec(measure, task, part, subset));
            if (findings.isPresent()) {
                CompanionCurves.read(findings.get()).ifPresent(curves::add);
            }
        }
        return curves;
    }

    private void refuse() {
        if (!tasks.plan().prompts().shard().equals(Shard.WHOLE)) {
            throw new IllegalArgumentException(
                    measures()
                            + " compare every sample with every other and cannot be made in shards: make S in shards, and these without --shard");
        }
        long most = Runtime.getRuntime().maxMemory() / 2;
        if (bytes() > most) {
            throw new IllegalArgumentException(
                    measures() + " hold all vectors of two languages at once: " + items.size()
                            + " items take " + (bytes() >> 20) + " MiB, more than half of Java's memory ("
                            + (most >> 20)
                            + " MiB). Take fewer with --with-items, fewer --part or --subset, or raise -Xmx in environment/jvm.options");
        }
    }

    private String measures() {
        return tasks.plan().beside().which().stream().map(Companion::title).collect(Collectors.joining(" and "));
    }

    private SortedSet<String> ids() {
        return items.stream().map(CrossItem::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Memory of the vectors of two languages, and of the products of all samples with each other. */
    private long bytes() {
        LocalModel local = model.local();
        long contexts = items.stream().map(CrossItem::paragraph).distinct().count();
        long units = tasks.plan().parts().stream()
                .mapToLong(part -> part == SimilarityPart.CONTEXT ? contexts : items.size())
                .sum();
        return VectorPairs.bytes(
                        units,
                        local.decoder().config().layers().size() + 1,
                        local.decoder().config().hidden())
                + 4L * items.size() * items.size() * Double.BYTES;
    }

    private boolean isMissing(FindingStore store, Answering.Task task) throws IOException {
        for (SimilarityPart part : tasks.plan().parts()) {
            for (Subset subset : chosen.keySet()) {
                if (stored(store, task, part, subset).size()
                        < tasks.plan().beside().which().size()) {
                    return true;
                }
            }
        }
        return false;
    }

    private FindingSpec spec(Companion measure, Answering.Task task, SimilarityPart part, Subset subset) {
        return tasks.companion(measure, task, part, subset, subsets.get(subset));
    }

    private static Map<Unit, float[][]> read(SimilarityVectors all, List<Reading> readings)
            throws InterruptedException {
        Map<Unit, float[][]> vectors = new HashMap<>();
        all.read(readings, (place, unit, states) -> vectors.put(unit, narrow(states)));
        return vectors;
    }

    private static float[][] narrow(double[][] rows) {
        float[][] narrow = new float[rows.length][rows[0].length];
        for (int l = 0; l < rows.length; l++) {
            for (int d = 0; d < rows[l].length; d++) {
                narrow[l][d] = (float) rows[l][d];
            }
        }
        return narrow;
    }

    /** Stores every measure of a language; one of fewer than two samples is left out, as S is. */
    private void store(FindingStore store, RunInfo info, Answering.Task task, Pairing pairing) throws IOException {
        for (SimilarityPart part : tasks.plan().parts()) {
            for (Subset subset : chosen.keySet()) {
                VectorPairs pairs = pairing.of(part, subset);
                for (Companion measure : tasks.plan().beside().which()) {
                    if (pairs.samples() >= 2) {
                        try (FindingRun run = store.open(spec(measure, task, part, subset), info)) {
                            CompanionCurves.store(run, pairs.curve(measure));
                        }
                    }
                }
            }
        }
    }

    /** One language's vectors beside the English ones. */
    private record Pairing(
            SimilarityPrompts prompts,
            List<Encoded> encoded,
            List<Reading> readings,
            Map<Unit, float[][]> english,
            Map<Unit, float[][]> other) {
        VectorPairs of(SimilarityPart part, Subset subset) {
            float[][] any = english.values().iterator().next();
            VectorPairs pairs = new VectorPairs(any.length, any[0].length);
            for (Reading reading : readings) {
                for (Unit unit : reading.units()) {
                    if (unit.part() == part && prompts.subsetsOf(unit, encoded).contains(subset)) {
                        pairs.add(unit.paragraph(), english.get(unit), other.get(unit));
                    }
                }
            }
            return pairs;
        }
    }
}
