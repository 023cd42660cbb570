package crosslens.study;

import crosslens.attribute.Subset;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which items belong to the subsets that a figure rests on.
 *
 * @param ids by subset, none empty
 * @param notes why a subset is missing, and what can be done
 */
record SimilaritySubsets(Map<Subset, SortedSet<String>> ids, List<String> notes) {

    /**
     * Chooses from stored answers of the same cells.
     *
     * @param wanted subsets asked for
     * @param all ids of all items
     * @param scores of the stored answers by language; a language without answers is missing
     * @param command what makes the answers of some languages, without their codes
     * @throws IllegalArgumentException if no subset asked for has an item
     */
    static SimilaritySubsets choose(
            Set<Subset> wanted,
            SortedSet<String> all,
            List<Language> languages,
            Map<Language, List<ItemScore>> scores,
            String command) {
        Map<Subset, SortedSet<String>> ids = new EnumMap<>(Subset.class);
        List<String> notes = new ArrayList<>();
        String missing = languages.stream()
                .filter(language -> !scores.containsKey(language))
                .map(Language::code)
                .collect(Collectors.joining(","));
        for (Subset subset : wanted) {
            String name = SimilaritySetting.name(subset);
            if (subset == Subset.ALL) {
                ids.put(subset, new TreeSet<>(all));
            } else if (!missing.isEmpty()) {
                notes.add("The subset " + name + " is chosen by the model's answers, and there are none in " + missing
                        + ". To make them: " + command + missing);
            } else {
                SortedSet<String> chosen = new TreeSet<>(subset.ids(scores));
                chosen.retainAll(all);
                if (chosen.isEmpty()) {
                    notes.add(none(subset, name, all.size(), languages.size(), scores));
                } else {
                    ids.put(subset, chosen);
                }
            }
        }
        if (ids.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", notes));
        }
        return new SimilaritySubsets(ids, List.copyOf(notes));
    }

    /** All items of all subsets. */
    SortedSet<String> union() {
        SortedSet<String> union = new TreeSet<>();
        ids.values().forEach(union::addAll);
        return union;
    }

    private static String none(
            Subset subset, String name, int items, int languages, Map<Language, List<ItemScore>> scores) {
        String none = "The subset " + name + " has 0 of " + items + " items (";
        if (subset == Subset.EN_SUPERIOR) {
            return none
                    + "F1 in English above the other languages' mean by more than 0.5): take more items, or --subset all.";
        }
        Subset.Offer offer = Subset.widestBalanced(new TreeMap<>(scores));
        String next = offer.ids().isEmpty()
                ? "not even in English alone: --subset all."
                : offer.languages().size() > 1
                        ? "the widest choice that has some: " + offer.ids().size() + " items with --languages "
                                + offer.languages().stream().map(Language::code).collect(Collectors.joining(","))
                                + "."
                        : offer.ids().size() + " in English alone: --subset all.";
        return none + "F1 above 0.5 in all of " + languages + " languages); " + next;
    }
}
