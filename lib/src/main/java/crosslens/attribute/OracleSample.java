package crosslens.attribute;

import crosslens.text.Sentences;
import crosslens.text.Span;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * One sample of the oracle: what the removal of each segment of the context does to the answer.
 *
 * @param id the item's
 * @param paragraph the item's cluster
 * @param drops log-probability of the target with the whole context minus that without the segment, in nats, by segment
 * @param lengths of the segments in UTF-16 units
 * @param holding places of the segments that hold the gold answer or a part of it, ascending
 */
public record OracleSample(String id, int paragraph, double[] drops, int[] lengths, List<Integer> holding) {
    public OracleSample {
        drops = drops.clone();
        lengths = lengths.clone();
        holding = List.copyOf(new TreeSet<>(holding));
        if (drops.length == 0 || drops.length != lengths.length) {
            throw new IllegalArgumentException(
                    id + " has " + drops.length + " drops for " + lengths.length + " segments of its context");
        }
        if (Arrays.stream(drops).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("a drop of " + id + " is not a number: " + Arrays.toString(drops));
        }
        if (holding.isEmpty() || holding.get(0) < 0 || holding.get(holding.size() - 1) >= drops.length) {
            throw new IllegalArgumentException("the answer of " + id + " lies in the segments " + holding + " of "
                    + drops.length + ": its offset does not fit its context");
        }
    }

    /**
     * A sample from its context's segments; a gold answer that crosses a boundary credits every segment it touches.
     *
     * @param segments that tile the context, see {@link Segmentation#split}
     * @param golds places of the gold answers in the context
     */
    public static OracleSample of(
            String id, int paragraph, double[] drops, List<Span> segments, Collection<Span> golds) {
        TreeSet<Integer> holding = new TreeSet<>();
        golds.forEach(gold -> holding.addAll(Sentences.touchedBy(gold, segments)));
        return new OracleSample(
                id, paragraph, drops, segments.stream().mapToInt(Span::length).toArray(), List.copyOf(holding));
    }

    /** The segment whose removal costs most; of equals the first. */
    public int largestDrop() {
        int largest = 0;
        for (int i = 1; i < drops.length; i++) {
            largest = drops[i] > drops[largest] ? i : largest;
        }
        return largest;
    }

    /** Whether that segment holds the answer or a part of it. */
    public boolean retrieved() {
        return holding.contains(largestDrop());
    }

    /** Share of the segments that would count as a hit: what a blind choice scores. */
    public double chance() {
        return (double) holding.size() / drops.length;
    }

    /** Whether the first segment would count as a hit. */
    public boolean firstHolds() {
        return holding.get(0) == 0;
    }

    /** Whether the longest segment would count as a hit; of equals the first. */
    public boolean longestHolds() {
        int longest = 0;
        for (int i = 1; i < lengths.length; i++) {
            longest = lengths[i] > lengths[longest] ? i : longest;
        }
        return holding.contains(longest);
    }

    @Override
    public double[] drops() {
        return drops.clone();
    }

    @Override
    public int[] lengths() {
        return lengths.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OracleSample sample
                && id.equals(sample.id)
                && paragraph == sample.paragraph
                && Arrays.equals(drops, sample.drops)
                && Arrays.equals(lengths, sample.lengths)
                && holding.equals(sample.holding);
    }

    @Override
    public int hashCode() {
        return id.hashCode() * 31 + Arrays.hashCode(drops);
    }

    @Override
    public String toString() {
        return id + ": drops " + Arrays.toString(drops) + ", answer in " + holding;
    }
}
