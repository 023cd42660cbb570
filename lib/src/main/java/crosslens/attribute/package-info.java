/**
 * What a prompt's sentences and tokens contribute to an answer: everything that is computed once a model has given its numbers.
 *
 * <p>Start at {@link crosslens.attribute.OracleScore} (which removed sentence lowers the answer's log-probability most, and how often it is the one with the
 * gold answer), {@link crosslens.attribute.RelevanceDepth} (after how many layers a token has most of its relevance) and
 * {@link crosslens.attribute.DepthSummary} (means by language, the gap between question and context).
 *
 * <pre>{@code
 * SampleDepth sample = RelevanceDepth.DEFAULT.sample(id, paragraph, relevance, PartTokens.find(prompt, starts, ends));
 * DepthSummary german = DepthSummary.of(samples, Subset.BALANCED.ids(scores));
 * german.question().mean(); // layers
 * }</pre>
 *
 * <p>Depths are in layers, counted from 1, unless a name says share; relevance comes as rows by layer, the embeddings first. Records in, records out: nothing
 * here needs an engine, reads a file or keeps a state, and all of it may be used by any number of threads.
 */
package crosslens.attribute;
