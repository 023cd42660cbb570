package crosslens.token;

import java.util.Arrays;

/**
 * A row of tokens with their places in the text, merged pair by pair as byte-pair encoding asks: always the merge with the smallest rank, among
 * equals the leftmost. Takes n · log n steps for n symbols, so no text is too long. Reused from row to row; for one thread.
 */
final class SymbolRow {
    private int[] ids = new int[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int[] previous = new int[64];
    private int[] next = new int[64];
    private long[] heap = new long[64]; // rank in the upper half, place in the row in the lower
    private int heapSize;
    private int size;

    void clear() {
        size = 0;
    }

    /** Appends a symbol; the id -1 stands for text that never merges. */
    void add(int id, int start, int end) {
        if (size == ids.length) {
            int capacity = 2 * size;
            ids = Arrays.copyOf(ids, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            previous = Arrays.copyOf(previous, capacity);
            next = Arrays.copyOf(next, capacity);
        }
        ids[size] = id;
        starts[size] = start;
        ends[size] = end;
        previous[size] = size - 1;
        next[size] = size + 1;
        size++;
    }

    /** Merges until nothing merges any more; what is left is read with {@link #each}. */
    void merge(MergeTable table) {
        heapSize = 0;
        for (int left = 0; left + 1 < size; left++) {
            offer(table, left);
        }
        while (heapSize > 0) {
            long first = poll();
            int left = (int) first;
            long merge = mergeAt(table, left);
            if (merge == MergeTable.NONE || MergeTable.rank(merge) != (int) (first >>> 32)) {
                continue; // one of the two has merged otherwise since
            }
            join(left, MergeTable.merged(merge));
            if (previous[left] >= 0) {
                offer(table, previous[left]);
            }
            offer(table, left);
        }
    }

    /** Gives every symbol left, in order. */
    void each(Sink sink) {
        for (int at = 0; at < size; at = next[at]) {
            sink.accept(ids[at], starts[at], ends[at]);
        }
    }

    /** Takes a symbol: its id or -1, the UTF-16 unit it starts at, and the one after its last. */
    @FunctionalInterface
    interface Sink {
        void accept(int id, int start, int end);
    }

    private long mergeAt(MergeTable table, int left) {
        // a symbol swallowed by its left neighbour has next = -1
        return next[left] < 0 || next[left] >= size ? MergeTable.NONE : table.find(ids[left], ids[next[left]]);
    }

    private void join(int left, int merged) {
        int right = next[left];
        ids[left] = merged;
        ends[left] = ends[right];
        next[left] = next[right];
        if (next[right] < size) {
            previous[next[right]] = left;
        }
        next[right] = -1;
    }

    private void offer(MergeTable table, int left) {
        long merge = mergeAt(table, left);
        if (merge != MergeTable.NONE) {
            push((long) MergeTable.rank(merge) << 32 | left);
        }
    }

    private void push(long entry) {
        if (heapSize == heap.length) {
            heap = Arrays.copyOf(heap, 2 * heapSize);
        }
        int at = heapSize++;
        while (at > 0 && heap[at - 1 >> 1] > entry) {
            heap[at] = heap[at - 1 >> 1];
            at = at - 1 >> 1;
        }
        heap[at] = entry;
    }

    private long poll() {
        long first = heap[0];
        long last = heap[--heapSize];
        int at = 0;
        for (int child = 1; child < heapSize; child = 2 * at + 1) {
            if (child + 1 < heapSize && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return first;
    }
}
