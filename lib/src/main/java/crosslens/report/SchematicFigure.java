package crosslens.report;

import crosslens.attribute.DepthSummary;
import crosslens.attribute.PartDepth.Measure;
import crosslens.attribute.SampleDepth;
import crosslens.attribute.Subset;
import crosslens.prompt.PartKind;
import crosslens.score.ClusterBootstrap;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Figure 2: the two phases along a model's depth, question encoding and then answer retrieval. With explained answers the phases end where the model's own depths
 * of relevance lie; without, at the study's words, and the figure says that it is a schematic.
 */
public final class SchematicFigure {
    /** Its number in the study. */
    public static final String ID = "2";

    /** Where the study says in words that the two depths lie, as shares of the depth. */
    static final double STUDY_QUESTION = 1.0 / 3;

    static final double STUDY_CONTEXT = 0.7;

    private static final String TITLE = "Two phases along the depth: question encoding, then answer retrieval";

    /**
     * A depth on the axis.
     *
     * @param share of all layers, in [0, 1]
     * @param language null for the mean over the languages
     * @param interval in shares; empty where there are too few paragraphs
     */
    record Mark(PartKind part, Language language, double share, Optional<Interval> interval, int samples) {}

    private SchematicFigure() {}

    /** The schematic alone, at the study's words; no number of any model is in it. */
    public static Figure draw() {
        String footnote = "Schematic: no measured number is shown. The phases end at the study's words of figure 3"
                + " (question MRD at about 1/3 of the depth, context MRD at about 0.7). With explained answers of a model"
                + " (./crosslens relevance --model MODEL) its own depths are marked.";
        List<Mark> words = List.of(
                new Mark(PartKind.QUESTION, null, STUDY_QUESTION, Optional.empty(), 0),
                new Mark(PartKind.CONTEXT, null, STUDY_CONTEXT, Optional.empty(), 0));
        Origin origin = new Origin(
                List.of("schematic"), List.of(new Origin.Run("schematic", "schematic", "none", 0, Map.of())));
        return new Figure(
                "figure-" + ID,
                TITLE,
                TITLE
                        + ". Schematic without measured numbers: the question is encoded over the first third of the layers, the answer is"
                        + " retrieved up to about 0.7 of the depth.",
                new SchematicChart(TITLE, "A schematic, not a measurement", words, 0, true, footnote),
                points(words, 0, "schematic"),
                origin,
                List.of());
    }

    /**
     * The phases of a model, with its depths of relevance over all its explained answers as marks.
     *
     * @param all of one model; of several scenarios, shots or formats the first is shown
     * @throws IllegalArgumentException if no answer is explained, or there are several models
     */
    public static Figure draw(List<RelevanceCell> all) {
        List<RelevanceGroup> groups = RelevanceGroup.ofOneModel(all);
        RelevanceGroup group = groups.get(0);
        SortedSet<String> ids = group.choose(Subset.ALL).ids();
        List<Mark> marks = marks(group, ids);
        if (marks.isEmpty()) {
            throw new IllegalArgumentException(
                    "no explained answer has a depth of both question and context: explain more items");
        }
        List<RelevanceCell> cells = List.copyOf(group.cells().values());
        int layers = cells.get(0).samples().get(0).layers();
        String model = group.any().model();
        Optional<Interval> gap = meanInterval(
                group,
                ids,
                sample -> sample.depth(PartKind.CONTEXT, Measure.MAX) - sample.depth(PartKind.QUESTION, Measure.MAX));
        boolean apart = gap.isPresent() && gap.get().low() > 0;
        String title = "Depth of question and context: " + model;
        String subtitle = group.scenario() + ", " + RelevanceText.conditions(cells) + " " + ids.size() + " items, "
                + layers + " layers."
                + TableText.tiny(RelevanceText.paragraphs(cells));
        return new Figure(
                "figure-" + ID,
                title,
                altText(title + ". " + subtitle, marks),
                new SchematicChart(title, subtitle, marks, layers, apart, footnote(groups, cells, marks, gap)),
                points(marks, layers, model),
                RelevanceText.origin(cells),
                List.of());
    }

    private static String footnote(
            List<RelevanceGroup> groups, List<RelevanceCell> cells, List<Mark> marks, Optional<Interval> gap) {
        List<String> notes = new ArrayList<>();
        notes.add("The phases are a reading, their ends are measured: MRD, the layer by which a token has collected "
                + Math.round(100 * cells.get(0).depth().share())
                + " % of its relevance to the answer's first token; of a part the largest of its tokens; mean over the samples,"
                + " then over the languages. Large marks: mean; small ones: languages.");
        notes.add(
                marks.stream().anyMatch(mark -> mark.interval().isPresent())
                        ? "Bars: 95 %, bootstrap over paragraphs; of a mean, on the items read in all languages."
                        : "No interval: under " + Intervals.FEWEST_PARAGRAPHS + " paragraphs.");
        notes.add(
                gap.map(SchematicFigure::told)
                        .orElse(
                                "The phases are outlines: without an interval of the gap this sample cannot tell that there are two."));
        notes.add("Dashed lines: the study's words (about 1/3 and 0.7).");
        notes.add(RelevanceText.unexplained(cells));
        if (groups.size() > 1) {
            notes.add((groups.size() - 1) + " other scenarios, shots or formats are not shown.");
        }
        return String.join(" ", notes);
    }

    private static String told(Interval gap) {
        return "Gap, context minus question: " + Numbers.plain(gap.estimate()) + " (" + Numbers.plain(gap.low())
                + " to "
                + Numbers.plain(gap.high()) + ")"
                + (gap.low() > 0
                        ? "."
                        : "; the phases are outlines, because this sample does not tell that there are two.");
    }

    /** Question, then context: the mean over the languages first, then each language. */
    private static List<Mark> marks(RelevanceGroup group, SortedSet<String> ids) {
        SortedMap<Language, DepthSummary> depths = new TreeMap<>(group.depths(ids, Measure.MAX));
        depths.values().removeIf(depth -> depth.question().samples() == 0);
        List<Mark> marks = new ArrayList<>();
        for (PartKind part : List.of(PartKind.QUESTION, PartKind.CONTEXT)) {
            if (depths.isEmpty()) {
                continue;
            }
            double mean = depths.values().stream()
                    .mapToDouble(depth -> share(depth, part))
                    .average()
                    .orElseThrow();
            int samples = depths.values().stream()
                    .mapToInt(depth -> depth.question().samples())
                    .sum();
            marks.add(new Mark(
                    part, null, mean, meanInterval(group, ids, sample -> sample.depth(part, Measure.MAX)), samples));
            depths.forEach((language, depth) -> marks.add(new Mark(
                    part,
                    language,
                    share(depth, part),
                    RelevanceTables.interval(group.cells().get(language).samples(), ids, part)
                            .map(interval -> shares(interval, depth.layers())),
                    depth.question().samples())));
        }
        return marks;
    }

    private static double share(DepthSummary depth, PartKind part) {
        return depth.asShare((part == PartKind.QUESTION ? depth.question() : depth.context()).mean());
    }

    private static Interval shares(Interval layers, int count) {
        return new Interval(layers.estimate() / count, layers.low() / count, layers.high() / count);
    }

    /** Of the mean over the languages, as a share of the depth: they are resampled together by paragraph, so on the items read in all of them. */
    private static Optional<Interval> meanInterval(
            RelevanceGroup group, SortedSet<String> ids, ToDoubleFunction<SampleDepth> layers) {
        SortedSet<String> everywhere = new TreeSet<>(ids);
        for (RelevanceCell cell : group.cells().values()) {
            everywhere.retainAll(cell.samples().stream()
                    .filter(SchematicFigure::read)
                    .map(SampleDepth::id)
                    .toList());
        }
        List<List<ItemScore>> values = new ArrayList<>();
        for (RelevanceCell cell : group.cells().values()) {
            values.add(cell.samples().stream()
                    .filter(sample -> everywhere.contains(sample.id()))
                    .map(sample -> ItemScore.of(
                            sample.id(), sample.paragraph(), layers.applyAsDouble(sample) / sample.layers()))
                    .sorted(Comparator.comparing(ItemScore::id))
                    .toList());
        }
        return ClusterBootstrap.DEFAULT.meanOfCells(values, Metric.F1);
    }

    private static boolean read(SampleDepth sample) {
        return !Double.isNaN(sample.depth(PartKind.QUESTION, Measure.MAX))
                && !Double.isNaN(sample.depth(PartKind.CONTEXT, Measure.MAX));
    }

    private static String altText(String beginning, List<Mark> marks) {
        return beginning + " "
                + marks.stream()
                        .filter(mark -> mark.language() == null)
                        .map(mark -> DepthPanels.title(mark.part()) + ": " + Numbers.plain(mark.share())
                                + " of the depth"
                                + mark.interval()
                                        .map(i -> ", 95 % interval " + Numbers.plain(i.low()) + " to "
                                                + Numbers.plain(i.high()))
                                        .orElse("")
                                + ".")
                        .collect(Collectors.joining(" "));
    }

    private static Table points(List<Mark> marks, int layers, String model) {
        StringColumn models = StringColumn.create("model");
        StringColumn part = StringColumn.create("part");
        StringColumn language = StringColumn.create("language");
        IntColumn samples = IntColumn.create("samples");
        IntColumn depth = IntColumn.create("layers");
        DoubleColumn share = Numbers.plain(DoubleColumn.create("share of depth"));
        DoubleColumn low = Numbers.plain(DoubleColumn.create("low"));
        DoubleColumn high = Numbers.plain(DoubleColumn.create("high"));
        for (Mark mark : marks) {
            models.append(model);
            part.append(DepthPanels.title(mark.part()));
            language.append(
                    layers == 0
                            ? "the study's words"
                            : mark.language() == null ? "mean" : mark.language().code());
            samples.append(mark.samples());
            depth.append(layers);
            share.append(mark.share());
            low.append(mark.interval().map(Interval::low).orElse(Double.NaN));
            high.append(mark.interval().map(Interval::high).orElse(Double.NaN));
        }
        return Table.create("points", models, part, language, samples, depth, share, low, high);
    }
}
