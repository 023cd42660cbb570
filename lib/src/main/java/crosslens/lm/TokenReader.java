package crosslens.lm;

import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.text.Span;
import java.util.List;
import java.util.function.Consumer;

/**
 * Log-probabilities of all tokens of given texts, with the likeliest tokens in their place: many in, a stream out.
 *
 * <p>Where {@link TokenScorer} sums up continuations, this tells every token as the model's tokenizer cut it. One call at a time per model.
 */
public interface TokenReader {
    /** Most tokens told in place of one. */
    int MOST_ALTERNATIVES = 20;

    /**
     * What is to be read.
     *
     * @param id unique within one call
     * @param prompt read as a prompt of {@link LanguageModel#generate} is
     * @param style likewise
     * @param answer ids of tokens read right after it
     * @param whole whether the prompt's tokens are told too, or those of the answer alone
     * @param alternatives how many of the likeliest tokens are told in each place, 0 to {@link #MOST_ALTERNATIVES}
     */
    record Passage(String id, Prompt prompt, Style style, List<Integer> answer, boolean whole, int alternatives) {
        public Passage {
            answer = List.copyOf(answer);
            if (alternatives < 0 || alternatives > MOST_ALTERNATIVES) {
                throw new IllegalArgumentException(
                        "alternatives must be 0 to " + MOST_ALTERNATIVES + ", not " + alternatives);
            }
        }
    }

    /**
     * A token.
     *
     * @param bytes of its text in UTF-8, perhaps a part of a character; empty for a control token
     * @param logProb natural, given everything before it; NaN for the first token of all, and where the model computes no numbers
     */
    record Likely(byte[] bytes, double logProb) {}

    /**
     * A token in its place.
     *
     * @param span its place in the text of the rendered prompt; tokens that are bytes of one character share it, those of the answer stand empty at the prompt's end
     * @param likeliest most likely first; empty for the first token of all
     */
    record Placed(Likely token, Span span, List<Likely> likeliest) {
        public Placed {
            likeliest = List.copyOf(likeliest);
        }
    }

    /**
     * What was read.
     *
     * @param promptTokens tokens of the prompt
     * @param tokens in order; null where the passage is longer than the model's context
     */
    record Reading(String id, int promptTokens, List<Placed> tokens) {
        public Reading {
            tokens = tokens == null ? null : List.copyOf(tokens);
        }

        /** Whether the passage did not fit the model's context. */
        public boolean tooLong() {
            return tokens == null;
        }
    }

    /**
     * Reads every passage.
     *
     * @param sink gets every reading as soon as it is final, in any order, on the calling thread; exactly one for every passage unless the call ends early
     * @throws IllegalArgumentException if a passage has no tokens, or some that the model does not know
     * @throws InterruptedException if the thread was interrupted; readings already handed out stand
     */
    void read(List<Passage> passages, Consumer<Reading> sink) throws InterruptedException;
}
