package crosslens.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Two runs side by side, of one store or of two. Answers agree if their raw texts are equal.
 *
 * @param left name of the one run
 * @param right name of the other
 * @param settings in which the specs differ, sorted by name; empty for two copies of one run
 * @param agree how many items have the same answer in both
 * @param differing items answered by both, differently, sorted by id
 * @param onlyLeft ids answered by the left run alone, sorted
 * @param onlyRight ids answered by the right run alone, sorted
 */
public record RunComparison(
        String left,
        String right,
        List<Setting> settings,
        int agree,
        List<Differing> differing,
        List<String> onlyLeft,
        List<String> onlyRight) {

    /** A setting and its values as JSON. */
    public record Setting(String name, String left, String right) {}

    /** @param token place of the first token that differs, from 0; the shorter length if one answer begins with the other, -1 if the tokens are equal */
    public record Differing(AnswerRecord left, AnswerRecord right, int token) {
        public String id() {
            return left.id();
        }
    }

    static RunComparison of(StoredRun left, StoredRun right) throws IOException {
        Map<String, AnswerRecord> rest = new HashMap<>();
        right.records().forEach(answer -> rest.put(answer.id(), answer));
        int agree = 0;
        List<Differing> differing = new ArrayList<>();
        List<String> onlyLeft = new ArrayList<>();
        for (AnswerRecord mine : left.records()) {
            AnswerRecord other = rest.remove(mine.id());
            if (other == null) {
                onlyLeft.add(mine.id());
            } else if (mine.raw().equals(other.raw())) {
                agree++;
            } else {
                differing.add(new Differing(mine, other, firstDifference(mine.tokens(), other.tokens())));
            }
        }
        return new RunComparison(
                left.name(),
                right.name(),
                settings(left.spec().toJson(), right.spec().toJson()),
                agree,
                List.copyOf(differing),
                List.copyOf(onlyLeft),
                List.copyOf(new TreeSet<>(rest.keySet())));
    }

    /** Number of items answered by both. */
    public int shared() {
        return agree + differing.size();
    }

    /** Fraction of the shared items with the same answer; NaN if there are none. */
    public double agreement() {
        return shared() == 0 ? Double.NaN : (double) agree / shared();
    }

    private static List<Setting> settings(ObjectNode left, ObjectNode right) {
        Map<String, String> mine = flat(left);
        Map<String, String> others = flat(right);
        TreeSet<String> names = new TreeSet<>(mine.keySet());
        names.addAll(others.keySet());
        List<Setting> settings = new ArrayList<>();
        for (String name : names) {
            String one = mine.getOrDefault(name, "none");
            String other = others.getOrDefault(name, "none");
            if (!one.equals(other)) {
                settings.add(new Setting(name, one, other));
            }
        }
        return List.copyOf(settings);
    }

    private static Map<String, String> flat(ObjectNode spec) {
        Map<String, String> values = new HashMap<>();
        spec.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                field.getValue()
                        .properties()
                        .forEach(inner ->
                                values.put(field.getKey() + "." + inner.getKey(), JsonText.line(inner.getValue())));
            } else {
                values.put(field.getKey(), JsonText.line(field.getValue()));
            }
        });
        return values;
    }

    private static int firstDifference(List<Integer> left, List<Integer> right) {
        int shorter = Math.min(left.size(), right.size());
        for (int i = 0; i < shorter; i++) {
            if (!left.get(i).equals(right.get(i))) {
                return i;
            }
        }
        return left.size() == right.size() ? -1 : shorter;
    }
}
