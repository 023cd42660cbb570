package crosslens.walk;

import crosslens.walk.PrefixTree.Node;
import java.util.Arrays;

/** Which nodes of a tree lie in the cache, where, and how far they are read. */
final class NodeCache {
    private static final int NOWHERE = -1;

    private final PrefixTree tree;
    private final SlotPool pool;
    private final int[] slot;
    private final int[] read;
    private final int[] everRead;
    private final boolean[] ended;
    private final int[] unfinished;
    private int evictions;

    NodeCache(PrefixTree tree, SlotPool pool) {
        this.tree = tree;
        this.pool = pool;
        int nodes = tree.nodes().size();
        slot = new int[nodes];
        read = new int[nodes];
        everRead = new int[nodes];
        ended = new boolean[nodes];
        unfinished = new int[nodes];
        Arrays.fill(slot, NOWHERE);
        tree.nodes().forEach(node -> unfinished[node.index()] = node.last() - node.first());
    }

    /** Gives a node slots if it has none yet; false if there is no room. */
    boolean reserve(Node node) {
        if (slot[node.index()] == NOWHERE) {
            slot[node.index()] = pool.take(node.tokens());
        }
        return slot[node.index()] != NOWHERE;
    }

    int slot(Node node) {
        return slot[node.index()];
    }

    boolean cached(Node node) {
        return slot[node.index()] != NOWHERE;
    }

    /** Tokens of the node that are read. */
    int read(Node node) {
        return read[node.index()];
    }

    void addRead(Node node, int tokens) {
        read[node.index()] += tokens;
        everRead[node.index()] = Math.max(everRead[node.index()], read[node.index()]);
    }

    /** Tokens of the node that were read at some time, even if they have been dropped since. */
    int everRead(Node node) {
        return everRead[node.index()];
    }

    /** Whether a sequence ends with the node that has not been taken up yet. */
    boolean endsHere(Node node) {
        return node.end() >= 0 && !ended[node.index()];
    }

    void takeUp(Node node) {
        ended[node.index()] = true;
    }

    boolean complete(Node node) {
        return read(node) == node.tokens();
    }

    /** The sequence that ends at the node needs no more: drops whatever no unfinished sequence begins with. */
    void finish(Node end) {
        for (Node node = end; node != null; node = node.parent()) {
            unfinished[node.index()]--;
            if (unfinished[node.index()] == 0) {
                drop(node);
            }
        }
    }

    /** Drops all nodes. What is needed of them later has to be read again. */
    void evictAll() {
        evictions++;
        tree.nodes().forEach(this::drop);
        pool.clear();
    }

    int evictions() {
        return evictions;
    }

    private void drop(Node node) {
        if (cached(node)) {
            pool.release(slot[node.index()], node.tokens());
            slot[node.index()] = NOWHERE;
            read[node.index()] = 0;
        }
    }
}
