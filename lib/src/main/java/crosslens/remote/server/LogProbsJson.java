package crosslens.remote.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.lm.TokenReader.Likely;
import crosslens.lm.TokenReader.Placed;
import crosslens.text.Span;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol's form of log-probabilities. A token that is a part of a character is written {@code bytes:\xe2\x80}; what is no number is null.
 *
 * @param prompt its text, where its tokens are told too, else empty
 * @param answer the answer's text as it is sent: tokens that begin behind it are not told
 * @param alternatives how many were asked for in each place
 */
record LogProbsJson(String prompt, String answer, int alternatives) {
    /**
     * A token and where it begins.
     *
     * @param offset in code points, from the beginning of the text that is sent
     */
    private record Shown(String text, int offset, Placed placed) {}

    /** As chat completions have it. */
    void chat(ObjectNode logprobs, List<Placed> tokens) {
        ArrayNode content = logprobs.putArray("content");
        for (Shown shown : shown(tokens)) {
            ObjectNode token = content.addObject();
            put(token, shown.text(), shown.placed().token());
            ArrayNode others = token.putArray("top_logprobs");
            for (Likely other : shown.placed().likeliest()) {
                put(others.addObject(), name(other), other);
            }
        }
        logprobs.putNull("refusal");
    }

    /** As completions have it: the alternatives by their texts, the token itself among them. */
    void completion(ObjectNode logprobs, List<Placed> tokens) {
        ArrayNode texts = logprobs.putArray("tokens");
        ArrayNode values = logprobs.putArray("token_logprobs");
        ArrayNode offsets = logprobs.putArray("text_offset");
        ArrayNode others = alternatives > 0 ? logprobs.putArray("top_logprobs") : logprobs.arrayNode();
        for (Shown shown : shown(tokens)) {
            texts.add(shown.text());
            offsets.add(shown.offset());
            double value = shown.placed().token().logProb();
            if (!Double.isFinite(value)) {
                values.addNull();
                others.addNull();
                continue;
            }
            values.add(value);
            ObjectNode likeliest = others.addObject().put(shown.text(), value);
            for (Likely other : shown.placed().likeliest()) {
                if (!likeliest.has(name(other))) {
                    likeliest.put(name(other), other.logProb());
                }
            }
        }
        if (alternatives == 0) {
            logprobs.putNull("top_logprobs");
        }
    }

    private static void put(ObjectNode node, String text, Likely token) {
        node.put("token", text);
        if (Double.isFinite(token.logProb())) {
            node.put("logprob", token.logProb());
        } else {
            node.putNull("logprob");
        }
        ArrayNode bytes = node.putArray("bytes");
        for (byte one : token.bytes()) {
            bytes.add(Byte.toUnsignedInt(one));
        }
    }

    /** Tokens of the prompt stand where they were found in it; those of the answer follow from their bytes, as far as these make whole characters. */
    private List<Shown> shown(List<Placed> tokens) {
        List<Shown> all = new ArrayList<>();
        int before = prompt.codePointCount(0, prompt.length());
        Decoding decoding = new Decoding();
        for (Placed placed : tokens) {
            Span span = placed.span();
            if (span.start() < prompt.length() || span.length() > 0) {
                boolean own = span.length() > 0 && isText(placed.token().bytes());
                all.add(new Shown(
                        own ? prompt.substring(span.start(), span.end()) : name(placed.token()),
                        prompt.codePointCount(0, span.start()),
                        placed));
            } else if (placed.token().bytes().length > 0) {
                // Some tokenizers begin an answer with a space that its text does not have.
                boolean space = decoding.isNew() && name(placed.token()).startsWith(" ") && !answer.startsWith(" ");
                String text = name(placed.token());
                int start = decoding.characters();
                if (start >= answer.length()) {
                    break;
                }
                all.add(new Shown(space ? text.substring(1) : text, before + answer.codePointCount(0, start), placed));
                decoding.add(placed.token().bytes(), space ? 1 : 0);
            }
        }
        return all;
    }

    /** The bytes of an answer so far. */
    private static final class Decoding {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean fresh = true;

        boolean isNew() {
            return fresh;
        }

        void add(byte[] more, int skipped) {
            fresh = false;
            bytes.write(more, skipped, more.length - skipped);
        }

        /** UTF-16 units of the characters that are complete. */
        int characters() {
            String text = bytes.toString(StandardCharsets.UTF_8);
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == '\uFFFD') {
                end--;
            }
            return end;
        }
    }

    private static String name(Likely token) {
        if (isText(token.bytes())) {
            return new String(token.bytes(), StandardCharsets.UTF_8);
        }
        StringBuilder name = new StringBuilder("bytes:");
        for (byte one : token.bytes()) {
            name.append(String.format("\\x%02x", Byte.toUnsignedInt(one)));
        }
        return name.toString();
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
