package crosslens.report;

import crosslens.similarity.Landmark;
import crosslens.similarity.SimilarityPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The landmarks of curves of similarity by language beside what the study says of them, and what belongs to them. */
public final class LandmarkTable {
    /** What the study says in words; it prints no number. */
    private static final Map<SimilarityPart, Map<Landmark, String>> STUDY = Map.of(
            SimilarityPart.QUESTION, Map.of(Landmark.PEAK, "about 1/3"),
            SimilarityPart.CONTEXT,
                    Map.of(
                            Landmark.TURNING_POINT,
                            "about 0.4",
                            Landmark.SECOND_PEAK,
                            "about 0.7, higher than the first"),
            SimilarityPart.LAST, Map.of(Landmark.PLATEAU, "from about 0.5"));

    private LandmarkTable() {}

    /**
     * The landmarks, the loss in the last layers by script and, of several models, how it differs from the first one's.
     *
     * @param curves of one or several models, at least one; the first model is the one others are compared with
     * @param notes to stand beside the first
     */
    public static List<ReportTable> of(List<LanguageCurve> curves, List<String> notes) {
        List<LanguageCurve> sorted = sorted(curves);
        List<ReportTable> tables = new ArrayList<>(List.of(places(sorted, notes)));
        tables.addAll(bottleneck(curves));
        if (sorted.stream().anyMatch(curve -> !curve.companions().isEmpty())) {
            tables.add(CompanionTable.of(sorted));
        }
        return tables;
    }

    /** The loss in the last layers by script and, of several models, how it differs from the first one's. */
    public static List<ReportTable> bottleneck(List<LanguageCurve> curves) {
        List<LanguageCurve> sorted = sorted(curves);
        List<String> models =
                sorted.stream().map(LanguageCurve::model).distinct().toList();
        ReportTable table = BottleneckTable.byScript(sorted);
        return models.size() < 2 ? List.of(table) : List.of(table, BottleneckTable.differences(models, sorted));
    }

    /**
     * S and the measures beside it at some depths.
     *
     * @throws IllegalArgumentException if no curve has a measure beside it
     */
    public static ReportTable beside(List<LanguageCurve> curves) {
        return CompanionTable.of(sorted(curves));
    }

    /** By model in the order given, scenario, subset, part and language. */
    private static List<LanguageCurve> sorted(List<LanguageCurve> curves) {
        if (curves.isEmpty()) {
            throw new IllegalArgumentException(
                    "no curve of similarity. To make some: ./crosslens similarity --model MODEL");
        }
        List<String> models =
                curves.stream().map(LanguageCurve::model).distinct().toList();
        return curves.stream()
                .sorted(Comparator.comparing((LanguageCurve curve) -> models.indexOf(curve.model()))
                        .thenComparing(LanguageCurve::scenario)
                        .thenComparing(LanguageCurve::subset)
                        .thenComparing(LanguageCurve::part)
                        .thenComparing(LanguageCurve::language))
                .toList();
    }

    private static ReportTable places(List<LanguageCurve> curves, List<String> notes) {
        List<String> all = new ArrayList<>();
        all.add(
                "Places are shares of all layers (layer in brackets), S is the similarity there; rules of this kit, since the study names the landmarks without defining them.");
        all.add(SimilarityText.intervals(curves));
        all.addAll(notes);
        List<String> names = new ArrayList<>(List.of("model", "scenario", "subset", "part", "language", "K"));
        Stream.of(Landmark.values()).map(LandmarkTable::label).forEach(names::add);
        names.add("lost at the end");
        Table table = Table.create("landmarks");
        names.forEach(name -> table.addColumns(StringColumn.create(name)));
        LanguageCurve last = curves.get(0);
        for (LanguageCurve curve : curves) {
            if (!block(curve).equals(block(last))) {
                append(table, block(last), study(last));
            }
            append(table, block(curve), cells(curve));
            last = curve;
        }
        append(table, block(last), study(last));
        return new ReportTable(
                "landmarks", "Landmarks of S(en, x): " + SimilarityText.basis(curves), all, table, 4, Set.of());
    }

    /** What the rows of one block share. */
    private static List<String> block(LanguageCurve curve) {
        return List.of(
                curve.model(),
                curve.scenario().toString(),
                curve.subset().label(),
                curve.part().toString());
    }

    private static List<String> cells(LanguageCurve curve) {
        List<String> cells = new ArrayList<>(
                List.of(curve.language().code(), Long.toString(curve.curve().samples())));
        for (Landmark landmark : Landmark.values()) {
            cells.add(curve.curve().place(landmark).map(LandmarkTable::text).orElse("none"));
        }
        cells.add(text(curve.curve().bottleneck()));
        return cells;
    }

    private static List<String> study(LanguageCurve of) {
        List<String> cells = new ArrayList<>(List.of("the study", ""));
        for (Landmark landmark : Landmark.values()) {
            cells.add(STUDY.get(of.part()).getOrDefault(landmark, ""));
        }
        cells.add("");
        return cells;
    }

    private static void append(Table table, List<String> block, List<String> cells) {
        int column = 0;
        for (String cell : Stream.concat(block.stream(), cells.stream()).toList()) {
            table.stringColumn(column++).append(cell);
        }
    }

    private static String text(Landmark.Place place) {
        String interval = place.interval()
                .map(i -> String.format(
                        Locale.ROOT,
                        " [%.2f, %.2f]",
                        Math.max(0, i.low() / place.layers()),
                        Math.min(1, i.high() / place.layers())))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%.2f (%d)%s S %s",
                place.share(),
                place.layer(),
                interval,
                Numbers.plain(place.similarity()));
    }

    private static String text(Landmark.Bottleneck neck) {
        String interval = neck.interval()
                .map(i -> String.format(Locale.ROOT, " [%.2f, %.2f]", i.low(), i.high()))
                .orElse("");
        return String.format(Locale.ROOT, "%.2f%s (%.0f%%)", neck.drop(), interval, 100 * neck.share());
    }

    private static String label(Landmark landmark) {
        return landmark.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
