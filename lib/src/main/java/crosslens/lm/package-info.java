/**
 * The contract between the kit and any language model, local or remote.
 *
 * <p>Start at {@link crosslens.lm.LanguageModel} (prompts in, answers out) and {@link crosslens.lm.Generation} (one answer, with the
 * {@link crosslens.lm.StopReason} why it ended); {@link crosslens.lm.TokenScorer} and
 * {@link crosslens.lm.TokenReader} give log-probabilities of given text, where a model can.
 *
 * <p><b>Lifetime.</b> A model is closed by whoever opened it; everything else is immutable. <b>Threads.</b> One call at a time per model; results are
 * handed out on the calling thread.
 */
package crosslens.lm;
