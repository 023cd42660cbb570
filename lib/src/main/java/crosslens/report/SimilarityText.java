package crosslens.report;

import crosslens.similarity.Companion;
import crosslens.similarity.SimilarityPart;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Titles and notes of similarity: on what a figure or table rests. */
final class SimilarityText {
    /** Under so many paragraphs a result says so beside its title. */
    static final int FEW_PARAGRAPHS = 20;

    private SimilarityText() {}

    /** Model and {@link #conditions}. */
    static String basis(List<LanguageCurve> curves) {
        return joined(curves, LanguageCurve::model) + ", " + conditions(curves);
    }

    /** E.g. {@code en-x, format v1, raw style, 2 shots, sample. Mean over the part's tokens, last layer before the final norm.}. */
    static String conditions(List<LanguageCurve> curves) {
        StringBuilder text = new StringBuilder();
        text.append(joined(curves, curve -> curve.scenario().toString()))
                .append(", format ")
                .append(joined(curves, curve -> PlainText.of(curve.cell().format())))
                .append(", ")
                .append(joined(curves, curve -> TableText.styleName(curve.cell().style())))
                .append(" style, ")
                .append(joined(curves, curve -> Integer.toString(curve.cell().shots())))
                .append(" shots, ")
                .append(joined(curves, curve -> PlainText.of(curve.settings().getOrDefault(CellScores.DATA_SET, ""))))
                .append(". ");
        String pooling = joined(curves, curve -> curve.settings().getOrDefault(LanguageCurve.POOLING, "mean"));
        text.append(pooling.equals("mean") ? "Mean over" : pooling.equals("last") ? "Last of" : "Mean over or last of")
                .append(" a part's tokens, last layer ")
                .append(joined(curves, curve -> curve.settings().getOrDefault(LanguageCurve.LAST_LAYER, "before")))
                .append(" the final norm.");
        return few(curves) ? text + " A tiny sample." : text.toString();
    }

    private static boolean few(List<LanguageCurve> curves) {
        return curves.stream().allMatch(curve -> curve.curve().paragraphs() < FEW_PARAGRAPHS);
    }

    /** How intervals are made, or why there are none. */
    static String intervals(List<LanguageCurve> curves) {
        IntSummaryStatistics paragraphs =
                curves.stream().mapToInt(curve -> curve.curve().paragraphs()).summaryStatistics();
        if (paragraphs.getMax() < FEW_PARAGRAPHS) {
            return "No interval: the samples come from " + TableText.range(paragraphs.getMin(), paragraphs.getMax())
                    + " paragraphs, and under " + FEW_PARAGRAPHS
                    + " one is not to be trusted; so few samples show how it works, not what the model does.";
        }
        return "Intervals: 95 %, jackknife over groups of paragraphs"
                + (paragraphs.getMin() < FEW_PARAGRAPHS ? ", where there are " + FEW_PARAGRAPHS + " paragraphs." : ".");
    }

    /** E.g. {@code K = 28, 8 paragraphs}. */
    static String samples(List<LanguageCurve> curves) {
        LongSummaryStatistics samples =
                curves.stream().mapToLong(curve -> curve.curve().samples()).summaryStatistics();
        IntSummaryStatistics paragraphs =
                curves.stream().mapToInt(curve -> curve.curve().paragraphs()).summaryStatistics();
        return "K = " + TableText.range(samples.getMin(), samples.getMax())
                + (curves.stream().allMatch(curve -> curve.part() == SimilarityPart.CONTEXT)
                        ? " paragraphs"
                        : ", " + TableText.range(paragraphs.getMin(), paragraphs.getMax()) + " paragraphs");
    }

    /** The same for a measure beside S, which may rest on fewer samples. */
    static String samples(List<LanguageCurve> curves, Companion measure) {
        IntSummaryStatistics samples = curves.stream()
                .mapToInt(curve -> curve.companion(measure).orElseThrow().samples())
                .summaryStatistics();
        IntSummaryStatistics paragraphs = curves.stream()
                .mapToInt(curve -> curve.companion(measure).orElseThrow().paragraphs())
                .summaryStatistics();
        return "K = " + TableText.range(samples.getMin(), samples.getMax()) + ", "
                + TableText.range(paragraphs.getMin(), paragraphs.getMax()) + " paragraphs";
    }

    private static String joined(List<LanguageCurve> curves, Function<LanguageCurve, String> text) {
        return curves.stream().map(text).distinct().collect(Collectors.joining(" and "));
    }
}
