package crosslens.walk;

import crosslens.walk.PrefixTree.Node;
import java.util.Arrays;

/**
 * How the slots of a cache are divided: first the seats, then the slots for nodes.
 *
 * @param slots all slots
 * @param seats sequences that can be continued side by side
 * @param seatedLeaf longest leaf that is put into the seat of its sequence; longer ones are nodes like others
 * @param mostAdded most tokens a sequence is continued by
 */
record KvPlan(int slots, int seats, int seatedLeaf, int mostAdded) {
    /** Leaves up to this length are always seated, however small the budget. */
    static final int ALWAYS_SEATED = 64;

    /** Longer leaves are read in several passes, which a seat cannot be. */
    static final int MOST_SEATED = TreeWalk.PASS_TOKENS / 2;

    /**
     * Divides a budget: room for the longest sequence's nodes and one seat come first even if the budget is smaller, then half
     * of the rest goes to seats.
     *
     * @param budget slots that should not be exceeded
     */
    static KvPlan of(PrefixTree tree, long budget, int mostAdded) {
        int[] leaves = tree.nodes().stream()
                .filter(Node::leaf)
                .mapToInt(Node::tokens)
                .sorted()
                .toArray();
        int sequences =
                (int) tree.nodes().stream().filter(node -> node.end() >= 0).count();
        int most = Math.min(sequences, TreeWalk.MOST_ROWS);
        int seated = seatedLeaf(leaves, budget / 2 / most - mostAdded);
        int longest = 0;
        long all = 0;
        for (Node node : tree.nodes()) {
            boolean inNodes = !(node.leaf() && node.tokens() <= seated);
            longest = Math.max(longest, inNodes ? node.to() : node.from());
            all += inNodes ? node.tokens() : 0;
        }
        int width = width(seated, mostAdded);
        long rest = Math.max(0, budget - longest - width);
        int seats = (int) Math.min(most, 1 + rest / 2 / width);
        long nodes = Math.max(longest, Math.min(all, budget - (long) seats * width));
        return new KvPlan(Math.toIntExact((long) seats * width + nodes), seats, seated, mostAdded);
    }

    // A step reads all seats up to the longest filled one, so that a few leaves far above the others stay nodes.
    private static int seatedLeaf(int[] sorted, long room) {
        int usual = sorted[(sorted.length - 1) * 9 / 10];
        long limit = Math.max(ALWAYS_SEATED, Math.min(Math.min(2L * usual, MOST_SEATED), room));
        return Arrays.stream(sorted).filter(tokens -> tokens <= limit).max().orElse(0);
    }

    /** Slots of a seat. */
    int seatWidth() {
        return width(seatedLeaf, mostAdded);
    }

    private static int width(int seatedLeaf, int mostAdded) {
        return Math.max(1, seatedLeaf + mostAdded);
    }

    /** Whether a node goes to a seat as a whole instead of to slots for nodes. */
    boolean seats(Node node) {
        return node.leaf() && node.tokens() <= seatedLeaf;
    }
}
