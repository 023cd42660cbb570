package crosslens.lm;

import java.util.List;

/**
 * What a model answered to one request.
 *
 * @param promptSha SHA-256 of the text the model read (template and prefix included)
 * @param promptTokens tokens the model read
 * @param tokens ids of the new tokens, the stopping one included
 * @param text their text without control tokens; with {@link StopReason#NEWLINE} the stopping token is kept whole
 * @param margin smallest difference between the two largest logits over the steps; NaN where unknown or nothing was generated
 * @param reply an endpoint's reply as it came, its usage included; empty for a local model. The ids of its tokens are unknown, and {@code promptTokens}
 *     is what the endpoint counted, 0 where it does not say
 */
public record Generation(
        String id,
        String promptSha,
        int promptTokens,
        List<Integer> tokens,
        String text,
        StopReason stop,
        double margin,
        String reply) {
    public Generation {
        tokens = List.copyOf(tokens);
        if (reply == null) {
            throw new IllegalArgumentException("a reply may be empty, not null");
        }
    }

    /** A local model's answer, which came in no reply. */
    public Generation(
            String id,
            String promptSha,
            int promptTokens,
            List<Integer> tokens,
            String text,
            StopReason stop,
            double margin) {
        this(id, promptSha, promptTokens, tokens, text, stop, margin, "");
    }

    /** The same answer under another name. */
    public Generation withId(String name) {
        return new Generation(name, promptSha, promptTokens, tokens, text, stop, margin, reply);
    }
}
