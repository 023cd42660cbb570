package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was measured of one model in one style with one number of shots, and which format stands for it.
 *
 * @param formats the standing one first
 * @param selection one sentence on how the standing format was found
 */
public record ModelRuns(
        String model, String publishedName, Style style, int shots, List<FormatRuns> formats, String selection) {

    /**
     * Groups cells by model and style.
     *
     * @throws IllegalArgumentException if a cell is there twice: the caller chooses between runs
     */
    public static List<ModelRuns> of(List<CellScores> cells, int shots) {
        Map<String, Map<String, Map<String, CellScores>>> groups = new LinkedHashMap<>();
        for (CellScores scores : cells) {
            if (scores.cell().shots() != shots) {
                continue;
            }
            CellScores other = groups.computeIfAbsent(
                            scores.model() + "\n" + scores.cell().style(), key -> new TreeMap<>())
                    .computeIfAbsent(scores.cell().format(), key -> new TreeMap<>())
                    .put(scores.cell().pair(), scores);
            if (other != null) {
                throw new IllegalArgumentException(
                        "two runs of " + scores.model() + ", " + scores.cell().pair() + ", "
                                + shots + " shots, format " + scores.cell().format() + " (" + other.runKey() + " and "
                                + scores.runKey() + "): give only one of them");
            }
        }
        return groups.values().stream().map(formats -> of(formats, shots)).toList();
    }

    private static ModelRuns of(Map<String, Map<String, CellScores>> formats, int shots) {
        List<FormatRuns> candidates = new ArrayList<>();
        formats.forEach((format, cells) -> candidates.add(new FormatRuns(format, false, cells)));
        Set<Language> common = new HashSet<>(candidates.get(0).languages(Scenario.EN_X));
        candidates.forEach(runs -> common.retainAll(runs.languages(Scenario.EN_X)));
        List<Language> languages = common.stream().sorted().toList();
        Map<String, Double> means = candidates.stream()
                .collect(Collectors.toMap(FormatRuns::format, runs -> commonMean(runs, candidates, languages)));
        candidates.sort(Comparator.<FormatRuns>comparingDouble(
                        runs -> languages.isEmpty() ? runs.cells().size() : means.get(runs.format()))
                .reversed());
        FormatRuns first = candidates.get(0);
        candidates.set(0, new FormatRuns(first.format(), true, first.cells()));
        CellScores any = first.cells().values().iterator().next();
        return new ModelRuns(
                any.model(),
                any.publishedName(),
                any.cell().style(),
                shots,
                List.copyOf(candidates),
                selection(any.model(), candidates, means, languages));
    }

    /** Mean en-x F1 over languages and over the items that every candidate answered. */
    private static double commonMean(FormatRuns runs, List<FormatRuns> candidates, List<Language> languages) {
        return languages.stream()
                .mapToDouble(language -> {
                    List<ItemScore> items =
                            runs.cell(Scenario.EN_X, language).orElseThrow().items();
                    Set<String> ids = items.stream().map(ItemScore::id).collect(Collectors.toSet());
                    for (FormatRuns other : candidates) {
                        ids.retainAll(other.cell(Scenario.EN_X, language).orElseThrow().items().stream()
                                .map(ItemScore::id)
                                .collect(Collectors.toSet()));
                    }
                    return items.stream()
                            .filter(item -> ids.contains(item.id()))
                            .mapToDouble(ItemScore::f1)
                            .average()
                            .orElse(0);
                })
                .average()
                .orElse(Double.NaN);
    }

    private static String selection(
            String model, List<FormatRuns> candidates, Map<String, Double> means, List<Language> languages) {
        String standing = candidates.get(0).format();
        if (candidates.size() == 1) {
            return model + ": only format " + standing + " was run; the study shows the better of v1 and v2.";
        }
        if (languages.isEmpty()) {
            return model + ": format " + standing
                    + " stands because it has the most cells; no en-x cell was run in every format.";
        }
        String others = candidates.stream()
                .skip(1)
                .map(runs -> runs.format() + " " + Numbers.plain(100 * means.get(runs.format())))
                .collect(Collectors.joining(", "));
        return model + ": format " + standing + " stands, with mean en-x F1 "
                + Numbers.plain(100 * means.get(standing)) + " against " + others + " (" + names(languages)
                + "; items answered in both). Picking the better on the items shown favours it.";
    }

    /** The format that stands for the model. */
    public FormatRuns standing() {
        return formats.get(0);
    }

    static String names(List<Language> languages) {
        return languages.stream().map(Language::code).collect(Collectors.joining(", "));
    }
}
