package crosslens.remote;

import com.fasterxml.jackson.databind.JsonNode;
import crosslens.lm.TokenScorer.TokenScore;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of an echoed prompt with their log-probabilities.
 *
 * @param offsets of the tokens in the prompt, in code points; null where the reply's offsets cannot be trusted, because its token texts do not add up to the
 *     prompt (pieces of a character, or a beginning-of-text token among them)
 */
record EchoReading(List<String> tokens, List<Double> logProbs, List<Integer> offsets) {
    /** Reads a reply; null if it has no log-probabilities of its prompt. */
    static EchoReading of(JsonNode reply, Verdict.Usage usage, String prompt) {
        JsonNode logprobs = reply.path("choices").path(0).path("logprobs");
        JsonNode texts = logprobs.path("tokens");
        JsonNode values = logprobs.path("token_logprobs");
        if (!texts.isArray() || texts.isEmpty() || values.size() != texts.size()) {
            return null;
        }
        List<String> tokens = new ArrayList<>();
        List<Double> logProbs = new ArrayList<>();
        List<Integer> offsets = new ArrayList<>();
        int offset = 0;
        StringBuilder joined = new StringBuilder();
        // What an endpoint generates after the prompt, though asked for nothing, is left out.
        int count = usage.counted() ? Math.min(texts.size(), usage.promptTokens()) : texts.size();
        for (int i = 0; i < count; i++) {
            String token = texts.path(i).asText();
            tokens.add(token);
            logProbs.add(values.path(i).isNumber() ? values.path(i).doubleValue() : Double.NaN);
            offsets.add(offset);
            offset += token.codePointCount(0, token.length());
            joined.append(token);
        }
        return new EchoReading(tokens, logProbs, joined.toString().equals(prompt) ? offsets : null);
    }

    /** The scores of the tokens from one on. */
    List<TokenScore> from(int first) {
        List<TokenScore> scores = new ArrayList<>();
        for (int i = first; i < tokens.size(); i++) {
            scores.add(new TokenScore(tokens.get(i), logProbs.get(i)));
        }
        return scores;
    }

    /** The first token that reaches beyond a place of the prompt, in code points; needs trusted offsets. */
    int firstBeyond(int place) {
        int first = 0;
        while (first < tokens.size()
                && offsets.get(first)
                                + tokens.get(first)
                                        .codePointCount(0, tokens.get(first).length())
                        <= place) {
            first++;
        }
        return first;
    }

    /** How many tokens two readings share at their beginning. */
    int sharedWith(EchoReading other) {
        int shared = 0;
        while (shared < Math.min(tokens.size(), other.tokens.size())
                && tokens.get(shared).equals(other.tokens.get(shared))) {
            shared++;
        }
        return shared;
    }
}
