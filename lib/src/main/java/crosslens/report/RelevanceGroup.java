package crosslens.report;

import crosslens.attribute.DepthSummary;
import crosslens.attribute.PartDepth.Measure;
import crosslens.attribute.Subset;
import crosslens.prompt.Scenario;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The cells that one figure's panel compares: one model, scenario, number of shots, format and style; a cell a language. en-en is in every scenario with
 * English; x-y has a group for each context's language.
 *
 * @param scenario what the languages stand for
 * @param cells by language
 */
public record RelevanceGroup(Scenario scenario, SortedMap<Language, RelevanceCell> cells) {
    private static final List<Scenario> SCENARIOS = List.of(Scenario.EN_X, Scenario.X_X, Scenario.X_EN);

    /**
     * The samples of a subset.
     *
     * @param ids empty where the subset has none or cannot be chosen
     * @param note why it is empty and what can be done, or empty text
     */
    public record Choice(Subset subset, SortedSet<String> ids, String note) {}

    /**
     * The groups of the cells with explained answers, for a figure of one model.
     *
     * @throws IllegalArgumentException if no answer is explained, or there are several models
     */
    static List<RelevanceGroup> ofOneModel(List<RelevanceCell> cells) {
        List<RelevanceGroup> groups =
                of(cells.stream().filter(cell -> !cell.samples().isEmpty()).toList());
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "no answer is explained. To explain some: ./crosslens relevance --model MODEL");
        }
        if (groups.stream().map(group -> group.any().model()).distinct().count() > 1) {
            throw new IllegalArgumentException("the figure shows one model: choose one with --model");
        }
        return groups;
    }

    /** The groups of some cells, in the order in which they come; a lone en-en counts as en-x. */
    public static List<RelevanceGroup> of(List<RelevanceCell> cells) {
        Map<String, List<RelevanceCell>> kinds = new LinkedHashMap<>();
        cells.forEach(cell -> kinds.computeIfAbsent(
                        cell.model() + "\t" + cell.cell().shots() + "\t"
                                + cell.cell().format() + "\t" + cell.cell().style(),
                        kind -> new ArrayList<>())
                .add(cell));
        List<RelevanceGroup> groups = new ArrayList<>();
        for (List<RelevanceCell> kind : kinds.values()) {
            for (Scenario scenario : SCENARIOS) {
                SortedMap<Language, RelevanceCell> members = members(kind, scenario, cell -> true);
                boolean onlyEnglish = members.keySet().stream().allMatch(Language.EN::equals);
                if (!members.isEmpty() && (!onlyEnglish || scenario == Scenario.EN_X && kind.size() == 1)) {
                    groups.add(new RelevanceGroup(scenario, members));
                }
            }
            kind.stream()
                    .filter(cell -> FormatRuns.belongs(Scenario.X_Y, cell.cell()))
                    .map(cell -> cell.cell().context())
                    .distinct()
                    .sorted()
                    .forEach(context -> groups.add(new RelevanceGroup(
                            Scenario.X_Y,
                            members(
                                    kind,
                                    Scenario.X_Y,
                                    cell -> cell.cell().context().equals(context)))));
        }
        return List.copyOf(groups);
    }

    private static SortedMap<Language, RelevanceCell> members(
            List<RelevanceCell> kind, Scenario scenario, Predicate<RelevanceCell> which) {
        SortedMap<Language, RelevanceCell> members = new TreeMap<>();
        for (RelevanceCell cell : kind) {
            if (FormatRuns.belongs(scenario, cell.cell())
                    && which.test(cell)
                    && members.put(cell.language(), cell) != null) {
                throw new IllegalArgumentException(cell.model() + " has several findings on "
                        + cell.cell().pair() + ": choose with --format, --style, --shots");
            }
        }
        return members;
    }

    /** As shown: the scenario, with the context's language where it is one of several. */
    String label() {
        return scenario == Scenario.X_Y ? any().cell().context() + "-x" : scenario.toString();
    }

    /** Any of the cells: what they share can be read from it. */
    RelevanceCell any() {
        return cells.get(cells.firstKey());
    }

    /** Chooses the samples of a subset by the stored answers of the same cells. */
    public Choice choose(Subset subset) {
        if (subset == Subset.ALL) {
            SortedSet<String> all = new TreeSet<>();
            cells.values().forEach(cell -> cell.samples().forEach(sample -> all.add(sample.id())));
            return new Choice(subset, all, all.isEmpty() ? "No item was explained." : "");
        }
        String name = subset.label();
        String unanswered = cells.values().stream()
                .filter(cell -> cell.scores().isEmpty())
                .map(cell -> cell.language().code())
                .collect(Collectors.joining(", "));
        if (!unanswered.isEmpty()) {
            return none(
                    subset,
                    "The subset " + name + " is chosen by the model's answers, and none are stored in " + unanswered
                            + ".");
        }
        if (!cells.containsKey(Language.EN) || cells.size() < 2) {
            return none(subset, "The subset " + name + " needs English and another language.");
        }
        SortedSet<String> ids = subset.ids(scores());
        return ids.isEmpty() ? none(subset, offer(subset)) : new Choice(subset, ids, "");
    }

    private static Choice none(Subset subset, String note) {
        return new Choice(subset, new TreeSet<>(), note);
    }

    private String offer(Subset subset) {
        if (subset == Subset.EN_SUPERIOR) {
            return "En-superior: 0 items (F1 in English above the other languages' mean by more than 0.5).";
        }
        Subset.Offer offer = Subset.widestBalanced(scores());
        return "Balanced: 0 items (F1 above 0.5 in all " + cells.size() + " languages); "
                + (offer.ids().isEmpty()
                        ? "not even in English alone."
                        : "the next possible: " + offer.ids().size() + " items in "
                                + offer.languages().stream().map(Language::code).collect(Collectors.joining(", "))
                                + ".");
    }

    Map<Language, Collection<ItemScore>> scores() {
        Map<Language, Collection<ItemScore>> scores = new TreeMap<>();
        cells.forEach((language, cell) -> scores.put(language, cell.scores()));
        return scores;
    }

    /** The depths by language on a subset's samples; a language without an explained one is left out. */
    public SortedMap<Language, DepthSummary> depths(Collection<String> ids, Measure measure) {
        SortedSet<String> chosen = new TreeSet<>(ids);
        SortedMap<Language, DepthSummary> depths = new TreeMap<>();
        cells.forEach((language, cell) -> {
            if (cell.samples().stream().anyMatch(sample -> chosen.contains(sample.id()))) {
                depths.put(language, DepthSummary.of(cell.samples(), chosen, measure));
            }
        });
        return depths;
    }

    /** Mean F1 by language as fractions, of all stored answers; a language without any is left out. */
    SortedMap<Language, Double> f1() {
        SortedMap<Language, Double> f1 = new TreeMap<>();
        cells.forEach((language, cell) ->
                cell.scores().stream().mapToDouble(ItemScore::f1).average().ifPresent(mean -> f1.put(language, mean)));
        return f1;
    }
}
