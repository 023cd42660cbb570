package crosslens.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The one order in which parts of a data set are taken, so that equal limits mean equal items everywhere.
 *
 * <p>The paragraphs are shuffled (from the last place down, each place i exchanged with a place {@code nextInt(i + 1)} of {@link java.util.Random} with seed
 * {@value #SEED}, a generator that the Java platform defines bit by bit). Then, round after round, every paragraph gives its next two questions in the
 * file's order. Only the number of paragraphs and the ids decide, never a text or a language.
 */
final class FixedOrder {
    static final long SEED = 191_011_856L;
    private static final int PER_ROUND = 2;

    private FixedOrder() {}

    static List<String> of(List<QaExample> examples) {
        Map<Integer, List<String>> byParagraph = new LinkedHashMap<>();
        for (QaExample example : examples) {
            byParagraph
                    .computeIfAbsent(example.paragraph(), p -> new ArrayList<>())
                    .add(example.id());
        }
        List<List<String>> paragraphs = shuffled(new ArrayList<>(byParagraph.values()));
        List<String> order = new ArrayList<>(examples.size());
        for (int from = 0; order.size() < examples.size(); from += PER_ROUND) {
            for (List<String> ids : paragraphs) {
                order.addAll(ids.subList(Math.min(from, ids.size()), Math.min(from + PER_ROUND, ids.size())));
            }
        }
        return order;
    }

    private static List<List<String>> shuffled(List<List<String>> paragraphs) {
        Random random = new Random(SEED);
        for (int i = paragraphs.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            List<String> moved = paragraphs.set(i, paragraphs.get(j));
            paragraphs.set(j, moved);
        }
        return paragraphs;
    }
}
