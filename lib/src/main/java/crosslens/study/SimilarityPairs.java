package crosslens.study;

import crosslens.study.SimilarityPrompts.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings the vectors of a unit in English and in the other languages together, whichever comes first. */
final class SimilarityPairs {
    private final Map<Unit, double[][]> english = new HashMap<>();
    private final Map<Unit, List<Waiting>> waiting = new HashMap<>();

    private record Waiting(SimilarityGroup group, double[][] vectors) {}

    /** Takes the English vectors of a unit, shape (N + 1, E), and adds the pairs that waited for them. */
    void english(Unit unit, double[][] vectors) {
        english.put(unit, vectors);
        List<Waiting> others = waiting.remove(unit);
        if (others != null) {
            others.forEach(other -> other.group().add(unit, vectors, other.vectors()));
        }
    }

    /** Takes the vectors of a unit in another language. */
    void other(Unit unit, SimilarityGroup group, double[][] vectors) {
        double[][] pair = english.get(unit);
        if (pair == null) {
            waiting.computeIfAbsent(unit, u -> new ArrayList<>()).add(new Waiting(group, vectors));
        } else {
            group.add(unit, pair, vectors);
        }
    }
}
