package crosslens.study;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.data.CrossItem;
import crosslens.run.FindingRecord;
import crosslens.run.FindingRun;
import crosslens.run.FindingStore;
import crosslens.run.StoredFindings;
import crosslens.similarity.SimilarityPart;
import crosslens.study.SimilarityPrompts.Unit;
import crosslens.text.Sha256;
import crosslens.walk.PooledWalk;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hidden states of one cell that were pooled while its prompts were answered: a finding a vector and a matrix of shape (N + 1, E) beside it, in a store of working
 * files. Every vector says which tokens it was made of, and serves no other prompt.
 */
final class KeptStates {
    private static final String MATRIX = "states";
    private static final String TOKENS = "tokens";

    private final StoredFindings stored;
    private final Map<String, FindingRecord> records;
    private final ProgressListener progress;

    private KeptStates(StoredFindings stored, Map<String, FindingRecord> records, ProgressListener progress) {
        this.stored = stored;
        this.records = records;
        this.progress = progress;
    }

    /** What is kept of a cell, perhaps nothing; files that cannot be read are told of and count as nothing. */
    static KeptStates of(FindingStore store, SimilarityTasks tasks, Answering.Task task, ProgressListener progress) {
        Map<String, FindingRecord> records = new HashMap<>();
        try {
            Optional<StoredFindings> stored = store.find(tasks.states(task));
            if (stored.isPresent()) {
                stored.get().records().forEach(record -> records.put(record.id(), record));
                return new KeptStates(stored.get(), records, progress);
            }
        } catch (IOException e) {
            progress.say("kept hidden states cannot be used, their prompts are read again: " + e.getMessage());
        }
        return new KeptStates(null, Map.of(), progress);
    }

    /** Number of vectors. */
    int size() {
        return records.size();
    }

    /** Whether a prompt need not be read: its parts are there, the context of any prompt of its paragraph. */
    boolean has(CrossItem item, Set<SimilarityPart> parts) {
        return parts.stream().allMatch(part -> records.containsKey(id(unit(item, part))));
    }

    /** The vectors of a unit, shape (N + 1, E), if they are kept and were made of the same tokens after the same beginning. */
    Optional<double[][]> vectors(Unit unit, PooledWalk.Sample sample, int part) {
        FindingRecord record = records.get(id(unit));
        if (record == null
                || !record.values()
                        .path(TOKENS)
                        .asText()
                        .equals(tokens(sample.ids(), sample.parts().get(part)))) {
            return Optional.empty();
        }
        try {
            return Optional.of(stored.matrix(record, MATRIX));
        } catch (IOException e) {
            progress.say("kept hidden states cannot be used, the prompt is read again: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether a unit is still to be kept. */
    static boolean misses(FindingRun run, Unit unit) {
        return !run.missing(Set.of(id(unit))).isEmpty();
    }

    /** Keeps the vectors of a unit, shape (N + 1, E), in single precision unless the model computes in double. */
    static void append(FindingRun run, Unit unit, PooledWalk.Sample sample, int part, double[][] vectors, boolean wide)
            throws IOException {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.put(TOKENS, tokens(sample.ids(), sample.parts().get(part)));
        run.append(
                id(unit),
                values,
                Map.of(MATRIX, vectors),
                wide ? FindingRecord.Block.Type.F64 : FindingRecord.Block.Type.F32);
    }

    /** What is compared of a part of an item. */
    static Unit unit(CrossItem item, SimilarityPart part) {
        return new Unit(part, item.paragraph(), part == SimilarityPart.CONTEXT ? "" : item.id());
    }

    private static String id(Unit unit) {
        return unit.part() + " " + (unit.part() == SimilarityPart.CONTEXT ? unit.paragraph() : unit.item());
    }

    /** A hash of all that a part's hidden states depend on in a causal model: every token up to its last, and which of them belong to it. */
    private static String tokens(int[] ids, BitSet part) {
        return Sha256.of(Arrays.toString(Arrays.copyOf(ids, part.length())) + part);
    }
}
