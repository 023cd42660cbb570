package crosslens.report;

import crosslens.attribute.Subset;
import crosslens.report.PanelChart.Line;
import crosslens.report.PanelChart.Panel;
import crosslens.report.SimilarityPoints.Value;
import crosslens.score.Interval;
import crosslens.similarity.Companion;
import crosslens.text.Language;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * S(en, x) by layer, one line a language, in the manner of the study and for any model: Figures 4 to 6 (one part), 7 to 10 (one part of up to three models side
 * by side), 19 to 22 (three parts) and 23 (balanced only); {@code similarity}, all parts and subsets there are; {@code cka} and {@code retrieval}, measures
 * beside S.
 */
public final class SimilarityFigure {
    /** The figure of all that is there. */
    public static final String OWN = SimilarityLayout.OWN;

    private static final double[] FRACTIONS = {0, 1};
    /** Half of the least height of the area of chance, where all languages have the same. */
    private static final double VISIBLE = 0.004;

    private SimilarityFigure() {}

    /** Whether there is such a figure. */
    public static boolean knows(String id) {
        return SimilarityLayout.of(id).isPresent();
    }

    /** All figures by name. */
    public static Set<String> ids() {
        return SimilarityLayout.ids();
    }

    /** Draws a figure for the screen. */
    public static Figure draw(String id, List<LanguageCurve> curves, Depth depth) {
        return draw(id, curves, depth, ChartStyle.Size.SCREEN);
    }

    /**
     * Draws a figure.
     *
     * @param curves of one model, for Figures 7 to 10 of up to three in the order base, instruct, tuned; of several shots, formats, styles or scenarios those in
     *     the order 2 shots, v1, en-x first are taken, and the figure says so. Where a subset of the figure is missing it says so too
     * @throws IllegalArgumentException if there is no such figure or curve, there are too many models, or two of them are the same
     */
    public static Figure draw(String id, List<LanguageCurve> curves, Depth depth, ChartStyle.Size size) {
        SimilarityLayout layout = SimilarityLayout.of(id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown figure '" + PlainText.of(id) + "'; of similarity there are " + ids()));
        SimilarityChoice choice = SimilarityChoice.of(layout, curves);
        List<LanguageCurve> shown = choice.shown();
        List<Panel> panels = new ArrayList<>();
        for (SimilarityChoice.Panel panel : choice.panels()) {
            panels.add(panel(panels.size(), panel, layout, choice, depth));
        }
        String title = title(layout, choice);
        String subtitle = SimilarityText.conditions(shown);
        String footnote = Stream.concat(
                        Stream.of(SimilarityText.intervals(shown), layout.said()), choice.notes().stream())
                .filter(note -> !note.isEmpty())
                .collect(Collectors.joining(" "));
        PanelChart chart = new PanelChart(
                size,
                Math.min(3, panels.size()),
                title,
                subtitle,
                new PanelChart.Axes(
                        depth == Depth.LAYERS ? "Layer (0: embeddings)" : "Share of all layers",
                        layout.measure().map(SimilarityFigure::capital).orElse("Similarity S(en, x)"),
                        layout.measure().isPresent() ? Optional.of(FRACTIONS) : Optional.empty()),
                panels,
                footnote);
        return new Figure(
                layout.showsWhatIsThere() ? id : "figure-" + id,
                title,
                SimilarityPoints.altText(title + ". " + subtitle, choice, layout.measure()),
                chart,
                SimilarityPoints.table(shown, layout.measure()),
                LanguageCurve.origin(shown),
                List.of());
    }

    private static String capital(Companion measure) {
        return Character.toUpperCase(measure.title().charAt(0))
                + measure.title().substring(1);
    }

    private static String title(SimilarityLayout layout, SimilarityChoice choice) {
        String what = layout.measure()
                .map(measure -> "English against other languages by layer, " + measure.title())
                .orElse("Similarity to English by layer");
        return what + (layout.parts().size() == 1 ? ", " + layout.parts().get(0).title() : "") + ": "
                + String.join(", ", choice.models());
    }

    private static Panel panel(
            int place, SimilarityChoice.Panel panel, SimilarityLayout layout, SimilarityChoice choice, Depth depth) {
        String heading = "(" + (char) ('a' + place) + ") "
                + (layout.comparesModels() ? panel.model() : panel.part().title()) + ", "
                + (panel.subset() == Subset.ALL ? "all samples" : panel.subset().label());
        String scale = panel.part().toString();
        if (panel.curves().isEmpty()) {
            return new Panel(heading, "no sample stored", scale, List.of(), Optional.empty());
        }
        List<Line> lines = new ArrayList<>();
        for (LanguageCurve curve : panel.curves()) {
            List<Value> values = SimilarityPoints.values(curve, layout.measure());
            lines.add(new Line(
                    curve.language().code(),
                    curve.language().englishName(),
                    color(curve.language()),
                    x(curve, depth),
                    values.stream().mapToDouble(Value::value).toArray(),
                    bound(values, Interval::low),
                    bound(values, Interval::high)));
        }
        return new Panel(heading, note(panel, layout, choice), scale, lines, chance(panel, layout, depth));
    }

    private static String note(SimilarityChoice.Panel panel, SimilarityLayout layout, SimilarityChoice choice) {
        boolean styles = choice.shown().stream()
                        .map(curve -> curve.cell().style())
                        .distinct()
                        .count()
                > 1;
        return layout.measure()
                        .map(measure -> SimilarityText.samples(panel.curves(), measure))
                        .orElseGet(() -> SimilarityText.samples(panel.curves()))
                + (styles
                        ? ", "
                                + TableText.styleName(
                                        panel.curves().get(0).cell().style()) + " style"
                        : "");
    }

    /** The range of the languages' levels of chance, by layer. */
    private static Optional<PanelChart.Ground> chance(
            SimilarityChoice.Panel panel, SimilarityLayout layout, Depth depth) {
        if (layout.measure().isEmpty()) {
            return Optional.empty();
        }
        double[] x = x(panel.curves().get(0), depth);
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        for (int l = 0; l < x.length; l++) {
            int layer = l;
            DoubleSummaryStatistics values = panel.curves().stream()
                    .mapToDouble(curve -> SimilarityPoints.values(curve, layout.measure())
                            .get(layer)
                            .chance())
                    .filter(Double::isFinite)
                    .summaryStatistics();
            low[l] = values.getCount() == 0 ? Double.NaN : values.getMin() - VISIBLE;
            high[l] = values.getCount() == 0 ? Double.NaN : values.getMax() + VISIBLE;
        }
        return Optional.of(new PanelChart.Ground("chance", x, low, high));
    }

    private static double[] x(LanguageCurve curve, Depth depth) {
        int last = curve.curve().layers();
        double[] x = new double[last + 1];
        Arrays.setAll(x, l -> depth == Depth.LAYERS || last == 0 ? l : (double) l / last);
        return x;
    }

    private static double[] bound(List<Value> values, Function<Interval, Double> end) {
        return values.stream()
                .mapToDouble(value -> value.interval().map(end).orElse(Double.NaN))
                .toArray();
    }

    /** A language keeps its colour from figure to figure. */
    private static Color color(Language language) {
        int place = Language.STUDY.indexOf(language);
        return ChartStyle.color(place > 0 ? place - 1 : Language.STUDY.size() - 1);
    }
}
