package crosslens.study;

import crosslens.attribute.Subset;
import crosslens.run.FindingRun;
import crosslens.run.SimilarityFindings;
import crosslens.similarity.SimilarityPart;
import crosslens.similarity.SimilaritySums;
import crosslens.study.SimilarityPrompts.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sums of one group of paragraphs in one language while its vectors come in; stored when the last has come. */
final class SimilarityGroup {
    private final int group;
    private final Map<Target, SimilaritySums> sums = new HashMap<>();
    private final Map<Target, FindingRun> stores;
    private final Map<Unit, Set<Subset>> expected = new HashMap<>();
    private final Set<Unit> seen = new HashSet<>();

    /** What a finding is about, beside its language. */
    record Target(SimilarityPart part, Subset subset) {}

    /**
     * @param stores where each target's sums go
     * @param layers number of layers that are looked at
     */
    SimilarityGroup(int group, Map<Target, FindingRun> stores, int layers, int width) {
        this.group = group;
        this.stores = Map.copyOf(stores);
        stores.keySet().forEach(target -> sums.put(target, new SimilaritySums(layers, width)));
    }

    /** Says that a pair will come. */
    void expect(Unit unit, Set<Subset> subsets) {
        expected.put(unit, subsets);
    }

    /**
     * Adds a pair that was expected; the last one stores the group.
     *
     * @throws IllegalArgumentException naming the item whose vectors have no direction or are no numbers
     */
    void add(Unit unit, double[][] english, double[][] other) {
        if (!expected.containsKey(unit) || !seen.add(unit)) {
            throw new IllegalStateException(unit + " was not expected, or comes again");
        }
        for (Subset subset : expected.get(unit)) {
            try {
                sums.get(new Target(unit.part(), subset)).add(unit.paragraph(), english, other);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        unit.part() + " of "
                                + (unit.item().isEmpty()
                                        ? "paragraph " + (unit.paragraph() + 1)
                                        : "item " + unit.item())
                                + ": " + e.getMessage(),
                        e);
            }
        }
        if (seen.size() == expected.size()) {
            store();
        }
    }

    /** Stores a group that no pair was expected of; of others, that all came. */
    void finish() {
        if (seen.size() < expected.size()) {
            throw new IllegalStateException(
                    "group " + group + " has " + seen.size() + " of " + expected.size() + " pairs");
        }
        store();
    }

    /** Stores the sums that no earlier run has stored. */
    private void store() {
        try {
            for (Map.Entry<Target, SimilaritySums> entry : sums.entrySet()) {
                FindingRun run = stores.get(entry.getKey());
                if (!run.missing(List.of(SimilarityFindings.id(group))).isEmpty()) {
                    SimilarityFindings.append(run, group, entry.getValue().group(group));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
