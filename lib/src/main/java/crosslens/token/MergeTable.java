package crosslens.token;

import java.util.Arrays;

/**
 * Which two neighbouring tokens become one, and which such merge comes first. Immutable after the last {@link #put}, then safe for several threads.
 *
 * <p>A hash table of primitive numbers: a vocabulary has hundreds of thousands of merges and every text asks for millions of pairs.
 */
final class MergeTable {
    /** What {@link #find} gives for a pair that does not merge. */
    static final long NONE = -1;

    private static final long EMPTY = -1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L; // 2^64 divided by the golden ratio

    private final long[] pairs;
    private final long[] merges;
    private final int shift;

    /** @param most number of pairs it will hold at most */
    MergeTable(int most) {
        int bits = 64 - Long.numberOfLeadingZeros(2L * Math.max(most, 1));
        pairs = new long[1 << bits];
        merges = new long[1 << bits];
        shift = 64 - bits;
        Arrays.fill(pairs, EMPTY);
    }

    /** Adds a merge unless the pair has one already: the first rank stands. */
    void put(int left, int right, int rank, int merged) {
        int slot = slot(left, right);
        if (pairs[slot] == EMPTY) {
            pairs[slot] = pair(left, right);
            merges[slot] = (long) rank << 32 | merged;
        }
    }

    /** The merge of two tokens, to be taken apart with {@link #rank} and {@link #merged}, or {@link #NONE}; an id of -1 never merges. */
    long find(int left, int right) {
        if (left < 0 || right < 0) {
            return NONE;
        }
        int slot = slot(left, right);
        return pairs[slot] == EMPTY ? NONE : merges[slot];
    }

    /** The smaller, the earlier. */
    static int rank(long merge) {
        return (int) (merge >>> 32);
    }

    /** The token that results. */
    static int merged(long merge) {
        return (int) merge;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    private int slot(int left, int right) {
        long pair = pair(left, right);
        int slot = (int) (pair * SPREAD >>> shift);
        while (pairs[slot] != EMPTY && pairs[slot] != pair) {
            slot = slot + 1 & pairs.length - 1;
        }
        return slot;
    }
}
