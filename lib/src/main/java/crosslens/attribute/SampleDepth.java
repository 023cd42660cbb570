package crosslens.attribute;

import crosslens.prompt.PartKind;
import java.util.Map;

/**
 * The depths of one sample's parts.
 *
 * @param id the item's
 * @param paragraph the item's cluster
 * @param layers of the model, by which a depth becomes a share
 * @param tokens of the whole prompt
 * @param withoutDepth tokens whose total relevance is not positive
 * @param falling tokens whose running sum falls at some layer
 * @param firstTokenShare how much of a layer's absolute relevance lies on the first token, mean over the layers, in [0, 1]
 */
public record SampleDepth(
        String id,
        int paragraph,
        int layers,
        int tokens,
        int withoutDepth,
        int falling,
        double firstTokenShare,
        Map<PartKind, PartDepth> parts) {
    public SampleDepth {
        parts = Map.copyOf(parts);
    }

    /** One part's depth in layers; NaN where the prompt has no such part. */
    public double depth(PartKind part, PartDepth.Measure measure) {
        PartDepth found = parts.get(part);
        return found == null ? Double.NaN : found.of(measure);
    }
}
