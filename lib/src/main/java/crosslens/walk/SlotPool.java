package crosslens.walk;

import java.util.Map;
import java.util.TreeMap;

/** Hands out runs of neighbouring cache slots, the lowest that fit first. */
final class SlotPool {
    private final int from;
    private final int to;
    // First slot of each free run, and the slot after its last; neighbouring runs are always joined.
    private final TreeMap<Integer, Integer> free = new TreeMap<>();

    SlotPool(int from, int to) {
        this.from = from;
        this.to = to;
        clear();
    }

    /** The first of {@code count} slots, or -1 if there is no such run. */
    int take(int count) {
        for (Map.Entry<Integer, Integer> run : free.entrySet()) {
            int start = run.getKey();
            int end = run.getValue();
            if (end - start >= count) {
                free.remove(start);
                if (end - start > count) {
                    free.put(start + count, end);
                }
                return start;
            }
        }
        return -1;
    }

    void release(int start, int count) {
        int end = start + count;
        Map.Entry<Integer, Integer> before = free.floorEntry(start);
        if (start < from || end > to || before != null && before.getValue() > start) {
            throw new IllegalArgumentException("slots " + start + ".." + end + " are not taken");
        }
        Integer after = free.remove(end);
        if (after != null) {
            end = after;
        }
        if (before != null && before.getValue() == start) {
            start = before.getKey();
        }
        free.put(start, end);
    }

    /** Makes all slots free. */
    void clear() {
        free.clear();
        if (to > from) {
            free.put(from, to);
        }
    }
}
