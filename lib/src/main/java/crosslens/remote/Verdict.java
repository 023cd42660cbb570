package crosslens.remote;

import com.fasterxml.jackson.databind.JsonNode;
import crosslens.lm.StopReason;
import java.time.Duration;

/** What one attempt at a request came to. */
sealed interface Verdict {
    /**
     * A reply of the right shape: a JSON object with choices, though perhaps none.
     *
     * @param model the endpoint's own name of the model, or empty
     * @param systemFingerprint or empty
     */
    record Reply(JsonNode json, String model, String systemFingerprint, Usage usage) implements Verdict {}

    /** Nothing came of it, and nothing will: the request gets this stop reason. */
    record Final(StopReason stop, String why) implements Verdict {}

    /** The endpoint does not take a parameter; ask without it. */
    record Without(String parameter, String why) implements Verdict {}

    /**
     * Worth another attempt.
     *
     * @param stop what the request gets after the last one; null: the session ends
     * @param delay what the endpoint asks for, or zero
     * @param maybePaid whether the endpoint may have computed an answer
     */
    record Again(StopReason stop, String why, Duration delay, boolean maybePaid) implements Verdict {}

    /** Nothing that is asked will be answered. */
    record Fatal(String why) implements Verdict {}

    /**
     * What a reply cost.
     *
     * @param counted false if the endpoint did not say; the numbers are 0 then
     */
    record Usage(int promptTokens, int newTokens, boolean counted) {
        static final Usage UNKNOWN = new Usage(0, 0, false);
    }
}
