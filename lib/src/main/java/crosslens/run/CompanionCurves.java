package crosslens.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.score.Interval;
import crosslens.similarity.Companion;
import crosslens.similarity.CompanionCurve;
import crosslens.similarity.CompanionPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A measure beside S as a finding: one record with a point a layer. */
public final class CompanionCurves {
    private static final String ID = "companion";

    private CompanionCurves() {}

    /** Stores the curve unless it is there. */
    public static void store(FindingRun run, CompanionCurve curve) throws IOException {
        if (run.missing(List.of(ID)).isEmpty()) {
            return;
        }
        ObjectNode values = JsonNodeFactory.instance
                .objectNode()
                .put("measure", curve.measure().toString())
                .put("samples", curve.samples())
                .put("paragraphs", curve.paragraphs());
        values.withArray("points");
        for (CompanionPoint point : curve.points()) {
            ObjectNode json = values.withArray("points").addObject();
            SimilarityCurves.number(json, "value", point.value());
            SimilarityCurves.number(json, "chance", point.chance());
            SimilarityCurves.interval(json, point.interval());
        }
        run.append(ID, values);
    }

    /**
     * The curve that is stored; empty if there is none.
     *
     * @throws IOException if it is damaged
     */
    public static Optional<CompanionCurve> read(StoredFindings findings) throws IOException {
        for (FindingRecord record : findings.records()) {
            if (record.id().equals(ID)) {
                try {
                    return Optional.of(curve(new Fields(record.values(), "the measure")));
                } catch (IllegalArgumentException e) {
                    throw new IOException(findings.name() + ": it cannot be used: " + e.getMessage(), e);
                }
            }
        }
        return Optional.empty();
    }

    private static CompanionCurve curve(Fields fields) {
        List<CompanionPoint> points = new ArrayList<>();
        for (JsonNode node : fields.value("points")) {
            Fields point = new Fields(node, "a point");
            double value = point.number("value");
            Optional<Interval> interval = SimilarityCurves.interval(point, value);
            points.add(new CompanionPoint(points.size(), value, point.number("chance"), interval));
            point.end();
        }
        CompanionCurve curve = new CompanionCurve(
                Companion.valueOf(fields.text("measure").toUpperCase(Locale.ROOT)),
                fields.integer("samples"),
                fields.integer("paragraphs"),
                points);
        fields.end();
        return curve;
    }
}
