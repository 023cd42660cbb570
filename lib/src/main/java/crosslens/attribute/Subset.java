package crosslens.attribute;

import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The samples a figure rests on, chosen by how well a model answers them in every language (study X §2.2.1). */
public enum Subset {
    /** Every sample. */
    ALL,
    /** F1 above 0.5 in every language. */
    BALANCED,
    /** F1 in English exceeds the mean of the other languages by more than 0.5. */
    EN_SUPERIOR;

    private static final double THRESHOLD = 0.5;

    /**
     * The ids of the subset's samples.
     *
     * @param scores of one model in one scenario, by the language asked about, English among them; a sample counts if every language has it
     * @return sorted; may be empty
     * @throws IllegalArgumentException if English is missing, or there is no other language where one is needed
     */
    public SortedSet<String> ids(Map<Language, ? extends Collection<ItemScore>> scores) {
        if (this != ALL && !scores.containsKey(Language.EN)
                || this == EN_SUPERIOR && scores.size() < 2
                || scores.isEmpty()) {
            throw new IllegalArgumentException("the subset " + name().toLowerCase(Locale.ROOT)
                    + " needs the scores in English" + (this == EN_SUPERIOR ? " and in another language" : "")
                    + "; there are " + new TreeSet<>(scores.keySet()));
        }
        SortedSet<String> ids = new TreeSet<>();
        byId(scores).forEach((id, f1) -> {
            if (f1.size() == scores.size() && holds(f1)) {
                ids.add(id);
            }
        });
        return ids;
    }

    /**
     * The balanced subset of as many languages as leave a sample in it: while there is none, the language goes without which most samples would be balanced (of
     * equals, the last in the order of languages). English stays.
     *
     * @return the languages left, and their balanced samples; only English, and perhaps no sample, if it comes to that
     */
    public static Offer widestBalanced(Map<Language, ? extends Collection<ItemScore>> scores) {
        Map<Language, Collection<ItemScore>> left = new TreeMap<>(scores);
        SortedSet<String> ids = BALANCED.ids(left);
        while (ids.isEmpty() && left.size() > 1) {
            Language goes = null;
            for (Language language : left.keySet()) {
                if (!language.equals(Language.EN)) {
                    Map<Language, Collection<ItemScore>> rest = new TreeMap<>(left);
                    rest.remove(language);
                    SortedSet<String> without = BALANCED.ids(rest);
                    if (goes == null || without.size() >= ids.size()) {
                        goes = language;
                        ids = without;
                    }
                }
            }
            left.remove(goes);
        }
        return new Offer(List.copyOf(left.keySet()), ids);
    }

    /** As options and tables write it, e.g. {@code en-superior}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean holds(SortedMap<Language, Double> f1) {
        if (this == ALL) {
            return true;
        }
        if (this == BALANCED) {
            return f1.values().stream().allMatch(value -> value > THRESHOLD);
        }
        List<Double> others = new ArrayList<>();
        f1.forEach((language, value) -> {
            if (!language.equals(Language.EN)) {
                others.add(value);
            }
        });
        double sum = 0;
        for (double value : others) {
            sum += value;
        }
        return f1.get(Language.EN) - sum / others.size() > THRESHOLD;
    }

    private static Map<String, SortedMap<Language, Double>> byId(
            Map<Language, ? extends Collection<ItemScore>> scores) {
        Map<String, SortedMap<Language, Double>> byId = new HashMap<>();
        scores.forEach((language, items) -> items.forEach(item -> {
            if (byId.computeIfAbsent(item.id(), id -> new TreeMap<>()).put(language, item.f1()) != null) {
                throw new IllegalArgumentException("question " + item.id() + " occurs twice in " + language);
            }
        }));
        return byId;
    }

    /** Languages in which some samples are balanced, and those samples. */
    public record Offer(List<Language> languages, Set<String> ids) {}
}
