package crosslens.study;

import crosslens.similarity.Companion;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which measures are to stand beside S, and on how many items.
 *
 * @param which perhaps none
 * @param items the most of each subset, the first of the data set's fixed order: all their vectors are held at once, in two languages
 */
public record SimilarityMeasures(Set<Companion> which, int items) {
    /** Enough to compare languages; of the built-in model 33 MB a part. */
    public static final int ITEMS = 240;

    /** S alone. */
    public static final SimilarityMeasures NONE = new SimilarityMeasures(Set.of(), ITEMS);

    public SimilarityMeasures {
        which = which.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(which));
        if (items < 2) {
            throw new IllegalArgumentException(
                    "CKA and retrieval compare different samples and need two or more, not " + items);
        }
    }

    /** These measures on {@value #ITEMS} items. */
    public static SimilarityMeasures of(Companion... which) {
        return new SimilarityMeasures(Set.of(which), ITEMS);
    }
}
