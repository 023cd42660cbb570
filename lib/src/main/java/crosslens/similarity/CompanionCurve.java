package crosslens.similarity;

import java.util.List;

/**
 * A measure beside S, of one language over the layers.
 *
 * @param samples number of pairs, K; retrieval is harder the more there are
 * @param paragraphs they come from
 * @param points one a layer, the embeddings first
 */
public record CompanionCurve(Companion measure, int samples, int paragraphs, List<CompanionPoint> points) {
    public CompanionCurve {
        points = List.copyOf(points);
        if (points.isEmpty() || samples < 2 || paragraphs < 1 || paragraphs > samples) {
            throw new IllegalArgumentException(
                    "a curve of " + measure + " needs a layer and two samples of a paragraph, not " + points.size()
                            + " layers and " + samples + " samples of " + paragraphs + " paragraphs");
        }
    }
}
