package crosslens.walk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Token sequences with their common beginnings found: every node is a run of tokens that all sequences below it share.
 *
 * <p>A beginning becomes a node of its own only if that saves at least {@value #WORTH_A_NODE} tokens, for a node costs an
 * attention call in every layer of every later pass; shorter ones are read again in each branch. Immutable.
 */
public final class PrefixTree {
    static final int WORTH_A_NODE = 32;

    private final List<int[]> sequences;
    private final int[] sorted;
    private final List<Node> nodes = new ArrayList<>();

    /**
     * A run of tokens.
     *
     * @param index place in {@link #nodes}
     * @param parent null at the top
     * @param first rank, in token order, of the first sequence below
     * @param last rank after the last sequence below
     * @param from position of its first token
     * @param to position after its last token
     * @param end the sequence that ends with this node, or -1
     */
    record Node(int index, Node parent, int first, int last, int from, int to, int end) {
        int tokens() {
            return to - from;
        }

        /** Whether no other node continues this one. */
        boolean leaf() {
            return last - first == 1;
        }
    }

    /**
     * Builds the tree.
     *
     * @param sequences all different and none empty
     */
    public PrefixTree(List<int[]> sequences) {
        this.sequences = List.copyOf(sequences);
        Comparator<Integer> byTokens = (a, b) -> Arrays.compare(sequences.get(a), sequences.get(b));
        sorted = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(byTokens)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int rank = 0; rank < sorted.length; rank++) {
            if (at(rank).length == 0) {
                throw new IllegalArgumentException("sequence " + sorted[rank] + " is empty");
            }
            if (rank > 0 && Arrays.equals(at(rank - 1), at(rank))) {
                throw new IllegalArgumentException(
                        "sequences " + sorted[rank - 1] + " and " + sorted[rank] + " are the same");
            }
        }
        if (sorted.length > 0) {
            grow(null, 0, sorted.length, 0);
        }
    }

    /** Parents before children, sequences in token order. */
    List<Node> nodes() {
        return nodes;
    }

    int[] sequence(int index) {
        return sequences.get(index);
    }

    /** The sequences below a node. */
    List<Integer> below(Node node) {
        return Arrays.stream(sorted, node.first(), node.last()).boxed().toList();
    }

    /** Tokens of one of the sequences below, of which the node's are {@code from} to {@code to}. */
    int[] path(Node node) {
        return at(node.first());
    }

    /** Tokens that have to be read, every node once. */
    public long size() {
        return nodes.stream().mapToLong(Node::tokens).sum();
    }

    private int[] at(int rank) {
        return sequences.get(sorted[rank]);
    }

    // Ranks first to last agree in the first `from` tokens, which the parent and its ancestors hold, and are longer.
    private void grow(Node parent, int first, int last, int from) {
        int common = commonLength(at(first), at(last - 1));
        if (last - first == 1) {
            nodes.add(new Node(nodes.size(), parent, first, last, from, common, sorted[first]));
            return;
        }
        boolean worth = (long) (common - from) * (last - first - 1) >= WORTH_A_NODE;
        // Sorted, the one sequence that is no longer than the common part comes first.
        boolean ends = at(first).length == common;
        Node base = parent;
        int start = from;
        int next = first;
        if (worth) {
            base = new Node(nodes.size(), parent, first, last, from, common, ends ? sorted[first] : -1);
            nodes.add(base);
            start = common;
            next = ends ? first + 1 : first;
        } else if (ends) {
            nodes.add(new Node(nodes.size(), parent, first, first + 1, from, common, sorted[first]));
            next = first + 1;
        }
        while (next < last) {
            int groupEnd = next + 1;
            while (groupEnd < last && at(groupEnd)[common] == at(next)[common]) {
                groupEnd++;
            }
            grow(base, next, groupEnd, start);
            next = groupEnd;
        }
    }

    private static int commonLength(int[] a, int[] b) {
        int mismatch = Arrays.mismatch(a, b);
        return mismatch < 0 ? a.length : mismatch;
    }
}
