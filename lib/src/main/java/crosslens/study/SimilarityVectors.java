package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.local.LocalModel;
import crosslens.prompt.Cell;
import crosslens.run.FindingStore;
import crosslens.study.SimilarityPrompts.Encoded;
import crosslens.study.SimilarityPrompts.Reading;
import crosslens.study.SimilarityPrompts.Unit;
import crosslens.walk.PooledWalk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives the vectors of prompts: those that were kept while the prompts were answered from their file, all others by reading the prompts with the model. */
final class SimilarityVectors {
    private final Model model;
    private final long kvMemory;
    private final SimilarityPlan plan;
    private final Map<Cell, KeptStates> kept = new HashMap<>();
    private final ProgressListener progress;

    /**
     * @param states where hidden states may have been kept
     * @param progress is told of every prompt that is done, unless it {@link #unread needed no reading}
     */
    SimilarityVectors(
            Model model,
            long kvMemory,
            SimilarityTasks tasks,
            Optional<FindingStore> states,
            ProgressListener progress) {
        this.model = model;
        this.kvMemory = kvMemory;
        this.plan = tasks.plan();
        this.progress = progress;
        for (FindingStore store : states.stream().toList()) {
            tasks.all().forEach(task -> kept.put(task.cell(), KeptStates.of(store, tasks, task, progress)));
        }
    }

    /** Takes vectors as they come. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param reading its place in the list given
         * @param vectors shape (N + 1, E)
         */
        void accept(int reading, Unit unit, double[][] vectors);
    }

    /** How many of some prompts the model has to read, because their hidden states are not kept. */
    long unread(Answering.Task task, List<CrossItem> items) {
        return items.stream().filter(item -> !isKept(task, item)).count();
    }

    /** Tells of prompts that are left out. */
    void leftOut(Answering.Task task, List<CrossItem> all, List<Encoded> used) {
        progress.advance(unread(task, all)
                - unread(task, used.stream().map(Encoded::item).toList()));
    }

    private boolean isKept(Answering.Task task, CrossItem item) {
        KeptStates states = kept.get(task.cell());
        return states != null && states.has(item, plan.parts());
    }

    /**
     * Gives every unit of every prompt once, the kept ones first; a prompt without any is not read.
     *
     * @throws InterruptedException if the thread was interrupted; what the sink has got stands
     */
    void read(List<Reading> readings, Sink sink) throws InterruptedException {
        List<Integer> places = new ArrayList<>();
        List<Reading> left = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            Reading rest = takeKept(i, readings.get(i), sink);
            if (rest.units().isEmpty()) {
                done(rest);
            } else {
                places.add(i);
                left.add(rest);
            }
        }
        if (left.isEmpty()) {
            return;
        }
        LocalModel local = model.local();
        List<PooledWalk.Sample> samples = left.stream().map(Reading::sample).toList();
        new PooledWalk(local.decoder(), kvMemory, plan.normalised()).run(samples, (sample, means) -> {
            Reading reading = left.get(sample);
            for (int part = 0; part < means.length; part++) {
                sink.accept(places.get(sample), reading.units().get(part), means[part]);
            }
            done(reading);
        });
    }

    /** Gives what is kept of a prompt; returns what has to be read. */
    private Reading takeKept(int place, Reading reading, Sink sink) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("similarity was interrupted; the groups that are complete stand");
        }
        KeptStates states = kept.get(reading.task().cell());
        Set<Unit> taken = new HashSet<>();
        for (int part = 0; states != null && part < reading.units().size(); part++) {
            Unit unit = reading.units().get(part);
            states.vectors(unit, reading.sample(), part).ifPresent(vectors -> {
                sink.accept(place, unit, vectors);
                taken.add(unit);
            });
        }
        return taken.isEmpty() ? reading : reading.only(unit -> !taken.contains(unit));
    }

    private void done(Reading reading) {
        if (!isKept(reading.task(), reading.item())) {
            progress.advance(1);
        }
    }
}
