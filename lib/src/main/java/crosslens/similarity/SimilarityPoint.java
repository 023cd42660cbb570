package crosslens.similarity;

import crosslens.score.Interval;
import java.util.Optional;

/**
 * S(en, x) at one layer.
 *
 * @param layer 0 for the embeddings
 * @param cross mean cosine between the two languages of a sample
 * @param within mean cosine between different samples of language x
 * @param similarity cross divided by within; NaN or infinite where within is 0
 * @param interval of the similarity, by paragraphs; empty with too few of them
 */
public record SimilarityPoint(int layer, double cross, double within, double similarity, Optional<Interval> interval) {}
