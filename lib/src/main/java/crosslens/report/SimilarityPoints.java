package crosslens.report;

import crosslens.score.Interval;
import crosslens.similarity.Companion;
import crosslens.similarity.CompanionPoint;
import crosslens.similarity.SimilarityPoint;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a figure of similarity shows, as numbers and as text. */
final class SimilarityPoints {
    private SimilarityPoints() {}

    /**
     * A value of S or of a measure beside it.
     *
     * @param chance NaN for S
     */
    record Value(int layer, double value, Optional<Interval> interval, double chance) {}

    /** The values of S, or of a measure that the curve has. */
    static List<Value> values(LanguageCurve curve, Optional<Companion> measure) {
        List<Value> values = new ArrayList<>();
        if (measure.isPresent()) {
            for (CompanionPoint point :
                    curve.companion(measure.get()).orElseThrow().points()) {
                values.add(new Value(point.layer(), point.value(), point.interval(), point.chance()));
            }
            return values;
        }
        for (SimilarityPoint point : curve.curve().points()) {
            values.add(new Value(point.layer(), point.similarity(), point.interval(), Double.NaN));
        }
        return values;
    }

    /** Every point, one row each. */
    static Table table(List<LanguageCurve> curves, Optional<Companion> measure) {
        StringColumn model = StringColumn.create("model");
        StringColumn part = StringColumn.create("part");
        StringColumn subset = StringColumn.create("subset");
        StringColumn language = StringColumn.create("language");
        IntColumn samples = IntColumn.create("K");
        IntColumn layer = IntColumn.create("layer");
        DoubleColumn share = DoubleColumn.create("share of layers");
        DoubleColumn shown =
                DoubleColumn.create(measure.map(Companion::toString).orElse("S"));
        DoubleColumn low = DoubleColumn.create("low");
        DoubleColumn high = DoubleColumn.create("high");
        DoubleColumn cross = DoubleColumn.create("mean cosine en-x");
        DoubleColumn within = DoubleColumn.create("mean cosine within x");
        DoubleColumn chance = DoubleColumn.create("chance");
        for (LanguageCurve curve : curves) {
            int last = curve.curve().layers();
            long k = measure.flatMap(curve::companion)
                    .map(of -> (long) of.samples())
                    .orElse(curve.curve().samples());
            for (Value value : values(curve, measure)) {
                SimilarityPoint point = curve.curve().points().get(value.layer());
                model.append(curve.model());
                part.append(curve.part().toString());
                subset.append(curve.subset().label());
                language.append(curve.language().code());
                samples.append(Math.toIntExact(k));
                layer.append(value.layer());
                share.append(last == 0 ? 0 : (double) value.layer() / last);
                shown.append(value.value());
                low.append(value.interval().map(Interval::low).orElse(Double.NaN));
                high.append(value.interval().map(Interval::high).orElse(Double.NaN));
                cross.append(point.cross());
                within.append(point.within());
                chance.append(value.chance());
            }
        }
        Table table = Table.create("points", model, part, subset, language, samples, layer, share, shown, low, high);
        return measure.isPresent() ? table.addColumns(chance) : table.addColumns(cross, within);
    }

    /** The panels in words: the range over the languages at the beginning, in the middle and at the end. */
    static String altText(String beginning, SimilarityChoice choice, Optional<Companion> measure) {
        List<String> sentences = new ArrayList<>(List.of(beginning));
        for (SimilarityChoice.Panel panel : choice.panels()) {
            String name = (choice.models().size() > 1 ? panel.model() + ", " : "")
                    + panel.part().title() + ", " + panel.subset().label();
            sentences.add(
                    panel.curves().isEmpty()
                            ? name + ": nothing stored."
                            : name + ": " + range(panel.curves(), measure, 0) + " at the embeddings, "
                                    + range(panel.curves(), measure, 0.5) + " in the middle, "
                                    + range(panel.curves(), measure, 1) + " at the last layer.");
        }
        return String.join(" ", sentences);
    }

    private static String range(List<LanguageCurve> curves, Optional<Companion> measure, double share) {
        DoubleSummaryStatistics values = curves.stream()
                .mapToDouble(curve -> values(curve, measure)
                        .get((int) (share * curve.curve().layers()))
                        .value())
                .filter(Double::isFinite)
                .summaryStatistics();
        return values.getCount() == 0
                ? "no number"
                : Numbers.plain(values.getMin()) + " to " + Numbers.plain(values.getMax());
    }
}
