package crosslens.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Which parameters an endpoint takes; learnt from its refusals.
 *
 * @param temperature whether it takes a temperature; without it answers are not greedy, and the run's log says so
 * @param oldLimit whether the limit of new tokens is called {@code max_tokens}, else {@code max_completion_tokens}
 */
record Dialect(boolean temperature, boolean oldLimit) {
    static final Dialect FULL = new Dialect(true, true);

    private static final String TEMPERATURE = "temperature";
    private static final String MAX_TOKENS = "max_tokens";

    /** What can be left out or said otherwise. */
    static final List<String> OPTIONAL = List.of(TEMPERATURE, MAX_TOKENS);

    /** The dialect without a parameter; the same if it was not in use. */
    Dialect without(String parameter) {
        return new Dialect(temperature && !parameter.equals(TEMPERATURE), oldLimit && !parameter.equals(MAX_TOKENS));
    }

    /** Asks for at most so many new tokens, always the likeliest. */
    void write(ObjectNode body, int maxTokens) {
        body.put(oldLimit ? MAX_TOKENS : "max_completion_tokens", maxTokens);
        if (temperature) {
            body.put(TEMPERATURE, 0);
        }
    }
}
