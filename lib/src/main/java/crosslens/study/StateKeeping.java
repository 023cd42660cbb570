package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.decoder.Decoder;
import crosslens.local.LocalModel;
import crosslens.prompt.Cell;
import crosslens.run.Closing;
import crosslens.run.FindingRun;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.similarity.SimilarityPart;
import crosslens.study.SimilarityPrompts.Reading;
import crosslens.study.SimilarityPrompts.Unit;
import crosslens.tensor.FloatType;
import crosslens.walk.PooledWalk;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pools and keeps the hidden states that similarity will compare, while a model of this machine answers the same prompts. It never fails: what cannot be kept is told
 * once and read again later. Closed by whoever made it.
 */
final class StateKeeping implements Closeable {
    /** Most that all kept states together may fill, in bytes. */
    static final long MOST_BYTES = 4L << 30;
    /** A record's line, its line in the log and the header of its matrix, in bytes; rather more than they take. */
    private static final long AROUND = 400;
    /** The description of a cell's states and the openings in its log, in bytes. */
    private static final long FOLDER = 4096;

    private final Model model;
    private final FindingStore store;
    private final RunInfo info;
    private final ProgressListener progress;
    private final Map<Cell, Place> places = new HashMap<>();
    private final Map<Cell, Set<Unit>> expected = new HashMap<>();
    private final List<Wanted> wanted = new ArrayList<>();
    private final List<FindingRun> open = new ArrayList<>();
    private final boolean normalised;
    private long room;
    private boolean told;

    /** @param run null until a prompt of the cell is asked, and where nothing can be kept */
    private record Place(SimilarityTasks tasks, Answering.Task task, FindingRun run) {}

    private record Wanted(Reading reading, FindingRun run) {}

    /**
     * @param plans what similarity will compare; all take the last layer the same way
     * @param mostBytes that everything in the store may fill
     */
    StateKeeping(
            Model model,
            FindingStore store,
            List<SimilarityTasks> plans,
            RunInfo info,
            long mostBytes,
            ProgressListener progress)
            throws IOException {
        this.model = model;
        this.store = store;
        this.info = info;
        this.progress = progress;
        this.normalised = !plans.isEmpty() && plans.get(0).plan().normalised();
        this.room = room(store, mostBytes);
        for (SimilarityTasks tasks : plans) {
            if (tasks.plan().normalised() != normalised) {
                throw new IllegalArgumentException(
                        "plans that are pooled together must take the last layer the same way");
            }
            tasks.all().forEach(task -> places.putIfAbsent(task.cell(), new Place(tasks, task, null)));
        }
    }

    /** Bytes that are left of what everything in the store may fill; negative if it fills more. */
    static long room(FindingStore store, long mostBytes) throws IOException {
        return mostBytes
                - store.du().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes that the kept vectors of a unit take. */
    static long bytes(int layers, int width, FloatType type) {
        return AROUND + (layers + 1L) * width * (type == FloatType.F64 ? Double.BYTES : Float.BYTES);
    }

    /** Says that a prompt of a cell is about to be answered. */
    void expect(Cell cell, CrossItem item) {
        Place place = open(cell);
        if (place == null) {
            return;
        }
        Set<Unit> units = missing(place, item);
        long bytes = units.size() * unitBytes();
        if (units.isEmpty()) {
            return;
        }
        if (bytes > room) {
            tell("the place for hidden states is full: similarity reads the other prompts again");
            return;
        }
        reading(place, item, units).ifPresent(reading -> {
            room -= bytes;
            expected.get(cell).addAll(reading.units());
            wanted.add(new Wanted(reading, place.run()));
        });
    }

    /** What of an item is neither kept nor expected yet. */
    private Set<Unit> missing(Place place, CrossItem item) {
        Set<Unit> known = expected.computeIfAbsent(place.task().cell(), cell -> new HashSet<>());
        Set<Unit> units = new HashSet<>();
        for (SimilarityPart part : place.tasks().plan().parts()) {
            Unit unit = KeptStates.unit(item, part);
            if (!known.contains(unit) && KeptStates.misses(place.run(), unit)) {
                units.add(unit);
            }
        }
        return units;
    }

    private long unitBytes() {
        Decoder decoder = model.local().decoder();
        return bytes(decoder.config().layers().size(), decoder.config().hidden(), decoder.type());
    }

    /** What is to be pooled of the prompts that were expected since this was last asked. */
    Optional<LocalModel.Pooled> pooled() {
        List<Wanted> now = List.copyOf(wanted);
        wanted.clear();
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(new LocalModel.Pooled(
                        now.stream().map(one -> one.reading().sample()).toList(),
                        normalised,
                        (sample, means) -> keep(now.get(sample), means)));
    }

    /** Empty for a prompt that similarity leaves out or refuses. */
    private Optional<Reading> reading(Place place, CrossItem item, Set<Unit> units) {
        SimilarityPrompts prompts =
                new SimilarityPrompts(model.local(), place.tasks().plan(), Map.of());
        try {
            return prompts.readings(place.task(), prompts.encode(place.task(), List.of(item))).stream()
                    .findFirst()
                    .map(reading -> reading.only(units::contains));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // similarity says why, if the item is among its samples
        }
    }

    private void keep(Wanted one, double[][][] means) {
        PooledWalk.Sample sample = one.reading().sample();
        boolean wide = model.local().decoder().type() == FloatType.F64;
        try {
            for (int i = 0; i < means.length; i++) {
                KeptStates.append(one.run(), one.reading().units().get(i), sample, i, means[i], wide);
            }
        } catch (IOException e) {
            room = 0;
            tell("hidden states cannot be kept, similarity reads their prompts again: " + e.getMessage());
        }
    }

    private Place open(Cell cell) {
        Place place = places.get(cell);
        if (place == null || place.run() != null) {
            return place;
        }
        try {
            FindingRun run = store.open(place.tasks().states(place.task()), info);
            open.add(run);
            room -= FOLDER;
            Place opened = new Place(place.tasks(), place.task(), run);
            places.put(cell, opened);
            return opened;
        } catch (IOException e) {
            places.remove(cell);
            tell("hidden states cannot be kept, similarity reads their prompts again: " + e.getMessage());
            return null;
        }
    }

    /** Tells what cannot be kept; only the first time, since a full disk would be told with every prompt. */
    private void tell(String line) {
        if (!told) {
            told = true;
            progress.say(line);
        }
    }

    @Override
    public void close() {
        try {
            Closing.all(open);
        } catch (IOException e) {
            tell("hidden states cannot be kept, similarity reads their prompts again: " + e.getMessage());
        }
    }
}
