package crosslens.lm;

import crosslens.prompt.Prompt;
import java.util.List;
import java.util.function.Consumer;

/**
 * Log-probabilities of given texts: many in, a stream out.
 *
 * <p>Results do not depend on which other requests travel along, nor on their order. One call at a time per model.
 */
public interface TokenScorer {
    /**
     * A text to be scored as the continuation of another.
     *
     * @param id unique within one call
     * @param prefix as the model reads it: rendered, with the answer's prefix if it has one
     * @param continuation read right after the prefix, at least one character
     */
    record Continuation(String id, Prompt prefix, String continuation) {
        public Continuation {
            if (continuation.isEmpty()) {
                throw new IllegalArgumentException("the continuation of request " + id + " is empty");
            }
        }
    }

    /**
     * A token and its natural log-probability given everything before it.
     *
     * @param text as the model's tokenizer shows it
     */
    record TokenScore(String text, double logProb) {}

    /**
     * The scores of one continuation.
     *
     * @param tokens in order; a token that lies across the border belongs to the continuation
     */
    record Scores(String id, List<TokenScore> tokens) {
        public Scores {
            tokens = List.copyOf(tokens);
        }

        /** The log-probability of the whole continuation: the sum over its tokens. */
        public double logProb() {
            return tokens.stream().mapToDouble(TokenScore::logProb).sum();
        }
    }

    /**
     * Scores every continuation.
     *
     * @param sink gets every result as soon as it is final, in any order, on the calling thread; exactly one for every request unless the call ends early
     * @throws UnsupportedOperationException if this model cannot score given text; the message says why
     * @throws InterruptedException if the thread was interrupted; results already handed out stand
     */
    void score(List<Continuation> requests, Consumer<Scores> sink) throws InterruptedException;
}
