package crosslens.report;

import crosslens.attribute.Subset;
import crosslens.report.PanelChart.Line;
import crosslens.report.PanelChart.Panel;
import crosslens.score.Interval;
import crosslens.similarity.SimilarityPart;
import crosslens.similarity.SimilarityPoint;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * S(en, x) by layer, one line a language: Figures 4 to 6 (one part), 19 to 22 (three parts) and 23 (balanced only) in the manner of the study, for any model;
 * and {@code similarity}, all parts and subsets there are.
 */
public final class SimilarityFigure {
    /** The figure of all that is there. */
    public static final String OWN = "similarity";

    private static final Map<String, Layout> FIGURES = figures();
    /** Up to so many lines in a panel, intervals are drawn. */
    private static final int MOST_WITH_INTERVALS = 2;

    /**
     * Which panels a figure has.
     *
     * @param of what the study shows in it
     */
    private record Layout(List<SimilarityPart> parts, List<Subset> subsets, String of, String said) {}

    private SimilarityFigure() {}

    /** Whether there is such a figure. */
    public static boolean knows(String id) {
        return FIGURES.containsKey(id);
    }

    /** All figures by name. */
    public static Set<String> ids() {
        return FIGURES.keySet();
    }

    /** Draws a figure for the screen. */
    public static Figure draw(String id, List<LanguageCurve> curves, Depth depth) {
        return draw(id, curves, depth, ChartStyle.Size.SCREEN);
    }

    /**
     * Draws a figure.
     *
     * @param curves of one model; of several shots, formats, styles or scenarios those in the order 2 shots, v1, en-x first are taken, and the figure says so.
     *     Where no subset of the figure is there, all samples are shown, and it says so too
     * @throws IllegalArgumentException if there is no such figure or curve, or there are several models
     */
    public static Figure draw(String id, List<LanguageCurve> curves, Depth depth, ChartStyle.Size size) {
        Layout layout = FIGURES.get(id);
        if (layout == null) {
            throw new IllegalArgumentException(
                    "unknown figure '" + PlainText.of(id) + "'; of similarity there are " + ids());
        }
        List<String> notes = new ArrayList<>();
        List<LanguageCurve> chosen = chosen(curves, layout, notes);
        List<LanguageCurve> shown = new ArrayList<>();
        List<Panel> panels = new ArrayList<>();
        List<Subset> subsets = subsets(layout, chosen, notes);
        for (Subset subset : subsets) {
            for (SimilarityPart part : layout.parts()) {
                List<LanguageCurve> of = chosen.stream()
                        .filter(curve -> curve.part() == part && curve.subset() == subset)
                        .sorted(Comparator.comparing(LanguageCurve::language))
                        .toList();
                if (!of.isEmpty() || !id.equals(OWN)) {
                    panels.add(panel(panels.size(), part, subset, of, depth));
                    shown.addAll(of);
                }
            }
        }
        String title = "Similarity to English by layer"
                + (layout.parts().size() == 1 ? ", " + layout.parts().get(0).title() : "") + ": "
                + shown.get(0).model();
        String subtitle = SimilarityText.conditions(shown);
        subtitle = subtitle.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + subtitle.substring(1);
        String footnote = Stream.concat(Stream.of(SimilarityText.intervals(shown), layout.said()), notes.stream())
                .filter(note -> !note.isEmpty())
                .collect(Collectors.joining(" "));
        int columns = layout.parts().size() > 1 || id.equals(OWN) ? Math.min(3, panels.size()) : panels.size();
        PanelChart chart = new PanelChart(
                size,
                columns,
                title,
                subtitle,
                depth == Depth.LAYERS ? "Layer (0: embeddings)" : "Share of all layers",
                panels,
                footnote);
        return new Figure(
                id.equals(OWN) ? OWN : "figure-" + id,
                title,
                altText(title + ". " + subtitle, shown),
                chart,
                points(shown),
                LanguageCurve.origin(shown),
                List.of());
    }

    private static List<LanguageCurve> chosen(List<LanguageCurve> curves, Layout layout, List<String> notes) {
        List<LanguageCurve> fitting = curves.stream()
                .filter(curve -> layout.parts().contains(curve.part()))
                .toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "no curve of similarity for this figure. To make some: ./crosslens similarity --model MODEL");
        }
        Set<String> models = fitting.stream().map(LanguageCurve::model).collect(Collectors.toCollection(TreeSet::new));
        if (models.size() > 1) {
            throw new IllegalArgumentException(
                    "the figure shows one model, not " + models + ": choose one with --model");
        }
        LanguageCurve first = fitting.stream()
                .min(Comparator.comparing(LanguageCurve::scenario)
                        .thenComparing(curve -> -curve.cell().shots())
                        .thenComparing(curve -> curve.cell().format())
                        .thenComparing(curve -> curve.cell().style())
                        .thenComparing(curve -> curve.settings().get(LanguageCurve.LAST_LAYER) + "")
                        .thenComparing(curve -> "mean".equals(curve.settings().get(LanguageCurve.POOLING)) ? 0 : 1))
                .orElseThrow();
        List<LanguageCurve> chosen = fitting.stream()
                .filter(curve -> kind(curve).equals(kind(first)))
                .toList();
        if (chosen.size() < fitting.size()) {
            notes.add((fitting.size() - chosen.size())
                    + " curves with other shots, formats, scenarios or pooling are not shown.");
        }
        return chosen;
    }

    private static List<Object> kind(LanguageCurve curve) {
        return List.of(
                curve.scenario(),
                curve.cell().shots(),
                curve.cell().format(),
                curve.cell().style(),
                curve.settings().getOrDefault(LanguageCurve.LAST_LAYER, ""),
                curve.settings().getOrDefault(LanguageCurve.POOLING, ""));
    }

    private static List<Subset> subsets(Layout layout, List<LanguageCurve> curves, List<String> notes) {
        List<Subset> there = layout.subsets().stream()
                .filter(subset -> curves.stream().anyMatch(curve -> curve.subset() == subset))
                .toList();
        if (there.isEmpty()) {
            notes.add("No "
                    + layout.subsets().stream().map(LanguageCurve::name).collect(Collectors.joining(" or "))
                    + " samples are stored: all samples are shown instead.");
            return List.of(Subset.ALL);
        }
        layout.subsets().stream()
                .filter(subset -> !there.contains(subset))
                .forEach(subset -> notes.add("No " + LanguageCurve.name(subset) + " samples are stored."));
        return there;
    }

    private static Panel panel(int place, SimilarityPart part, Subset subset, List<LanguageCurve> curves, Depth depth) {
        String heading = "(" + (char) ('a' + place) + ") " + part.title() + ", "
                + (subset == Subset.ALL ? "all samples" : LanguageCurve.name(subset));
        if (curves.isEmpty()) {
            return new Panel(heading, "no sample stored", part.toString(), List.of());
        }
        List<Line> lines = new ArrayList<>();
        for (LanguageCurve curve : curves) {
            List<SimilarityPoint> points = curve.curve().points();
            int last = curve.curve().layers();
            double[] x = points.stream()
                    .mapToDouble(
                            point -> depth == Depth.LAYERS || last == 0 ? point.layer() : (double) point.layer() / last)
                    .toArray();
            boolean intervals = curves.size() <= MOST_WITH_INTERVALS;
            lines.add(new Line(
                    curve.language().code(),
                    curve.language().englishName(),
                    color(curve.language()),
                    x,
                    points.stream().mapToDouble(SimilarityPoint::similarity).toArray(),
                    bound(points, intervals, true),
                    bound(points, intervals, false)));
        }
        return new Panel(heading, SimilarityText.samples(curves), part.toString(), lines);
    }

    private static double[] bound(List<SimilarityPoint> points, boolean wanted, boolean low) {
        return points.stream()
                .mapToDouble(point -> {
                    Optional<Interval> interval = wanted ? point.interval() : Optional.empty();
                    return interval.map(low ? Interval::low : Interval::high).orElse(Double.NaN);
                })
                .toArray();
    }

    /** A language keeps its colour from figure to figure. */
    private static java.awt.Color color(Language language) {
        int place = Language.STUDY.indexOf(language);
        return ChartStyle.color(place > 0 ? place - 1 : Language.STUDY.size() - 1);
    }

    private static Table points(List<LanguageCurve> curves) {
        StringColumn part = StringColumn.create("part");
        StringColumn subset = StringColumn.create("subset");
        StringColumn language = StringColumn.create("language");
        IntColumn samples = IntColumn.create("K");
        IntColumn layer = IntColumn.create("layer");
        DoubleColumn share = DoubleColumn.create("share of layers");
        DoubleColumn similarity = DoubleColumn.create("S");
        DoubleColumn low = DoubleColumn.create("low");
        DoubleColumn high = DoubleColumn.create("high");
        DoubleColumn cross = DoubleColumn.create("mean cosine en-x");
        DoubleColumn within = DoubleColumn.create("mean cosine within x");
        for (LanguageCurve curve : curves) {
            for (SimilarityPoint point : curve.curve().points()) {
                part.append(curve.part().toString());
                subset.append(LanguageCurve.name(curve.subset()));
                language.append(curve.language().code());
                samples.append(Math.toIntExact(curve.curve().samples()));
                layer.append(point.layer());
                share.append(
                        curve.curve().layers() == 0
                                ? 0
                                : (double) point.layer() / curve.curve().layers());
                similarity.append(point.similarity());
                low.append(point.interval().map(Interval::low).orElse(Double.NaN));
                high.append(point.interval().map(Interval::high).orElse(Double.NaN));
                cross.append(point.cross());
                within.append(point.within());
            }
        }
        return Table.create(
                "points", part, subset, language, samples, layer, share, similarity, low, high, cross, within);
    }

    private static String altText(String beginning, List<LanguageCurve> curves) {
        Map<String, List<LanguageCurve>> panels = curves.stream()
                .collect(Collectors.groupingBy(
                        curve -> curve.part().title() + ", " + LanguageCurve.name(curve.subset()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<String> sentences = new ArrayList<>(List.of(beginning));
        panels.forEach((panel, of) -> sentences.add(panel + ": " + range(of, 0) + " at the embeddings, "
                + range(of, 0.5) + " in the middle, " + range(of, 1) + " at the last layer."));
        return String.join(" ", sentences);
    }

    private static String range(List<LanguageCurve> curves, double share) {
        DoubleSummaryStatistics values = curves.stream()
                .mapToDouble(curve -> curve.curve()
                        .points()
                        .get((int) (share * curve.curve().layers()))
                        .similarity())
                .filter(Double::isFinite)
                .summaryStatistics();
        return Numbers.plain(values.getMin()) + " to " + Numbers.plain(values.getMax());
    }

    private static Map<String, Layout> figures() {
        List<SimilarityPart> three = List.of(SimilarityPart.values());
        List<Subset> both = List.of(Subset.BALANCED, Subset.EN_SUPERIOR);
        Map<String, Layout> figures = new LinkedHashMap<>();
        figures.put("4", one(SimilarityPart.QUESTION, "its peak lies at about 1/3 of the depth"));
        figures.put("5", one(SimilarityPart.LAST, "it stays on a plateau from about half of the depth"));
        figures.put(
                "6",
                one(
                        SimilarityPart.CONTEXT,
                        "it turns at about 0.4 of the depth and has a second, higher peak at about 0.7"));
        Map.of("19", "LLaMA-3.1-8B", "20", "LLaMA-3.1-70B", "21", "LLaMA-3.1-Instruct-70B", "22", "LLaMA-2-Chat-7B")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> figures.put(
                        entry.getKey(),
                        new Layout(
                                three,
                                both,
                                entry.getValue(),
                                "The study shows " + entry.getValue() + " here and prints no numbers.")));
        figures.put(
                "23",
                new Layout(
                        three,
                        List.of(Subset.BALANCED),
                        "LLaMA-3.1-Tuned-8B",
                        "The study shows its own tuned LLaMA-3.1-8B here and prints no numbers."));
        figures.put(OWN, new Layout(three, List.of(Subset.values()), "", ""));
        return java.util.Collections.unmodifiableMap(figures);
    }

    private static Layout one(SimilarityPart part, String said) {
        String model = "LLaMA-3.1-Instruct-8B";
        return new Layout(
                List.of(part),
                List.of(Subset.BALANCED, Subset.EN_SUPERIOR),
                model,
                "The study shows " + model + " here and prints no numbers; in words: " + said + ".");
    }
}
