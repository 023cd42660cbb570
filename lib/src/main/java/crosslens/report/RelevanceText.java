package crosslens.report;

import crosslens.attribute.RelevanceDepth;
import crosslens.attribute.SampleDepth;
import crosslens.score.ItemScore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Titles and notes of relevance: on what its numbers rest, what they mean, and what was left out. */
final class RelevanceText {
    private static final int PERCENT = 100;

    private RelevanceText() {}

    /** E.g. {@code raw style, 2 shots, format v1, sample, 30 layers.} */
    static String conditions(List<RelevanceCell> cells) {
        boolean limited = cells.stream().anyMatch(cell -> cell.settings().containsKey(CellScores.LIMIT));
        boolean weak = cells.stream()
                .allMatch(cell -> cell.scores().isEmpty()
                        || cell.scores().stream()
                                        .mapToDouble(ItemScore::f1)
                                        .average()
                                        .orElse(0)
                                < TableText.WEAK_F1);
        boolean answered = cells.stream().anyMatch(cell -> !cell.scores().isEmpty());
        return joined(cells, cell -> TableText.styleName(cell.cell().style())) + " style, "
                + joined(cells, cell -> Integer.toString(cell.cell().shots())) + " shots, format "
                + joined(cells, cell -> cell.cell().format()) + ", "
                + joined(cells, cell -> cell.settings().getOrDefault(CellScores.DATA_SET, ""))
                + (limited ? " (subset)" : "") + "."
                + (weak && answered ? " Near zero: every cell lies under F1 10." : "");
    }

    /** The number of paragraphs of each cell's explained items. */
    static IntStream paragraphs(List<RelevanceCell> cells) {
        return cells.stream().mapToInt(cell -> (int) cell.samples().stream()
                .mapToInt(SampleDepth::paragraph)
                .distinct()
                .count());
    }

    /** What a reader must know of the numbers of these cells. */
    static List<String> notes(List<RelevanceCell> cells) {
        RelevanceDepth depth = cells.get(0).depth();
        List<String> notes = new ArrayList<>();
        notes.add("MRD: the layer by which a token has collected " + Math.round(PERCENT * depth.share())
                + " % of its relevance to the first token of the model's own answer (AttnLRP, layers 1 to N - 1, scale "
                + depth.scale().name().toLowerCase(java.util.Locale.ROOT)
                + "); of a part: the largest of its tokens; then the mean over the samples.");
        notes.add(
                "Controls: matched is the context's expected largest MRD for as many of its tokens as the question has; mass sums"
                        + " the part's relevance before depth is read; quantile is the "
                        + Math.round(PERCENT * depth.quantile()) + " % quantile in place of the largest.");
        notes.add(unexplained(cells));
        int prefixed = cells.stream().mapToInt(RelevanceCell::prefixed).sum();
        notes.add(prefixed
                + " of the explained answers were generated anew after the label, the others wrote it themselves.");
        notes.addAll(TableText.sharedSettings(
                cells.stream().map(RelevanceCell::settings).toList()));
        return notes;
    }

    /** How many items were not explained, by reason. */
    static String unexplained(List<RelevanceCell> cells) {
        long explained = cells.stream().mapToLong(cell -> cell.samples().size()).sum();
        return OutcomeText.of(
                "explained",
                explained,
                cells.stream().map(RelevanceCell::unexplained).toList());
    }

    /** Where a table or figure of the cells comes from. */
    static Origin origin(List<RelevanceCell> cells) {
        return new Origin(
                cells.stream().map(RelevanceCell::model).distinct().toList(),
                cells.stream()
                        .map(cell -> new Origin.Run(
                                cell.key(),
                                cell.model(),
                                cell.shown(),
                                cell.samples().size(),
                                cell.settings()))
                        .toList());
    }

    private static String joined(List<RelevanceCell> cells, Function<RelevanceCell, String> text) {
        return cells.stream().map(text).distinct().map(PlainText::of).collect(Collectors.joining(" and "));
    }
}
