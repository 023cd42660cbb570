package crosslens.study;

import crosslens.attribute.Subset;
import crosslens.data.CrossItem;
import crosslens.local.LocalModel;
import crosslens.prompt.Cell;
import crosslens.run.Closing;
import crosslens.run.FindingRun;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.run.Shard;
import crosslens.run.SimilarityFindings;
import crosslens.similarity.SimilarityPart;
import crosslens.similarity.SimilaritySums;
import crosslens.study.SimilarityGroup.Target;
import crosslens.study.SimilarityPrompts.Encoded;
import crosslens.study.SimilarityPrompts.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Carries out a {@link SimilarityPlan}: reads prompts, pools hidden states, sums pairs by group of paragraphs and stores every group when it is complete. What
 * is stored is not read again, nor is what was kept while the prompts were answered.
 */
final class Similarity {
    /** Groups read together. More share the beginnings of prompts better, and lose more when a run is interrupted. */
    private static final int GROUPS_AT_ONCE = 5;
    /** Share of the heap that the English vectors of the groups read together may fill. */
    private static final double HEAP_SHARE = 0.25;

    private final Model model;
    private final SimilarityTasks tasks;
    private final Map<Subset, SortedSet<String>> subsets;
    private final ProgressListener progress;
    private final SimilarityVectors vectors;
    private final Map<Cell, Map<Target, FindingRun>> stores = new LinkedHashMap<>();

    /**
     * @param subsets ids of the items of each subset
     * @param states where hidden states may have been kept while prompts were answered
     */
    Similarity(
            Model model,
            long kvMemory,
            SimilarityTasks tasks,
            Map<Subset, SortedSet<String>> subsets,
            Optional<FindingStore> states,
            ProgressListener progress) {
        this.model = model;
        this.tasks = tasks;
        this.subsets = subsets;
        this.progress = progress;
        this.vectors = new SimilarityVectors(model, kvMemory, tasks, states, progress);
    }

    /**
     * What a run reads.
     *
     * @param prompts all prompts of the shard
     * @param missing those of them that have to be read
     */
    record Outline(long prompts, long missing) {}

    /** Computes what is missing; returns when every group of the shard is stored. */
    void run(FindingStore store, RunInfo info) throws IOException, InterruptedException {
        List<FindingRun> open = new ArrayList<>();
        try {
            for (Answering.Task task : tasks.others()) {
                Map<Target, FindingRun> runs = new LinkedHashMap<>();
                stores.put(task.cell(), runs);
                for (SimilarityPart part : tasks.plan().parts()) {
                    for (Map.Entry<Subset, SortedSet<String>> subset : subsets.entrySet()) {
                        FindingRun run = store.open(tasks.sums(task, part, subset.getKey(), subset.getValue()), info);
                        open.add(run);
                        run.notices().forEach(progress::say);
                        runs.put(new Target(part, subset.getKey()), run);
                    }
                }
            }
            Outline outline = outline(this::missing);
            progress.begin(model.card().name() + " prompts", outline.prompts(), outline.prompts() - outline.missing());
            for (List<Integer> groups : chunks()) {
                read(groups);
            }
        } finally {
            progress.end();
            Closing.all(open);
        }
    }

    /** The shard's groups. */
    List<Integer> groups() {
        Shard shard = tasks.plan().prompts().shard();
        return shard.of(IntStream.range(0, SimilaritySums.GROUPS).boxed().toList());
    }

    /** @param missing whether a group of a cell is to be read */
    Outline outline(Missing missing) throws IOException {
        long all = 0;
        long left = 0;
        for (int group : groups()) {
            boolean any = false;
            for (Answering.Task task : tasks.others()) {
                List<CrossItem> prompts = items(task, group);
                boolean open = missing.of(task, group);
                any |= open;
                all += prompts.size();
                left += open ? vectors.unread(task, prompts) : 0;
            }
            List<CrossItem> english = items(tasks.english(), group);
            all += english.size();
            left += any ? vectors.unread(tasks.english(), english) : 0;
        }
        return new Outline(all, left);
    }

    /** Says whether a group is not stored yet. */
    @FunctionalInterface
    interface Missing {
        boolean of(Answering.Task task, int group) throws IOException;
    }

    private boolean missing(Answering.Task task, int group) {
        return stores.get(task.cell()).values().stream()
                .anyMatch(run ->
                        !run.missing(List.of(SimilarityFindings.id(group))).isEmpty());
    }

    private List<CrossItem> items(Answering.Task task, int group) {
        return task.wanted().stream()
                .filter(item -> SimilaritySums.groupOf(item.paragraph()) == group
                        && subsets.values().stream().anyMatch(ids -> ids.contains(item.id())))
                .toList();
    }

    /** Groups of which something is missing, in the portions they are read in. */
    private List<List<Integer>> chunks() {
        List<List<Integer>> chunks = new ArrayList<>();
        List<Integer> chunk = new ArrayList<>();
        long held = 0;
        for (int group : groups()) {
            if (tasks.others().stream().noneMatch(task -> missing(task, group))) {
                continue;
            }
            long bytes = items(tasks.english(), group).size() * vectorBytes();
            if (bytes > Runtime.getRuntime().maxMemory() / 2) {
                throw new IllegalArgumentException("the hidden states of one group of paragraphs take " + (bytes >> 20)
                        + " MiB, more than half of Java's memory: raise -Xmx, take fewer --part, or a smaller --limit");
            }
            boolean full = chunk.size() >= GROUPS_AT_ONCE
                    || held + bytes > HEAP_SHARE * Runtime.getRuntime().maxMemory();
            if (full && !chunk.isEmpty()) {
                chunks.add(List.copyOf(chunk));
                chunk.clear();
                held = 0;
            }
            chunk.add(group);
            held += bytes;
        }
        if (!chunk.isEmpty()) {
            chunks.add(List.copyOf(chunk));
        }
        return chunks;
    }

    /** Bytes of one prompt's vectors. */
    private long vectorBytes() {
        LocalModel local = model.local();
        return (long) tasks.plan().parts().size()
                * (local.decoder().config().layers().size() + 1)
                * local.decoder().config().hidden()
                * Double.BYTES;
    }

    private void read(List<Integer> groups) throws IOException, InterruptedException {
        LocalModel local = model.local();
        SimilarityPrompts prompts = new SimilarityPrompts(local, tasks.plan(), subsets);
        List<CrossItem> inEnglish = items(tasks.english(), groups, group -> true);
        List<Encoded> english = prompts.encode(tasks.english(), inEnglish);
        Set<String> fitting = english.stream().map(one -> one.item().id()).collect(Collectors.toSet());
        List<Owned> others = new ArrayList<>();
        List<SimilarityGroup> sums = new ArrayList<>();
        Set<String> wanted = new HashSet<>();
        for (Answering.Task task : tasks.others()) {
            List<CrossItem> open = items(task, groups, group -> missing(task, group));
            List<Encoded> encoded = prompts.encode(
                    task,
                    open.stream().filter(item -> fitting.contains(item.id())).toList());
            vectors.leftOut(task, open, encoded);
            Map<Integer, SimilarityGroup> byGroup = new HashMap<>();
            groups.stream()
                    .filter(group -> missing(task, group))
                    .forEach(group -> byGroup.put(group, group(local, task, group)));
            for (Reading reading : prompts.readings(task, encoded)) {
                SimilarityGroup group =
                        byGroup.get(SimilaritySums.groupOf(reading.item().paragraph()));
                reading.units().forEach(unit -> group.expect(unit, prompts.subsetsOf(unit, encoded)));
                others.add(new Owned(reading, group));
                wanted.add(reading.item().id());
            }
            sums.addAll(byGroup.values());
        }
        List<Encoded> paired =
                english.stream().filter(one -> wanted.contains(one.item().id())).toList();
        vectors.leftOut(tasks.english(), inEnglish, paired);
        walk(prompts.readings(tasks.english(), paired), others);
        for (SimilarityGroup group : sums) {
            group.finish();
        }
    }

    /** @param group null for English */
    private record Owned(Reading reading, SimilarityGroup group) {}

    private void walk(List<Reading> english, List<Owned> others) throws InterruptedException {
        List<Owned> first = new ArrayList<>();
        english.forEach(reading -> first.add(new Owned(reading, null)));
        List<List<Owned>> waves = List.of(first, others);
        if (oneBeginning()) {
            first.addAll(others);
            waves = List.of(first);
        }
        SimilarityPairs pairs = new SimilarityPairs();
        for (List<Owned> wave : waves) {
            vectors.read(wave.stream().map(Owned::reading).toList(), (place, unit, states) -> {
                SimilarityGroup group = wave.get(place).group();
                if (group == null) {
                    pairs.english(unit, states);
                } else {
                    pairs.other(unit, group, states);
                }
            });
        }
    }

    /** Whether the prompts of all languages begin with the same context, because no demonstration stands before it: one walk then reads it once. */
    private boolean oneBeginning() {
        Cell english = tasks.english().cell();
        return english.shots() == 0
                && tasks.others().stream()
                        .allMatch(task -> task.cell().context().equals(english.context()));
    }

    private SimilarityGroup group(LocalModel local, Answering.Task task, int group) {
        return new SimilarityGroup(
                group,
                stores.get(task.cell()),
                local.decoder().config().layers().size() + 1,
                local.decoder().config().hidden());
    }

    private List<CrossItem> items(Answering.Task task, List<Integer> groups, IntPredicate wanted) {
        List<CrossItem> items = new ArrayList<>();
        groups.stream().filter(wanted::test).forEach(group -> items.addAll(items(task, group)));
        return items;
    }
}
