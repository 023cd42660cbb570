package crosslens.remote;

import com.fasterxml.jackson.databind.JsonNode;
import crosslens.lm.TokenScorer.TokenScore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tokens of an echoed prompt with their log-probabilities.
 *
 * @param ends of the tokens in the prompt, in code points; tokens that are pieces of one character end where it ends. Null where they cannot be known,
 *     because the tokens' texts do not add up to the prompt
 */
record EchoReading(List<String> tokens, List<Double> logProbs, List<Integer> ends) {
    /** How a token is written that is no whole text: {@code bytes:\xe2\x80}. */
    private static final Pattern BYTES = Pattern.compile("bytes:(\\\\x[0-9a-fA-F]{2})+");

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
        // What an endpoint generates after the prompt, though asked for nothing, is left out.
        int count = usage.counted() ? Math.min(texts.size(), usage.promptTokens()) : texts.size();
        for (int i = 0; i < count; i++) {
            String token = texts.path(i).asText();
            tokens.add(token);
            logProbs.add(values.path(i).isNumber() ? values.path(i).doubleValue() : Double.NaN);
        }
        List<byte[]> bytes = tokens.stream()
                .map(String.join("", tokens).equals(prompt) ? EchoReading::plain : EchoReading::bytes)
                .toList();
        return new EchoReading(tokens, logProbs, ends(bytes, prompt));
    }

    /** Where tokens end in the prompt, null if they do not add up to it. */
    private static List<Integer> ends(List<byte[]> tokens, String prompt) {
        byte[] text = prompt.getBytes(StandardCharsets.UTF_8);
        List<Integer> ends = new ArrayList<>();
        int place = 0;
        int characters = 0;
        for (byte[] token : tokens) {
            int end = place + token.length;
            if (end > text.length || !Arrays.equals(text, place, end, token, 0, token.length)) {
                return null;
            }
            for (; place < end; place++) {
                boolean goesOn = (text[place] & 0xC0) == 0x80;
                characters += goesOn ? 0 : 1;
            }
            ends.add(characters);
        }
        return place == text.length ? ends : null;
    }

    private static byte[] plain(String token) {
        return token.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String token) {
        return BYTES.matcher(token).matches()
                ? HexFormat.ofDelimiter("\\x").parseHex(token.substring("bytes:\\x".length()))
                : plain(token);
    }

    /** The scores of the tokens from one on. */
    List<TokenScore> from(int first) {
        List<TokenScore> scores = new ArrayList<>();
        for (int i = first; i < tokens.size(); i++) {
            scores.add(new TokenScore(tokens.get(i), logProbs.get(i)));
        }
        return scores;
    }

    /** The first token that reaches beyond a place of the prompt, in code points; needs known ends. */
    int firstBeyond(int place) {
        int first = 0;
        while (first < tokens.size() && ends.get(first) <= place) {
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
