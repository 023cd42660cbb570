package crosslens.report;

import crosslens.attribute.DepthSummary;
import crosslens.attribute.PartDepth.Measure;
import crosslens.attribute.PhasingStability;
import crosslens.attribute.PhasingStability.Correlation;
import crosslens.attribute.SampleDepth;
import crosslens.attribute.Subset;
import crosslens.prompt.PartKind;
import crosslens.score.ClusterBootstrap;
import crosslens.score.Interval;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Depth of relevance in numbers: the headline of METHOD 6, and by language with the controls. */
public final class RelevanceTables {
    private static final String STUDY =
            "The study prints no numbers of its figures; in words: question MRD at about 1/3 of the depth, context MRD at about 0.7.";
    private static final double PERCENT = 100;

    private static final int CORRELATIONS = 2;
    private static final List<String> HEADLINE = List.of(
            "Question MRD",
            "Context MRD",
            "Gap",
            "SD question",
            "SD context",
            "SD gap",
            "SD samples, question",
            "SD samples, context",
            "r(gap, F1)",
            "r(spread, F1)");
    private static final List<String> BY_LANGUAGE = List.of(
            "Question",
            "Question from",
            "Question to",
            "Context",
            "Context from",
            "Context to",
            "Gap",
            "Context matched",
            "Question mass",
            "Context mass",
            "Question quantile",
            "Context quantile",
            "Task",
            "Demos",
            "First token %",
            "No depth %",
            "Falling %",
            "F1 %, all items");

    private RelevanceTables() {}

    /**
     * One row a model, scenario and subset, in layers and as a share of them: means over the languages, their spread, and how it goes with F1.
     *
     * @throws IllegalArgumentException if no item is explained
     */
    public static ReportTable headline(List<RelevanceCell> all) {
        List<RelevanceCell> cells = explained(all);
        Rows rows = new Rows("In", "Languages", HEADLINE);
        Set<String> notes = new LinkedHashSet<>();
        for (RelevanceGroup group : RelevanceGroup.of(cells)) {
            for (Subset subset : Subset.values()) {
                RelevanceGroup.Choice choice = group.choose(subset);
                SortedMap<Language, DepthSummary> depths = group.depths(choice.ids(), Measure.MAX);
                if (depths.isEmpty()) {
                    notes.add(group.any().model() + ", " + group.label() + ". " + reason(choice));
                } else {
                    headline(rows, group, subset, depths);
                }
            }
        }
        notes.add(
                "SD: standard deviation of the languages' means; SD samples: of a language's samples, mean over the languages"
                        + " (phasing stability; small is steady). r: Pearson's correlation over the languages of the gap, and of the"
                        + " samples' spread of the question's MRD, with mean F1; none under three languages.");
        overModels(cells).ifPresent(notes::add);
        notes.add(STUDY);
        notes.addAll(RelevanceText.notes(all));
        return rows.table("relevance", "Depth of relevance (MRD). ", cells, notes);
    }

    private static String reason(RelevanceGroup.Choice choice) {
        return choice.note().isEmpty()
                ? "Of the " + choice.ids().size() + " items of "
                        + choice.subset().label() + " none is explained."
                : choice.note();
    }

    /** A row in layers and one in shares of them; the correlations, which have no unit, in the second. */
    private static void headline(
            Rows rows, RelevanceGroup group, Subset subset, SortedMap<Language, DepthSummary> depths) {
        int items =
                depths.values().stream().mapToInt(DepthSummary::samples).max().orElse(0);
        int layers = depths.get(depths.firstKey()).layers();
        double[] shares = headline(depths, group.f1());
        double[] inLayers = shares.clone();
        for (int i = 0; i < shares.length; i++) {
            inLayers[i] = i < HEADLINE.size() - CORRELATIONS ? layers * shares[i] : Double.NaN;
        }
        rows.append(group, subset, "layers", items, depths.size(), inLayers);
        rows.append(group, subset, "share", items, depths.size(), shares);
    }

    /** Shares of the depth, then the correlations. */
    private static double[] headline(SortedMap<Language, DepthSummary> depths, Map<Language, Double> f1) {
        PhasingStability stability = PhasingStability.of(depths);
        Map<Language, Double> gaps = new TreeMap<>();
        Map<Language, Double> spreads = new TreeMap<>();
        depths.forEach((language, depth) -> {
            gaps.put(language, depth.asShare(depth.gap().mean()));
            spreads.put(language, depth.asShare(depth.question().deviation()));
        });
        return new double[] {
            stability.question().mean(),
            stability.context().mean(),
            stability.gap().mean(),
            stability.question().deviation(),
            stability.context().deviation(),
            stability.gap().deviation(),
            stability.questionOverSamples(),
            stability.contextOverSamples(),
            PhasingStability.withF1(gaps, f1).pearson(),
            PhasingStability.withF1(spreads, f1).pearson()
        };
    }

    /** How the languages' spread of the gap goes with mean F1 over three models or more, on all samples of each model's first group. */
    private static Optional<String> overModels(List<RelevanceCell> cells) {
        Map<String, Double> spreads = new TreeMap<>();
        Map<String, Double> f1 = new TreeMap<>();
        for (RelevanceGroup group : RelevanceGroup.of(cells)) {
            String model = group.any().model();
            if (!spreads.containsKey(model)) {
                spreads.put(
                        model,
                        PhasingStability.of(
                                        group.depths(group.choose(Subset.ALL).ids(), Measure.MAX))
                                .gap()
                                .deviation());
                f1.put(
                        model,
                        group.f1().values().stream()
                                .mapToDouble(v -> v)
                                .average()
                                .orElse(Double.NaN));
            }
        }
        Correlation found = PhasingStability.withF1(spreads, f1);
        return Double.isNaN(found.pearson())
                ? Optional.empty()
                : Optional.of("Over " + found.points()
                        + " models, the languages' spread of the gap goes with F1 at r = "
                        + Numbers.plain(found.pearson()) + " (rank correlation " + Numbers.plain(found.spearman())
                        + ").");
    }

    /**
     * One row a subset and language: question, context and gap with intervals, then the controls, in layers; the first token's share and the tokens that
     * count as exceptions in percent.
     *
     * @throws IllegalArgumentException if no item is explained
     */
    public static ReportTable byLanguage(List<RelevanceCell> all) {
        List<RelevanceCell> cells = explained(all);
        Rows rows = new Rows("Language", "Unread", BY_LANGUAGE);
        Set<String> notes = new LinkedHashSet<>();
        for (RelevanceGroup group : RelevanceGroup.of(cells)) {
            for (Subset subset : Subset.values()) {
                RelevanceGroup.Choice choice = group.choose(subset);
                if (!choice.note().isEmpty()) {
                    notes.add(choice.note());
                }
                group.depths(choice.ids(), Measure.MAX)
                        .forEach((language, depth) -> rows.append(
                                group,
                                subset,
                                language.code(),
                                depth.samples(),
                                depth.unread(),
                                row(
                                        group.cells().get(language),
                                        choice.ids(),
                                        depth,
                                        group.f1().get(language))));
            }
        }
        notes.add(
                "In layers. Unread: items whose question or context has no token with a depth. No depth: tokens whose total"
                        + " relevance is not positive; falling: tokens whose running sum falls at some layer.");
        notes.addAll(RelevanceText.notes(all));
        return rows.table("relevance-languages", "Depth of relevance by language, with controls. ", cells, notes);
    }

    private static double[] row(RelevanceCell cell, Set<String> ids, DepthSummary depth, Double f1) {
        Optional<Interval> question = interval(cell.samples(), ids, PartKind.QUESTION);
        Optional<Interval> context = interval(cell.samples(), ids, PartKind.CONTEXT);
        DepthSummary matched = DepthSummary.of(cell.samples(), ids, Measure.MATCHED);
        DepthSummary mass = DepthSummary.of(cell.samples(), ids, Measure.MASS);
        DepthSummary quantile = DepthSummary.of(cell.samples(), ids, Measure.QUANTILE);
        return new double[] {
            depth.question().mean(),
            question.map(Interval::low).orElse(Double.NaN),
            question.map(Interval::high).orElse(Double.NaN),
            depth.context().mean(),
            context.map(Interval::low).orElse(Double.NaN),
            context.map(Interval::high).orElse(Double.NaN),
            depth.gap().mean(),
            matched.context().mean(),
            mass.question().mean(),
            mass.context().mean(),
            quantile.question().mean(),
            quantile.context().mean(),
            depth.task().mean(),
            depth.demonstrations().mean(),
            PERCENT * depth.firstTokenShare(),
            PERCENT * depth.withoutDepth() / depth.tokens(),
            PERCENT * depth.falling() / depth.tokens(),
            f1 == null ? Double.NaN : PERCENT * f1
        };
    }

    /** In layers; empty under 20 paragraphs. */
    static Optional<Interval> interval(List<SampleDepth> samples, Set<String> ids, PartKind part) {
        return DepthSummary.interval(samples, ids, part, Measure.MAX, ClusterBootstrap.DEFAULT);
    }

    private static List<RelevanceCell> explained(List<RelevanceCell> all) {
        List<RelevanceCell> cells =
                all.stream().filter(cell -> !cell.samples().isEmpty()).toList();
        if (cells.isEmpty()) {
            throw new IllegalArgumentException(
                    "no answer is explained. To explain some: ./crosslens relevance --model MODEL"
                            + (all.isEmpty() ? "" : ". " + RelevanceText.unexplained(all)));
        }
        return cells;
    }

    /** The columns of a table while they grow: a row a model, scenario, subset and something more. */
    private static final class Rows {
        private final StringColumn model = StringColumn.create("Model");
        private final StringColumn scenario = StringColumn.create("Scenario");
        private final StringColumn subset = StringColumn.create("Subset");
        private final StringColumn last;
        private final IntColumn items = Numbers.count(IntColumn.create("Items"));
        private final IntColumn count;
        private final List<DoubleColumn> numbers;

        Rows(String last, String count, List<String> numbers) {
            this.last = StringColumn.create(last);
            this.count = Numbers.count(IntColumn.create(count));
            this.numbers = numbers.stream()
                    .map(name -> Numbers.plain(DoubleColumn.create(name)))
                    .toList();
        }

        void append(RelevanceGroup group, Subset of, String what, int samples, int counted, double[] values) {
            model.append(group.any().model());
            scenario.append(group.label());
            subset.append(of.label());
            last.append(what);
            items.append(samples);
            count.append(counted);
            for (int i = 0; i < values.length; i++) {
                numbers.get(i).append(values[i]);
            }
        }

        ReportTable table(String id, String title, List<RelevanceCell> cells, Set<String> notes) {
            Table table = Table.create(id, model, scenario, subset, last, items, count);
            numbers.forEach(table::addColumns);
            String models = cells.stream().map(RelevanceCell::model).distinct().collect(Collectors.joining(", "));
            return new ReportTable(
                    id,
                    title + models + ", " + RelevanceText.conditions(cells),
                    new ArrayList<>(notes),
                    table,
                    3,
                    numbers.stream().map(DoubleColumn::name).collect(Collectors.toSet()));
        }
    }

    /** Where a table of these cells comes from, for its files. */
    public static Origin origin(List<RelevanceCell> cells) {
        return RelevanceText.origin(cells);
    }
}
