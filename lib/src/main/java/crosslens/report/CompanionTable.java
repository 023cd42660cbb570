package crosslens.report;

import crosslens.report.SimilarityPoints.Value;
import crosslens.similarity.Companion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** S and the measures beside it at fixed depths, so that no value is picked because it is high. */
final class CompanionTable {
    private static final double[] DEPTHS = {0, 0.25, 0.5, 0.75, 1};
    private static final List<String> NAMES = List.of("embeddings", "1/4", "1/2", "3/4", "last layer");

    private CompanionTable() {}

    /**
     * A row a curve and measure; curves without a measure beside S are left out.
     *
     * @throws IllegalArgumentException if none is left
     */
    static ReportTable of(List<LanguageCurve> curves) {
        List<LanguageCurve> shown =
                curves.stream().filter(curve -> !curve.companions().isEmpty()).toList();
        if (shown.isEmpty()) {
            throw new IllegalArgumentException(
                    "no measure beside S is stored. To make them: ./crosslens similarity --model "
                            + curves.stream()
                                    .findFirst()
                                    .map(curve -> PlainText.shellWord(curve.model()))
                                    .orElse("MODEL")
                            + " --with cka,retrieval");
        }
        List<String> names = new ArrayList<>(List.of("model", "subset", "part", "language", "measure", "K"));
        names.addAll(NAMES);
        Table table = Table.create("companions");
        names.forEach(name -> table.addColumns(StringColumn.create(name)));
        Set<Companion> measures = new LinkedHashSet<>();
        for (LanguageCurve curve : shown) {
            append(table, curve, Optional.empty());
            for (Companion measure : Companion.values()) {
                if (curve.companion(measure).isPresent()) {
                    append(table, curve, Optional.of(measure));
                    measures.add(measure);
                }
            }
        }
        List<String> notes = new ArrayList<>(
                List.of("By depth, as a share of all layers; 95 % interval in square brackets, chance in round ones."));
        measures.forEach(measure ->
                notes.add(measure.title() + ": " + measure.source() + ". Chance: " + measure.chance() + "."));
        notes.add(SimilarityText.intervals(shown));
        return new ReportTable(
                "beside-s", "Measures beside S(en, x): " + SimilarityText.basis(shown), notes, table, 4, Set.of());
    }

    private static void append(Table table, LanguageCurve curve, Optional<Companion> measure) {
        List<Value> values = SimilarityPoints.values(curve, measure);
        List<String> cells = new ArrayList<>(List.of(
                curve.model(),
                curve.subset().label(),
                curve.part().toString(),
                curve.language().code(),
                measure.map(Companion::title).orElse("S"),
                Long.toString(measure.flatMap(curve::companion)
                        .map(of -> (long) of.samples())
                        .orElse(curve.curve().samples()))));
        for (double depth : DEPTHS) {
            cells.add(text(values.get((int) Math.round(depth * (values.size() - 1)))));
        }
        for (int i = 0; i < cells.size(); i++) {
            table.stringColumn(i).append(cells.get(i));
        }
    }

    private static String text(Value value) {
        String interval = value.interval()
                .map(i -> String.format(Locale.ROOT, " [%.2f, %.2f]", i.low(), i.high()))
                .orElse("");
        String chance = Double.isNaN(value.chance()) ? "" : " (" + Numbers.plain(value.chance()) + ")";
        return Numbers.plain(value.value()) + interval + chance;
    }
}
