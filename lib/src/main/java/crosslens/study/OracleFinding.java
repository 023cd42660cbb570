package crosslens.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.attribute.OracleTarget;
import crosslens.run.FindingRecord;
import crosslens.text.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the oracle found out about one item.
 *
 * @param prefixed whether the answer was generated after the label
 * @param answer the target's text
 * @param segments of the context, in UTF-16 units
 * @param step natural log-probability of the answer's first token with the whole context, then without each segment; empty unless scored
 * @param sequence the same of the whole answer
 */
record OracleFinding(
        Outcome outcome, boolean prefixed, String answer, List<Span> segments, double[] step, double[] sequence) {
    /** Six decimals: packing moves the next ones. */
    private static final double DECIMALS = 1e6;

    /** Whether an item could be scored, and why not. */
    enum Outcome {
        SCORED,
        /** The answer is blank. */
        NO_ANSWER,
        /** Prompt and answer do not fit the model's context. */
        TOO_LONG,
        /** The model or the endpoint failed at the answer. */
        FAILED,
        /** The context has no segment. */
        NO_CONTEXT,
        /** A log-probability is no number. */
        NOT_A_NUMBER;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    OracleFinding {
        segments = List.copyOf(segments);
        if (outcome == Outcome.SCORED
                && (step.length != segments.size() + 1 || sequence.length != segments.size() + 1)) {
            throw new IllegalArgumentException(segments.size() + " segments with " + step.length + " and "
                    + sequence.length + " log-probabilities: one more is needed");
        }
    }

    static OracleFinding unscored(Outcome outcome, OracleAnswer answer, List<Span> segments) {
        return new OracleFinding(outcome, answer.prefixed(), answer.text(), segments, new double[0], new double[0]);
    }

    /** @param logProbs of each token of the answer, with the whole context and without each segment */
    static OracleFinding scored(OracleAnswer answer, List<Span> segments, double[][] logProbs) {
        boolean numbers =
                Arrays.stream(logProbs).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
        if (!numbers) {
            return unscored(Outcome.NOT_A_NUMBER, answer, segments);
        }
        return new OracleFinding(
                Outcome.SCORED,
                answer.prefixed(),
                answer.text(),
                segments,
                Arrays.stream(logProbs).mapToDouble(row -> row[0]).toArray(),
                Arrays.stream(logProbs)
                        .mapToDouble(row -> Arrays.stream(row).sum())
                        .toArray());
    }

    /** Log-probability of the target with the whole context minus that without each segment. */
    double[] drops(OracleTarget target) {
        double[] values = target == OracleTarget.STEP ? step : sequence;
        return Arrays.stream(values).skip(1).map(v -> values[0] - v).toArray();
    }

    /** @param context that the segments tile; files count code points */
    ObjectNode toJson(String context) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("outcome", outcome.label()).put("prefixed", prefixed).put("answer", answer);
        segments.forEach(segment -> json.withArray("segments").add(context.codePointCount(0, segment.end())));
        if (outcome == Outcome.SCORED) {
            Arrays.stream(step).forEach(v -> json.withArray("step").add(rounded(v)));
            Arrays.stream(sequence).forEach(v -> json.withArray("sequence").add(rounded(v)));
        }
        return json;
    }

    /**
     * @param where for an error
     * @param context of the item
     */
    static OracleFinding of(FindingRecord stored, String where, String context) throws IOException {
        JsonNode json = stored.values();
        try {
            List<Span> segments = new ArrayList<>();
            int start = 0;
            for (JsonNode end : json.path("segments")) {
                int to = context.offsetByCodePoints(0, end.intValue());
                segments.add(new Span(start, to));
                start = to;
            }
            return new OracleFinding(
                    Outcome.valueOf(json.path("outcome").asText().toUpperCase(Locale.ROOT)),
                    json.path("prefixed").booleanValue(),
                    json.path("answer").asText(),
                    segments,
                    numbers(json.path("step")),
                    numbers(json.path("sequence")));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(
                    where + ": the finding on " + stored.id() + " is none of the oracle (" + e.getMessage() + ")", e);
        }
    }

    private static double[] numbers(JsonNode array) {
        double[] values = new double[array.size()];
        Arrays.setAll(values, i -> array.get(i).asDouble());
        return values;
    }

    private static double rounded(double value) {
        return Math.round(value * DECIMALS) / DECIMALS;
    }
}
