package crosslens.similarity;

import crosslens.score.Interval;
import java.util.Optional;

/**
 * A measure beside S at one layer.
 *
 * @param layer 0 for the embeddings
 * @param value a fraction; NaN where all vectors of one language are equal
 * @param chance what would be found if the languages had nothing in common
 * @param interval of the value, by paragraphs; empty with too few of them
 */
public record CompanionPoint(int layer, double value, double chance, Optional<Interval> interval) {}
