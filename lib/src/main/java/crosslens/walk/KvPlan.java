package crosslens.walk;

/**
 * How the slots of a cache are divided: first the seats, then the slots for nodes.
 *
 * @param slots all slots
 * @param seats sequences that can be continued side by side
 * @param seatWidth slots of a seat
 */
record KvPlan(int slots, int seats, int seatWidth) {
    /**
     * Divides a budget: room for the longest sequence's nodes and one seat come first even if the budget is smaller, then half
     * of the rest goes to seats.
     *
     * @param budget slots that should not be exceeded
     */
    static KvPlan of(PrefixTree tree, long budget, int mostAdded) {
        int longest = 0;
        int sequences = 0;
        for (PrefixTree.Node node : tree.nodes()) {
            longest = Math.max(longest, node.to());
            sequences += node.end() >= 0 ? 1 : 0;
        }
        int width = TreePacker.SEATED_LEAF + mostAdded;
        long rest = Math.max(0, budget - longest - width);
        int most = Math.min(sequences, TreeWalk.MOST_ROWS);
        int seats = (int) Math.min(most, 1 + rest / 2 / width);
        long nodes = Math.max(longest, Math.min(tree.size(), budget - (long) seats * width));
        return new KvPlan(Math.toIntExact((long) seats * width + nodes), seats, width);
    }
}
