package crosslens.report;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.OracleSample;
import crosslens.attribute.OracleTarget;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Titles and notes of the oracle: on what its numbers rest, and what was left out. */
final class OracleText {
    private OracleText() {}

    /** E.g. {@code smollm2, raw style, 2 shots, sample. Sentences deleted, 12 items per cell.} */
    static String basis(List<OracleCell> cells) {
        IntSummaryStatistics counts = cells.stream().mapToInt(OracleCell::items).summaryStatistics();
        boolean limited = cells.stream().anyMatch(cell -> cell.settings().containsKey(CellScores.LIMIT));
        return joined(cells, OracleCell::model) + ", "
                + joined(cells, cell -> TableText.styleName(cell.cell().style())) + " style, "
                + joined(cells, cell -> Integer.toString(cell.cell().shots())) + " shots, "
                + joined(cells, cell -> cell.settings().getOrDefault(CellScores.DATA_SET, "")) + ". "
                + (limited ? "Subset: " : "")
                + TableText.range(counts.getMin(), counts.getMax())
                + " items per cell" + (dropped(cells) ? ", without the last six." : ".");
    }

    /** What a reader must know of the cells, those without a scored item included. */
    static List<String> notes(List<OracleCell> cells) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "An item counts if the segment whose removal costs the answer most log-probability holds the gold answer or a part"
                        + " of it. Step: the answer's first token; sequence: the whole answer.");
        notes.add("Segments: " + joined(cells, cell -> cell.segmentation().toString())
                + (cells.stream().anyMatch(cell -> cell.segmentation().words() == 0)
                        ? " (ICU's boundaries with the kit's abbreviations)"
                        : "")
                + "; taken away by "
                + joined(
                        cells,
                        cell -> cell.baseline() == OracleBaseline.DELETE
                                ? "deleting their text (delete)"
                                : "masking their keys, positions kept (mask-keys)")
                + ". Chance, always first and always longest are blind rules on the same items and segments.");
        if (dropped(cells)) {
            notes.add("Without the data set's last six items, as the study's k / 1184 suggest: a compatibility mode.");
        }
        notes.add(unscored(cells));
        samples(cells).ifPresent(notes::add);
        notes.add(intervals(cells));
        notes.addAll(TableText.sharedSettings(
                cells.stream().map(OracleCell::settings).toList()));
        return notes;
    }

    /** How many items were not scored, by reason. */
    static String unscored(List<OracleCell> cells) {
        long scored = cells.stream().mapToLong(OracleCell::items).sum();
        return OutcomeText.of(
                "scored", scored, cells.stream().map(OracleCell::unscored).toList());
    }

    private static Optional<String> samples(List<OracleCell> cells) {
        List<OracleSample> samples = cells.stream()
                .flatMap(cell -> cell.samples().get(OracleTarget.STEP).stream())
                .toList();
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        long one = samples.stream().filter(s -> s.drops().length == 1).count();
        long crossing = samples.stream().filter(s -> s.holding().size() > 1).count();
        int prefixed = cells.stream().mapToInt(OracleCell::prefixed).sum();
        return Optional.of("Of " + samples.size() + " scored items " + one
                + " have one segment (hits by construction), in " + crossing
                + " the gold answer crosses a boundary (every segment it touches counts); " + prefixed
                + " answers were generated anew after the label, the others wrote it themselves.");
    }

    /** How intervals are made, or why there are none. */
    static String intervals(List<OracleCell> cells) {
        return paragraphs(cells).allMatch(n -> n < Intervals.FEWEST_PARAGRAPHS)
                ? "No interval: the items come from fewer than " + Intervals.FEWEST_PARAGRAPHS + " paragraphs."
                : "Intervals: 95 %, bootstrap over paragraphs; of a mean over languages, on the items scored in all of them.";
    }

    /** The number of paragraphs of each cell's scored items. */
    static IntStream paragraphs(List<OracleCell> cells) {
        return cells.stream().mapToInt(cell -> (int) cell.samples().get(OracleTarget.STEP).stream()
                .mapToInt(OracleSample::paragraph)
                .distinct()
                .count());
    }

    /** Where a table or figure of the cells comes from. */
    static Origin origin(List<OracleCell> cells) {
        return new Origin(
                cells.stream().map(OracleCell::model).distinct().toList(),
                cells.stream()
                        .map(cell ->
                                new Origin.Run(cell.key(), cell.model(), cell.shown(), cell.items(), cell.settings()))
                        .toList());
    }

    private static boolean dropped(List<OracleCell> cells) {
        return cells.stream().anyMatch(OracleCell::lastSixDropped);
    }

    private static String joined(List<OracleCell> cells, Function<OracleCell, String> text) {
        return cells.stream().map(text).distinct().map(PlainText::of).collect(Collectors.joining(" and "));
    }
}
