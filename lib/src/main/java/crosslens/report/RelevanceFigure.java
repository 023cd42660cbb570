package crosslens.report;

import crosslens.attribute.DepthSummary;
import crosslens.attribute.PartDepth.Measure;
import crosslens.attribute.Subset;
import crosslens.prompt.PartKind;
import crosslens.score.Interval;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * MRD by language, a panel a subset: figures 3, 12, 13, 14 and 18 (question and context), 15 to 17 (task and demonstrations) of the study for any model, and
 * {@code relevance} with all four parts.
 */
public final class RelevanceFigure {
    /** The figure of everything. */
    public static final String OWN = "relevance";

    private static final Map<String, Layout> FIGURES = figures();

    private RelevanceFigure() {}

    private record Layout(List<PartKind> parts, List<Subset> subsets, String said) {}

    /**
     * A dot: one part's mean depth in one language.
     *
     * @param samples with a depth
     * @param depth in layers
     * @param matched the context's length-matched control in layers; NaN for other parts
     * @param interval in layers; empty under 20 paragraphs
     */
    record Dot(
            Subset subset,
            PartKind part,
            Language language,
            int layers,
            int samples,
            double depth,
            double matched,
            Optional<Interval> interval) {}

    /** Whether there is a figure of this name. */
    public static boolean knows(String id) {
        return FIGURES.containsKey(id.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * Draws a figure for the screen.
     *
     * @param id {@code 3}, {@code 12} to {@code 18}, or {@code relevance}
     * @param cells of one model; of several scenarios, shots or formats the first is shown
     * @throws IllegalArgumentException if no item is explained or there are several models
     */
    public static Figure draw(String id, List<RelevanceCell> cells, Depth axis) {
        return draw(id, cells, axis, ChartStyle.Size.SCREEN);
    }

    /** As {@link #draw(String, List, Depth)}, for another size. */
    public static Figure draw(String id, List<RelevanceCell> all, Depth axis, ChartStyle.Size size) {
        String name = id.strip().toLowerCase(Locale.ROOT);
        Layout layout = FIGURES.get(name);
        if (layout == null) {
            throw new IllegalArgumentException("unknown figure '" + id + "': there are " + FIGURES.keySet());
        }
        List<RelevanceGroup> groups = RelevanceGroup.ofOneModel(all);
        RelevanceGroup group = groups.get(0);
        List<String> notes = new ArrayList<>();
        if (groups.size() > 1) {
            notes.add((groups.size() - 1) + " other scenarios, shots or formats are not shown.");
        }
        List<DepthPanels.Panel> panels = new ArrayList<>();
        List<Dot> dots = new ArrayList<>();
        for (Subset subset : subsets(layout, group)) {
            RelevanceGroup.Choice choice = group.choose(subset);
            List<Dot> found = dots(group, choice, layout.parts());
            dots.addAll(found);
            panels.add(panel(panels.size(), choice, found));
            if (!choice.note().isEmpty()) {
                notes.add(choice.note());
            }
            if (layout.parts().contains(PartKind.CONTEXT)) {
                controls(group, choice).ifPresent(notes::add);
            }
        }
        notes.add(0, intervals(dots));
        List<RelevanceCell> shown = List.copyOf(group.cells().values());
        notes.add(RelevanceText.unexplained(shown));
        notes.add(layout.said());
        return figure(name, group, layout, panels, dots, notes, axis, size);
    }

    private static Figure figure(
            String name,
            RelevanceGroup group,
            Layout layout,
            List<DepthPanels.Panel> panels,
            List<Dot> dots,
            List<String> notes,
            Depth axis,
            ChartStyle.Size size) {
        List<RelevanceCell> cells = List.copyOf(group.cells().values());
        String parts = layout.parts().stream()
                .map(DepthPanels::title)
                .collect(Collectors.joining(layout.parts().size() > 2 ? ", " : " and "));
        String title =
                "Depth of relevance (MRD) of " + parts + ": " + group.any().model();
        String subtitle = group.label() + ", " + RelevanceText.conditions(cells)
                + TableText.tiny(RelevanceText.paragraphs(cells));
        int layers = cells.get(0).samples().get(0).layers();
        DepthPanels chart = new DepthPanels(
                size,
                title,
                subtitle,
                panels,
                axis,
                layers,
                notes.stream().filter(note -> !note.isEmpty()).collect(Collectors.joining(" ")));
        return new Figure(
                name.equals(OWN) ? OWN : "figure-" + name,
                title,
                altText(title + ". " + subtitle, dots),
                chart,
                DepthPanels.points(dots),
                RelevanceText.origin(cells),
                List.of());
    }

    /** The layout's subsets; all samples instead where none of them has one. */
    private static List<Subset> subsets(Layout layout, RelevanceGroup group) {
        List<Subset> all = new ArrayList<>(layout.subsets());
        if (all.stream().allMatch(subset -> group.choose(subset).ids().isEmpty())) {
            all.add(Subset.ALL);
        }
        return all;
    }

    private static DepthPanels.Panel panel(int place, RelevanceGroup.Choice choice, List<Dot> dots) {
        String name =
                choice.subset() == Subset.ALL ? "all samples" : choice.subset().label();
        return new DepthPanels.Panel(
                "(" + (char) ('a' + place) + ") " + name + ", "
                        + TableText.counted(choice.ids().size(), "item"),
                dots);
    }

    /** What the subset's samples say of each part in each language. */
    static List<Dot> dots(RelevanceGroup group, RelevanceGroup.Choice choice, List<PartKind> parts) {
        List<Dot> dots = new ArrayList<>();
        SortedSet<String> ids = choice.ids();
        SortedMap<Language, DepthSummary> largest = group.depths(ids, Measure.MAX);
        SortedMap<Language, DepthSummary> matched = group.depths(ids, Measure.MATCHED);
        for (PartKind part : parts) {
            largest.forEach((language, depth) -> {
                DepthSummary.Spread spread = spread(depth, part);
                if (spread.samples() > 0) {
                    dots.add(new Dot(
                            choice.subset(),
                            part,
                            language,
                            depth.layers(),
                            spread.samples(),
                            spread.mean(),
                            part == PartKind.CONTEXT
                                    ? matched.get(language).context().mean()
                                    : Double.NaN,
                            RelevanceTables.interval(group.cells().get(language).samples(), ids, part)));
                }
            });
        }
        return dots;
    }

    private static DepthSummary.Spread spread(DepthSummary depth, PartKind part) {
        return switch (part) {
            case QUESTION -> depth.question();
            case CONTEXT -> depth.context();
            case TASK -> depth.task();
            case DEMO -> depth.demonstrations();
            default -> throw new IllegalArgumentException("no depth is read of " + part);
        };
    }

    /** Where the bars come from, or why there are none. */
    static String intervals(List<Dot> dots) {
        long bars = dots.stream().filter(dot -> dot.interval().isPresent()).count();
        return bars == 0
                ? "No interval: under " + Intervals.FEWEST_PARAGRAPHS + " paragraphs."
                : "Bars: 95 %, bootstrap over paragraphs"
                        + (bars < dots.size() ? ", where there are " + Intervals.FEWEST_PARAGRAPHS + "." : ".");
    }

    /** The controls as means over the languages, in layers. */
    private static Optional<String> controls(RelevanceGroup group, RelevanceGroup.Choice choice) {
        Set<String> ids = choice.ids();
        SortedMap<Language, DepthSummary> all = group.depths(ids, Measure.MAX);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double first = all.values().stream()
                .mapToDouble(DepthSummary::firstTokenShare)
                .average()
                .orElse(Double.NaN);
        return Optional.of("Controls, " + choice.subset().label()
                + " (layers, mean over languages): context matched in length "
                + Numbers.plain(mean(group, ids, Measure.MATCHED, false)) + "; mass question "
                + Numbers.plain(mean(group, ids, Measure.MASS, true)) + ", context "
                + Numbers.plain(mean(group, ids, Measure.MASS, false)) + "; quantile question "
                + Numbers.plain(mean(group, ids, Measure.QUANTILE, true)) + ", context "
                + Numbers.plain(mean(group, ids, Measure.QUANTILE, false)) + "; share of the first token "
                + Numbers.plain(100 * first) + " %.");
    }

    private static double mean(RelevanceGroup group, Set<String> ids, Measure measure, boolean question) {
        return group.depths(ids, measure).values().stream()
                .mapToDouble(depth -> (question ? depth.question() : depth.context()).mean())
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private static String altText(String beginning, List<Dot> dots) {
        return beginning + " "
                + dots.stream()
                        .map(dot -> dot.subset().label() + ", "
                                + dot.language().code() + ", "
                                + DepthPanels.title(dot.part()) + ": " + Numbers.plain(dot.depth()) + " of "
                                + dot.layers() + " layers.")
                        .collect(Collectors.joining(" "));
    }

    private static Map<String, Layout> figures() {
        List<PartKind> answer = List.of(PartKind.QUESTION, PartKind.CONTEXT);
        List<PartKind> before = List.of(PartKind.TASK, PartKind.DEMO);
        List<Subset> both = List.of(Subset.BALANCED, Subset.EN_SUPERIOR);
        String words = ", where question MRD is said to lie at about 1/3 of the depth and context MRD at about 0.7";
        Map<String, String> models = new LinkedHashMap<>();
        models.put("3", "LLaMA-3.1-Instruct-8B in format v2" + words);
        models.put("12", "LLaMA-3.1-8B");
        models.put("13", "LLaMA-3.1-Instruct-70B");
        models.put("14", "LLaMA-2-Chat-7B");
        models.put("15", "LLaMA-3.1-Instruct-8B");
        models.put("16", "LLaMA-3.1-Instruct-70B");
        models.put("17", "LLaMA-2-Chat-7B");
        models.put("18", "LLaMA-3.1-Instruct-8B in format v1");
        Map<String, Layout> figures = new LinkedHashMap<>();
        models.forEach((id, model) -> figures.put(
                id,
                new Layout(
                        Set.of("15", "16", "17").contains(id) ? before : answer,
                        both,
                        "The study's figure " + id + " shows " + model + "; it prints no numbers.")));
        figures.put(
                OWN,
                new Layout(
                        List.of(PartKind.TASK, PartKind.DEMO, PartKind.CONTEXT, PartKind.QUESTION),
                        List.of(Subset.values()),
                        ""));
        return figures;
    }
}
