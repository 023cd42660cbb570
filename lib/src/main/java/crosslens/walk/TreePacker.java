package crosslens.walk;

import crosslens.decoder.Pack;
import crosslens.decoder.Reach;
import crosslens.decoder.ReachLevels;
import crosslens.walk.PrefixTree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the next pieces of the tree, in its order, for one pass. A leaf that is not unusually long goes straight to the
 * seat where its sequence will be continued; everything else to slots of the node cache.
 */
final class TreePacker {
    private final PrefixTree tree;
    private final NodeCache cache;
    private final Seats seats;
    private final KvPlan plan;
    private final int passTokens;
    private final List<Piece> pieces = new ArrayList<>();
    private int tokens;

    /**
     * Tokens of a node that are read in this pass.
     *
     * @param from first token, counted in the node
     * @param known tokens at its beginning that an earlier pass has read, before they were dropped
     * @param slot where the first token goes
     * @param row the sequence that ends with this piece, or null
     */
    record Piece(Node node, int from, int count, int known, int slot, Row row) {}

    TreePacker(PrefixTree tree, NodeCache cache, Seats seats, KvPlan plan, int passTokens) {
        this.tree = tree;
        this.cache = cache;
        this.seats = seats;
        this.plan = plan;
        this.passTokens = passTokens;
    }

    /** Pieces collected so far. */
    List<Piece> pieces() {
        return pieces;
    }

    /** Adds a node and whatever of its ancestors is not in the cache; false if it did not fit or only in part. */
    boolean add(Node node) {
        if (node.parent() != null && !cache.complete(node.parent()) && !add(node.parent())) {
            return false;
        }
        if (cache.complete(node)) {
            return true;
        }
        boolean seated = plan.seats(node);
        if (seated ? tokens > 0 && tokens + node.tokens() > passTokens : tokens >= passTokens) {
            return false;
        }
        if (cache.endsHere(node) && seats.free() == 0 || !seated && !cache.reserve(node)) {
            return false;
        }
        int from = cache.read(node);
        int count = seated ? node.tokens() : Math.min(node.tokens() - from, passTokens - tokens);
        boolean whole = from + count == node.tokens();
        Row row = null;
        if (whole && cache.endsHere(node)) {
            cache.takeUp(node);
            row = new Row(node, seats.take(), tree.sequence(node.end()), seated ? node.tokens() : 0);
        }
        int slot = seated ? seats.slot(row.seat()) : cache.slot(node) + from;
        pieces.add(new Piece(node, from, count, Math.min(count, Math.max(0, cache.everRead(node) - from)), slot, row));
        tokens += count;
        cache.addRead(node, count);
        return whole;
    }

    /** The pass over what was collected. */
    Pack.Tree pack() {
        int[] ids = new int[tokens];
        int[] positions = new int[tokens];
        int[] slots = new int[tokens];
        int[] runs = new int[pieces.size() + 1];
        Map<Node, int[]> reached = new LinkedHashMap<>();
        ReachLevels reaches = new ReachLevels();
        int row = 0;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            int end = row + piece.count();
            for (Node above = piece.node().parent(); above != null; above = above.parent()) {
                widen(reached, above, row, end);
            }
            if (piece.from() > 0) {
                reaches.add(new Reach(
                        row,
                        end,
                        piece.slot() - piece.from(),
                        piece.slot(),
                        piece.node().from()));
            }
            int[] path = tree.path(piece.node());
            for (int t = 0; t < piece.count(); t++) {
                positions[row + t] = piece.node().from() + piece.from() + t;
                ids[row + t] = path[positions[row + t]];
                slots[row + t] = piece.slot() + t;
            }
            row = end;
            runs[i + 1] = row;
        }
        addTo(reaches, reached, cache);
        return new Pack.Tree(ids, positions, slots, runs, reaches);
    }

    /** What the rows are that are read for the first time, for a visitor. */
    List<WalkVisitor.Rows> rows() {
        List<WalkVisitor.Rows> all = new ArrayList<>();
        int row = 0;
        for (Piece piece : pieces) {
            int fresh = piece.count() - piece.known();
            if (fresh > 0) {
                int position = piece.node().from() + piece.from() + piece.known();
                all.add(new WalkVisitor.Rows(row + piece.known(), fresh, position, tree.below(piece.node())));
            }
            row += piece.count();
        }
        return all;
    }

    /** Notes that rows reach a node; the rows below one node are neighbours, so a range says it all. */
    static void widen(Map<Node, int[]> reached, Node node, int from, int to) {
        reached.computeIfAbsent(node, n -> new int[] {from, to})[1] = to;
    }

    static void addTo(ReachLevels reaches, Map<Node, int[]> reached, NodeCache cache) {
        reached.forEach((node, rows) -> reaches.add(
                new Reach(rows[0], rows[1], cache.slot(node), cache.slot(node) + node.tokens(), node.from())));
    }
}
