package crosslens.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.prompt.PartKind;
import crosslens.prompt.PartTokens;
import crosslens.run.FindingRecord;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the explanation of one answer's first token rests on; the relevance itself is the matrix beside it.
 *
 * @param prefixed whether the answer was generated after the label
 * @param answer its text
 * @param target id of the explained token; -1 where nothing was explained
 * @param logit the target's; 0 where nothing was explained
 * @param tokens of the prompt; the last one's next token is explained
 * @param parts places of tokens by part, see {@link PartTokens}
 */
record RelevanceFinding(
        Outcome outcome,
        boolean prefixed,
        String answer,
        int target,
        double logit,
        int tokens,
        Map<PartKind, BitSet> parts) {
    /** Name of the matrix: rows are the embeddings and every layer's output, columns the tokens. */
    static final String MATRIX = "relevance";

    /** Whether an answer could be explained, and why not. */
    enum Outcome {
        EXPLAINED,
        /** The answer is blank. */
        NO_ANSWER,
        /** The prompt does not fit the model's context. */
        TOO_LONG,
        /** The model failed at the answer. */
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RelevanceFinding unexplained(Outcome outcome, OracleAnswer answer) {
        return new RelevanceFinding(outcome, answer.prefixed(), answer.text(), -1, 0, 0, Map.of());
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("outcome", outcome.label()).put("prefixed", prefixed).put("answer", answer);
        if (outcome == Outcome.EXPLAINED) {
            json.put("target", target).put("logit", logit).put("tokens", tokens);
            ObjectNode places = json.putObject("parts");
            // Runs of tokens as pairs: first, end.
            parts.forEach((kind, set) -> {
                var runs = places.putArray(kind.name().toLowerCase(Locale.ROOT));
                for (int from = set.nextSetBit(0); from >= 0; ) {
                    int end = set.nextClearBit(from);
                    runs.add(from).add(end);
                    from = set.nextSetBit(end);
                }
            });
        }
        return json;
    }

    /** @param where for an error */
    static RelevanceFinding of(FindingRecord stored, String where) throws IOException {
        JsonNode json = stored.values();
        try {
            Map<PartKind, BitSet> parts = new EnumMap<>(PartKind.class);
            for (Map.Entry<String, JsonNode> entry : json.path("parts").properties()) {
                BitSet tokens = new BitSet();
                for (int i = 0; i + 1 < entry.getValue().size(); i += 2) {
                    tokens.set(
                            entry.getValue().get(i).asInt(),
                            entry.getValue().get(i + 1).asInt());
                }
                parts.put(PartKind.valueOf(entry.getKey().toUpperCase(Locale.ROOT)), tokens);
            }
            return new RelevanceFinding(
                    Outcome.valueOf(json.path("outcome").asText().toUpperCase(Locale.ROOT)),
                    json.path("prefixed").booleanValue(),
                    json.path("answer").asText(),
                    json.path("target").asInt(-1),
                    json.path("logit").asDouble(),
                    json.path("tokens").asInt(),
                    parts);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(
                    where + ": the finding on " + stored.id() + " is none of relevance (" + e.getMessage() + ")", e);
        }
    }
}
