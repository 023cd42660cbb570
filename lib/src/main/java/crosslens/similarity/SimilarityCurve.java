package crosslens.similarity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * S(en, x) of one language over the layers with what stands out in it: all that is shown of {@link SimilaritySums}, and small.
 *
 * @param samples number of pairs, K
 * @param paragraphs they come from
 * @param points one a layer, the embeddings first
 * @param places the landmarks the curve has, in the order of {@link Landmark}
 */
public record SimilarityCurve(
        long samples,
        int paragraphs,
        List<SimilarityPoint> points,
        List<Landmark.Place> places,
        Landmark.Bottleneck bottleneck) {
    public SimilarityCurve {
        points = List.copyOf(points);
        places = List.copyOf(places);
        if (points.isEmpty() || samples < 2 || paragraphs < 1) {
            throw new IllegalArgumentException("a curve needs a layer and two samples of a paragraph, not "
                    + points.size() + " layers and " + samples + " samples of " + paragraphs);
        }
    }

    /**
     * The curve of sums that are complete.
     *
     * @throws IllegalArgumentException if there are fewer than two samples
     */
    public static SimilarityCurve of(SimilaritySums sums) {
        return new SimilarityCurve(
                sums.samples(),
                sums.paragraphs(),
                sums.curve(),
                Stream.of(Landmark.values())
                        .flatMap(landmark -> landmark.find(sums).stream())
                        .toList(),
                Landmark.bottleneck(sums));
    }

    /** The place of a landmark, if the curve has it. */
    public Optional<Landmark.Place> place(Landmark landmark) {
        return places.stream().filter(place -> place.landmark() == landmark).findFirst();
    }

    /** The last layer's number, L. */
    public int layers() {
        return points.size() - 1;
    }
}
