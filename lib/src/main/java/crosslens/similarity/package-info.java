/**
 * How alike a model's hidden states are across languages: everything that is computed once the states are there.
 *
 * <p>Start at {@link crosslens.similarity.Pooling} (one vector a sample and layer), {@link crosslens.similarity.SimilaritySums} (S(en, x) of every layer in one
 * pass, mergeable, with jackknife intervals) and {@link crosslens.similarity.Landmark} (where a curve turns, peaks, stays and falls).
 *
 * <pre>{@code
 * SimilaritySums sums = new SimilaritySums(layers + 1, width);
 * sums.add(paragraph, englishByLayer, otherByLayer); // for every sample
 * List<SimilarityPoint> curve = sums.curve();
 * Landmark.TURNING_POINT.find(sums).ifPresent(place -> place.share());
 * }</pre>
 *
 * {@link crosslens.similarity.LinearCka} and {@link crosslens.similarity.NeighbourRetrieval} stand beside S, which alone can mislead; of all layers with
 * intervals they come from {@link crosslens.similarity.VectorPairs}, which holds the vectors of all samples where S needs sums alone.
 *
 * <p>Layers count from 0, the embeddings. Only {@code SimilaritySums} has a state, and belongs to one thread at a time; it holds no native memory. Vectors
 * come as {@code float}, sums are taken in {@code double}.
 */
package crosslens.similarity;
