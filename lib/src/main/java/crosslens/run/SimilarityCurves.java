package crosslens.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.score.Interval;
import crosslens.similarity.Landmark;
import crosslens.similarity.SimilarityCurve;
import crosslens.similarity.SimilarityPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A finished curve as a finding: a few kilobytes to draw from, where its sums fill many megabytes. */
public final class SimilarityCurves {
    private static final String ID = "curve";

    private SimilarityCurves() {}

    /** Stores the curve unless it is there. */
    public static void store(FindingRun run, SimilarityCurve curve) throws IOException {
        if (run.missing(List.of(ID)).isEmpty()) {
            return;
        }
        ObjectNode values = JsonNodeFactory.instance
                .objectNode()
                .put("samples", curve.samples())
                .put("paragraphs", curve.paragraphs());
        for (SimilarityPoint point : curve.points()) {
            ObjectNode json = values.withArray("points").addObject();
            number(json, "cross", point.cross());
            number(json, "within", point.within());
            number(json, "similarity", point.similarity());
            interval(json, point.interval());
        }
        values.withArray("places");
        for (Landmark.Place place : curve.places()) {
            ObjectNode json = values.withArray("places")
                    .addObject()
                    .put("landmark", RunSpec.label(place.landmark()))
                    .put("layer", place.layer());
            number(json, "similarity", place.similarity());
            interval(json, place.interval());
        }
        Landmark.Bottleneck bottleneck = curve.bottleneck();
        ObjectNode json = values.putObject("bottleneck").put("from", bottleneck.from());
        number(json, "drop", bottleneck.drop());
        number(json, "share", bottleneck.share());
        interval(json, bottleneck.interval());
        if (!bottleneck.without().isEmpty()) {
            bottleneck.without().forEach(json.putArray("without")::add);
        }
        run.append(ID, values);
    }

    /**
     * The curve that is stored; empty if there is none.
     *
     * @throws IOException if it is damaged
     */
    public static Optional<SimilarityCurve> read(StoredFindings findings) throws IOException {
        for (FindingRecord record : findings.records()) {
            if (record.id().equals(ID)) {
                try {
                    return Optional.of(curve(new Fields(record.values(), "the curve")));
                } catch (IllegalArgumentException e) {
                    throw new IOException(findings.name() + ": its curve cannot be used: " + e.getMessage(), e);
                }
            }
        }
        return Optional.empty();
    }

    private static SimilarityCurve curve(Fields fields) {
        List<SimilarityPoint> points = new ArrayList<>();
        for (JsonNode node : fields.value("points")) {
            Fields point = new Fields(node, "a point");
            double similarity = point.number("similarity");
            points.add(new SimilarityPoint(
                    points.size(),
                    point.number("cross"),
                    point.number("within"),
                    similarity,
                    interval(point, similarity)));
            point.end();
        }
        List<Landmark.Place> places = new ArrayList<>();
        for (JsonNode node : fields.value("places")) {
            Fields place = new Fields(node, "a landmark");
            int layer = place.integer("layer");
            places.add(new Landmark.Place(
                    RunSpec.constant(Landmark.class, place.text("landmark")),
                    layer,
                    points.size() - 1,
                    place.number("similarity"),
                    interval(place, layer)));
            place.end();
        }
        Fields neck = new Fields(fields.value("bottleneck"), "the bottleneck");
        double drop = neck.number("drop");
        List<Double> without = new ArrayList<>();
        if (neck.has("without")) {
            neck.value("without").forEach(node -> without.add(node.asDouble()));
        }
        Landmark.Bottleneck bottleneck = new Landmark.Bottleneck(
                neck.integer("from"), drop, neck.number("share"), interval(neck, drop), without);
        neck.end();
        SimilarityCurve curve = new SimilarityCurve(
                fields.longInteger("samples"), fields.integer("paragraphs"), points, places, bottleneck);
        fields.end();
        return curve;
    }

    static void interval(ObjectNode json, Optional<Interval> interval) {
        number(json, "low", interval.map(Interval::low).orElse(Double.NaN));
        number(json, "high", interval.map(Interval::high).orElse(Double.NaN));
    }

    static Optional<Interval> interval(Fields fields, double estimate) {
        double low = fields.number("low");
        double high = fields.number("high");
        return Double.isNaN(low) ? Optional.empty() : Optional.of(new Interval(estimate, low, high));
    }

    /** JSON has no NaN and no infinity: null stands for both. */
    static void number(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }
}
