package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.decoder.DecoderConfig;
import crosslens.prompt.Cell;
import crosslens.run.AnswerRecord;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.Shard;
import crosslens.run.StoredFindings;
import crosslens.run.StoredRun;
import crosslens.similarity.SimilarityPart;
import crosslens.tensor.FloatType;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One reading of a prompt for answer and similarity. Which samples similarity takes is known only when all answers are there, so the hidden states of every prompt are
 * kept in working files until then. They are a matter of speed alone: what is not kept is read again.
 */
final class SharedReading {
    private final StudyContext context;
    private final long mostBytes;

    /** With working files of {@link StateKeeping#MOST_BYTES} at most, and of half the free disk. */
    static SharedReading of(StudyContext context) throws IOException {
        Path there = context.settings().states().toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        long free = there == null ? 0 : Files.getFileStore(there).getUsableSpace();
        return new SharedReading(context, Math.min(StateKeeping.MOST_BYTES, free / 2));
    }

    /** @param mostBytes that the working files may fill */
    SharedReading(StudyContext context, long mostBytes) {
        this.context = context;
        this.mostBytes = mostBytes;
    }

    /**
     * Answers a plan, and keeps the hidden states of those of its prompts that similarity may compare afterwards. The answers are those of {@link AnswerStudy#run(Model,
     * AnswerPlan)}.
     *
     * @param compared in all cells that are to be kept; endpoints and shards keep nothing
     */
    RunSet answer(Model model, AnswerPlan plan, List<SimilarityPlan> compared)
            throws IOException, InterruptedException {
        AnswerStudy study = new AnswerStudy(context);
        if (model instanceof RemoteModel || !plan.shard().equals(Shard.WHOLE)) {
            return study.run(model, plan);
        }
        List<SimilarityTasks> tasks = tasks(model, compared);
        try (StateKeeping keeping = new StateKeeping(
                model, context.states(), tasks, context.info(model, plan), mostBytes, context.progress())) {
            return study.run(model, plan, Optional.of(keeping));
        }
    }

    /**
     * What similarity reads of its prompts.
     *
     * @param prompts all
     * @param kept those whose hidden states are kept already
     * @param answered those that are read while they are answered
     */
    record Left(long prompts, long kept, long answered) {
        /** Those that similarity reads itself. */
        long reading() {
            return prompts - kept - answered;
        }

        /** Share of the prompts that similarity reads itself. */
        double share() {
            return prompts == 0 ? 0 : (double) reading() / prompts;
        }

        @Override
        public String toString() {
            List<String> others = new ArrayList<>();
            if (answered > 0) {
                others.add(answered + " are read while they are answered");
            }
            if (kept > 0) {
                others.add("the hidden states of " + kept + " are kept from an earlier start");
            }
            return reading() + " of " + prompts + " prompts to read"
                    + (others.isEmpty() ? "" : " (" + String.join(", ", others) + ")");
        }
    }

    /**
     * What similarity will have to read.
     *
     * @param answers what is answered before it, and kept; empty if nothing is
     * @param formats number of formats that are kept, only one of which is compared
     */
    Left left(Model model, Optional<AnswerPlan> answers, SimilarityPlan plan, int formats) throws IOException {
        List<SimilarityTasks> possible = tasks(model, List.of(plan));
        if (possible.isEmpty()) {
            return new Left(0, 0, 0);
        }
        SimilarityTasks tasks = possible.get(0);
        Map<Cell, Set<String>> missing = answers.isPresent() ? missing(model, answers.get()) : Map.of();
        long prompts = 0;
        long kept = 0;
        long asked = 0;
        long units = 0;
        for (Answering.Task task : tasks.all()) {
            KeptStates states = KeptStates.of(context.states(), tasks, task, ProgressListener.NONE);
            Set<String> toAsk = missing.getOrDefault(task.cell(), Set.of());
            Set<Integer> paragraphs = new HashSet<>();
            for (CrossItem item : task.wanted()) {
                prompts++;
                if (states.has(item, plan.parts())) {
                    kept++;
                } else if (toAsk.contains(item.id())) {
                    asked++;
                    units += plan.parts().size();
                    units -= plan.parts().contains(SimilarityPart.CONTEXT) && !paragraphs.add(item.paragraph()) ? 1 : 0;
                }
            }
        }
        double bytes = (double) units * unitBytes(model) * formats;
        double fitting =
                bytes == 0 ? 1 : Math.min(1, Math.max(0, StateKeeping.room(context.states(), mostBytes)) / bytes);
        return new Left(prompts, kept, (long) (asked * fitting));
    }

    /** Removes what is kept of some plans, and the folder with the last of it; what is in use elsewhere stays, and is told of. */
    void forget(Model model, List<SimilarityPlan> plans) throws IOException {
        for (SimilarityTasks tasks : tasks(model, plans)) {
            for (Answering.Task task : tasks.all()) {
                forget(tasks.states(task));
            }
        }
        try {
            Files.deleteIfExists(context.settings().states());
        } catch (DirectoryNotEmptyException e) {
            return; // another model's, or another study's
        }
    }

    private void forget(FindingSpec spec) {
        FindingStore store = context.states();
        try {
            Optional<StoredFindings> stored = store.find(spec);
            if (stored.isPresent()) {
                store.delete(stored.get().name());
            }
        } catch (IOException e) {
            context.progress()
                    .say(
                            "hidden states that are no longer needed could not be removed (./crosslens runs du shows them): "
                                    + e.getMessage());
        }
    }

    /** The cells of plans that similarity can carry out on this data; of the others it says itself what is missing. */
    private List<SimilarityTasks> tasks(Model model, List<SimilarityPlan> plans) throws IOException {
        List<SimilarityTasks> tasks = new ArrayList<>();
        for (SimilarityPlan plan : plans) {
            try {
                tasks.add(SimilarityTasks.of(model, context.data(), plan));
            } catch (IllegalArgumentException e) {
                continue; // no English, or nothing beside it
            }
        }
        return tasks;
    }

    /** Items of each cell that have no answer yet. */
    private Map<Cell, Set<String>> missing(Model model, AnswerPlan plan) throws IOException {
        Map<Cell, Set<String>> missing = new HashMap<>();
        for (Answering.Task task : new Answering(model, context.data(), plan, ProgressListener.NONE).tasks()) {
            Set<String> ids = new HashSet<>(task.ids());
            Optional<StoredRun> run = context.runs().get(0).find(task.spec());
            if (run.isPresent()) {
                run.get().records().stream().map(AnswerRecord::id).forEach(ids::remove);
            }
            missing.put(task.cell(), ids);
        }
        return missing;
    }

    private static long unitBytes(Model model) throws IOException {
        DecoderConfig config = model.config();
        return StateKeeping.bytes(
                config.layers().size(),
                config.hidden(),
                FloatType.F64.label().equals(model.card().dtype()) ? FloatType.F64 : FloatType.F32);
    }
}
