package crosslens.prompt;

import crosslens.data.CrossItem;
import crosslens.data.Gold;
import crosslens.data.QaExample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two fixed pairs of solved items that stand before a question: every item is asked with the first pair, except the items of that pair's own
 * paragraphs, which are asked with the spare pair. So no item meets its own paragraph and none is left out.
 *
 * @param main pair A
 * @param spare pair B; its paragraphs are none of A's
 */
public record Demonstrations(Pair main, Pair spare) {
    /** Shorter paragraphs are fragments; they are taken only where a set has nothing longer. In code points. */
    public static final int FULL_PARAGRAPH = 240;
    /** Longest gold of a demonstration where there is a choice, in code points. */
    public static final int SHORT_GOLD = 30;

    /** One solved item. */
    public record Demonstration(String id, int paragraph) {}

    /** Two solved items of different paragraphs, in the order they are shown. */
    public record Pair(Demonstration first, Demonstration second) {
        /** Both ids, as a run records them. */
        public List<String> ids() {
            return List.of(first.id(), second.id());
        }

        boolean holds(int paragraph) {
            return first.paragraph() == paragraph || second.paragraph() == paragraph;
        }
    }

    private record Candidate(QaExample example, boolean shortName, int gold, int context) {}

    public Demonstrations {
        List<Integer> paragraphs = List.of(
                main.first().paragraph(),
                main.second().paragraph(),
                spare.first().paragraph(),
                spare.second().paragraph());
        if (paragraphs.stream().distinct().count() != 4) {
            throw new IllegalArgumentException("demonstrations need four different paragraphs, not " + paragraphs);
        }
    }

    /**
     * The pairs of a data set, the same for every language as ids and paragraphs are the same.
     *
     * <p>Of every paragraph the first question whose first gold is a short one with a letter in it (else the shortest gold); of all paragraphs the four
     * shortest that are no fragments, those with a short gold before others. The first and third make pair A, the second and fourth pair B: neighbours in
     * length, so both pairs cost about the same.
     *
     * @param examples of one language, the data set's first (English where there is English)
     * @throws IllegalArgumentException if fewer than four paragraphs have a question with a gold
     */
    public static Demonstrations choose(List<QaExample> examples) {
        Map<Integer, Candidate> best = new LinkedHashMap<>();
        for (QaExample example : examples) {
            if (!example.golds().isEmpty()) {
                Candidate candidate = candidate(example);
                best.merge(example.paragraph(), candidate, Demonstrations::better);
            }
        }
        if (best.size() < 4) {
            throw new IllegalArgumentException(
                    "demonstrations need 4 paragraphs with an answered question, and the data set has " + best.size()
                            + ": add paragraphs, or ask with 0 shots");
        }
        List<Candidate> order = new ArrayList<>(best.values());
        order.sort(Comparator.comparing(Candidate::shortName)
                .reversed()
                .thenComparing(c -> c.context() < FULL_PARAGRAPH)
                .thenComparing(c -> Math.abs(c.context() - FULL_PARAGRAPH))
                .thenComparing(c -> c.example().paragraph()));
        return new Demonstrations(pair(order.get(0), order.get(2)), pair(order.get(1), order.get(3)));
    }

    /** The pair an item is asked with. */
    public Pair pairFor(CrossItem item) {
        return pairFor(item.paragraph());
    }

    /** The pair the items of a paragraph are asked with. */
    public Pair pairFor(int paragraph) {
        return main.holds(paragraph) ? spare : main;
    }

    private static Candidate candidate(QaExample example) {
        Gold gold = example.golds().get(0);
        int length = gold.text().codePointCount(0, gold.text().length());
        boolean letters = gold.text().codePoints().anyMatch(Character::isLetter);
        String context = example.context();
        return new Candidate(
                example, letters && length <= SHORT_GOLD, length, context.codePointCount(0, context.length()));
    }

    private static Candidate better(Candidate before, Candidate now) {
        boolean replaces = before.shortName() != now.shortName()
                ? now.shortName()
                : !before.shortName() && now.gold() < before.gold();
        return replaces ? now : before;
    }

    private static Pair pair(Candidate first, Candidate second) {
        return new Pair(demonstration(first), demonstration(second));
    }

    private static Demonstration demonstration(Candidate candidate) {
        return new Demonstration(candidate.example().id(), candidate.example().paragraph());
    }
}
