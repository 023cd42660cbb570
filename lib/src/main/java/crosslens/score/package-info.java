/**
 * Answer metrics, summaries and statistics.
 *
 * <p>Start at {@link crosslens.score.Scorer} (a model's raw answer to an {@link crosslens.score.ItemScore}), {@link crosslens.score.OfficialScore} (a file of
 * predictions as the official SQuAD v1.1 script scores it) and {@link crosslens.score.ClusterBootstrap} (intervals by paragraph).
 *
 * <pre>{@code
 * ItemScore score = new Scorer().score("Answer: the red house\n", item);
 * Optional<Interval> interval = ClusterBootstrap.DEFAULT.mean(scores, Metric.F1);
 * }</pre>
 *
 * Scores are fractions in [0, 1], a paper's percent only in {@link crosslens.score.OfficialScore} and in reports. A metric is an
 * {@link crosslens.score.AnswerMetric} over an {@link crosslens.score.AnswerNormalizer}: SQuAD's rules for the published numbers, the language-aware ones
 * beside them. Everything is a pure function or an immutable record and may be used by any number of threads; only {@code OfficialScore} reads files.
 */
package crosslens.score;
