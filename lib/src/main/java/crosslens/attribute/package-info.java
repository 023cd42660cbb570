/**
 * What a prompt's sentences and tokens contribute to an answer: relevance, and everything that is computed once a model has given its numbers.
 *
 * <p>Start at {@link crosslens.attribute.AttnLrp} (relevance of every token at every layer to a logit),
 * {@link crosslens.attribute.OracleScore} (which removed sentence lowers the answer's log-probability most, and how often it is the one with the
 * gold answer), {@link crosslens.attribute.RelevanceDepth} (after how many layers a token has most of its relevance) and
 * {@link crosslens.attribute.DepthSummary} (means by language, the gap between question and context).
 *
 * <pre>{@code
 * LayerRelevance one = AttnLrp.of(decoder, Recording.WHOLE).explain(AttnLrp.Sample.likeliest(ids));
 * SampleDepth sample = RelevanceDepth.DEFAULT.sample(id, paragraph, one.floats(), PartTokens.find(prompt, starts, ends));
 * DepthSummary german = DepthSummary.of(samples, Subset.BALANCED.ids(scores));
 * german.question().mean(); // layers
 * }</pre>
 *
 * <p>Depths are in layers, counted from 1, unless a name says share; relevance comes as rows by layer, the embeddings first. Records in, records out: nothing
 * but AttnLrp needs an engine, reads a file or keeps a state, and all the rest may be used by any number of threads; AttnLrp by one at a time, while the decoder
 * it was given is open.
 */
package crosslens.attribute;
