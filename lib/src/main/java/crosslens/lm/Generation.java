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
 */
public record Generation(
        String id,
        String promptSha,
        int promptTokens,
        List<Integer> tokens,
        String text,
        StopReason stop,
        double margin) {
    public Generation {
        tokens = List.copyOf(tokens);
    }

    /** The same answer under another name. */
    public Generation withId(String name) {
        return new Generation(name, promptSha, promptTokens, tokens, text, stop, margin);
    }
}
