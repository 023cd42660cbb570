package crosslens.report;

import com.ibm.icu.util.ULocale;
import crosslens.score.Holm;
import crosslens.score.Interval;
import crosslens.similarity.BottleneckMean;
import crosslens.similarity.Landmark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The last-layer bottleneck by script, Latin or other: of each model, and of one model against another. */
final class BottleneckTable {
    private static final String LATIN = "Latn";
    private static final String MEANING =
            "how far S falls from its highest value in the upper half to the last layer, plain mean over the languages of a script.";
    private static final String LOW = "95 % from";
    private static final String HIGH = "95 % to";
    private static final String P = "p (Holm)";

    private BottleneckTable() {}

    /** The loss of every model, part and script. */
    static ReportTable byScript(List<LanguageCurve> curves) {
        Rows rows = new Rows("model", "mean loss of S", false);
        DoubleColumn share = Numbers.plain(DoubleColumn.create("mean share lost (percent)"));
        groups(curves).forEach((key, of) -> {
            rows.add(of.get(0).model(), key, of, BottleneckMean.of(necks(of)));
            share.append(100
                    * of.stream()
                            .mapToDouble(curve -> curve.curve().bottleneck().share())
                            .average()
                            .orElse(Double.NaN));
        });
        return new ReportTable(
                "bottleneck",
                "Last-layer bottleneck by script: how far S falls at the end. " + SimilarityText.basis(curves),
                List.of("Loss: " + MEANING, SimilarityText.intervals(curves)),
                rows.table().addColumns(share),
                4,
                Set.of(LOW, HIGH));
    }

    /**
     * Every other model's loss minus the first one's, paired by paragraph, over the languages both have.
     *
     * @throws IllegalArgumentException if two models are the same
     */
    static ReportTable differences(List<String> models, List<LanguageCurve> curves) {
        SimilarityChoice.different(models, curves);
        String base = models.get(0);
        Map<List<String>, List<LanguageCurve>> first =
                groups(where(curves, curve -> curve.model().equals(base)));
        Rows rows = new Rows("models", "difference", true);
        List<OptionalDouble> p = new ArrayList<>();
        groups(where(curves, curve -> !curve.model().equals(base))).forEach((key, of) -> {
            List<String> same = new ArrayList<>(key);
            same.set(0, base);
            List<LanguageCurve> others = first.getOrDefault(same, List.of());
            List<LanguageCurve> mine = where(of, curve -> has(others, curve));
            List<LanguageCurve> theirs = where(others, curve -> has(of, curve));
            if (!mine.isEmpty()) {
                BottleneckMean difference = BottleneckMean.difference(necks(mine), necks(theirs));
                rows.add(mine.get(0).model() + " minus " + base, key, mine, difference);
                p.add(difference.p());
            }
        });
        List<String> notes = new ArrayList<>(List.of(
                "Difference of the mean loss of S; above 0 the first-named model loses more. Loss: " + MEANING,
                "Each model's subset is chosen by its own answers. Paired: a group of paragraphs is left out of both models at once; p of no difference, two-sided,"
                        + " adjusted by Holm over the rows."));
        notes.add(SimilarityText.intervals(curves));
        if (rows.count() == 0) {
            notes.add("No part and subset was read in the same language by " + base + " and another model.");
        } else if (p.stream().allMatch(OptionalDouble::isEmpty)) {
            notes.add("No interval, so no row can be called different or alike.");
        }
        return new ReportTable(
                "bottleneck-difference",
                "Last-layer bottleneck against " + base + ", by script. " + SimilarityText.conditions(curves),
                notes,
                rows.table().addColumns(adjusted(p)),
                4,
                Set.of(LOW, HIGH, P));
    }

    private static DoubleColumn adjusted(List<OptionalDouble> p) {
        DoubleColumn column = DoubleColumn.create(P);
        column.setPrintFormatter(Numbers.probability());
        for (double adjusted : Holm.adjust(p)) {
            column.append(adjusted);
        }
        return column;
    }

    /** Curves of one model, scenario, subset, part and script, by language. */
    private static Map<List<String>, List<LanguageCurve>> groups(List<LanguageCurve> curves) {
        return curves.stream()
                .collect(Collectors.groupingBy(
                        curve -> List.of(
                                curve.model(),
                                curve.scenario().toString(),
                                curve.subset().label(),
                                curve.part().toString(),
                                latin(curve) ? "Latin" : "other"),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static boolean has(List<LanguageCurve> curves, LanguageCurve one) {
        return curves.stream().anyMatch(curve -> curve.language().equals(one.language()));
    }

    private static List<LanguageCurve> where(List<LanguageCurve> curves, Predicate<LanguageCurve> wanted) {
        return curves.stream().filter(wanted).toList();
    }

    private static List<Landmark.Bottleneck> necks(List<LanguageCurve> curves) {
        return curves.stream().map(curve -> curve.curve().bottleneck()).toList();
    }

    private static boolean latin(LanguageCurve curve) {
        return ULocale.addLikelySubtags(new ULocale(curve.language().code()))
                .getScript()
                .equals(LATIN);
    }

    private static final class Rows {
        private final StringColumn models;
        private final StringColumn scenario = StringColumn.create("scenario");
        private final StringColumn subset = StringColumn.create("subset");
        private final StringColumn part = StringColumn.create("part");
        private final StringColumn script = StringColumn.create("script");
        private final StringColumn languages = StringColumn.create("languages");
        private final DoubleColumn value;
        private final DoubleColumn low = Numbers.signed(DoubleColumn.create(LOW));
        private final DoubleColumn high = Numbers.signed(DoubleColumn.create(HIGH));

        Rows(String who, String what, boolean signed) {
            models = StringColumn.create(who);
            value = signed ? Numbers.signed(DoubleColumn.create(what)) : Numbers.plain(DoubleColumn.create(what));
        }

        /** @param key of the group, the model first */
        void add(String who, List<String> key, List<LanguageCurve> of, BottleneckMean mean) {
            models.append(who);
            scenario.append(key.get(1));
            subset.append(key.get(2));
            part.append(key.get(3));
            script.append(key.get(4));
            languages.append(of.stream().map(curve -> curve.language().code()).collect(Collectors.joining(" ")));
            value.append(mean.drop());
            Optional<Interval> interval = mean.interval();
            low.append(interval.map(Interval::low).orElse(Double.NaN));
            high.append(interval.map(Interval::high).orElse(Double.NaN));
        }

        int count() {
            return models.size();
        }

        Table table() {
            return Table.create("bottleneck", models, scenario, subset, part, script, languages, value, low, high);
        }
    }
}
