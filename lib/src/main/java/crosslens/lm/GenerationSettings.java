package crosslens.lm;

import crosslens.prompt.Style;

/**
 * How answers are generated (always greedily).
 *
 * @param style CHAT renders the user message through the model's template, RAW sends it as it is; a prompt that already holds template parts is sent as it is in both
 * @param answerPrefix text the answer is made to continue, e.g. {@code Answer:}, or empty
 * @param maxTokens most new tokens, at least 1
 */
public record GenerationSettings(Style style, String answerPrefix, int maxTokens, StopRule stop) {
    /** The study's limit. */
    public static final int DEFAULT_MAX_TOKENS = 64;

    /** At most 64 new tokens, ending at the first newline after visible text, no prefix. */
    public static GenerationSettings of(Style style) {
        return new GenerationSettings(style, "", DEFAULT_MAX_TOKENS, StopRule.NEWLINE);
    }

    public GenerationSettings {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1, not " + maxTokens);
        }
    }
}
