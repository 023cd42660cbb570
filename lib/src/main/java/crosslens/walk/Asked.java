package crosslens.walk;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences of tokens, each once, and who asked for each.
 *
 * @param sequences different from each other
 * @param by for each sequence the places of its requests
 */
record Asked(List<int[]> sequences, List<List<Integer>> by) {
    /** @param requests may hold the same tokens several times */
    static Asked of(List<int[]> requests) {
        Map<IntBuffer, List<Integer>> bySequence = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            bySequence
                    .computeIfAbsent(IntBuffer.wrap(requests.get(i)), key -> new ArrayList<>())
                    .add(i);
        }
        return new Asked(bySequence.keySet().stream().map(IntBuffer::array).toList(), List.copyOf(bySequence.values()));
    }

    PrefixTree tree() {
        return new PrefixTree(sequences);
    }
}
