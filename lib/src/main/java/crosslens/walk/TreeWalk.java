package crosslens.walk;

import ai.djl.ndarray.NDArray;
import crosslens.decoder.Decoder;
import crosslens.decoder.KvCache;
import crosslens.decoder.LayerTap;
import crosslens.decoder.Pack;
import crosslens.decoder.ReachLevels;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.walk.PrefixTree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads all sequences of a prefix tree and continues them as a visitor says. Serves one call of {@link #run} at a time. */
public final class TreeWalk {
    /**
     * Below this lead, in logits, the best token is decided by reading its sequence alone (DECISIONS 6). Packing moves
     * logits by a few 1e-4 at most.
     */
    public static final float SURE_MARGIN = 1e-3f;

    /**
     * The same for a type of arithmetic: where products are rounded to few digits, packing moves logits much further. What
     * remains below such a lead is rare, but not impossible.
     */
    public static float sureMargin(FloatType type) {
        return switch (type) {
            case F32, F64 -> SURE_MARGIN;
            case F16 -> 0.03f;
            case BF16 -> 0.25f;
        };
    }

    /** Most sequences continued side by side: beyond this a step's time grows as fast as its rows. */
    static final int MOST_ROWS = 32;

    /** Sequences continued side by side until the first one ends, so that first answers come early. */
    static final int FIRST_ROWS = 8;

    /** Tokens of one pass over the tree: enough for full speed, few enough to keep activations small. */
    static final int PASS_TOKENS = 1024;

    private final Decoder decoder;
    private final long kvMemory;

    /**
     * Prepares walks; the caller keeps the decoder open.
     *
     * @param kvMemory bytes for keys and values; silently more if the longest sequence alone needs more
     */
    public TreeWalk(Decoder decoder, long kvMemory) {
        if (kvMemory < 0) {
            throw new IllegalArgumentException("kvMemory must be 0 bytes or more, not " + kvMemory);
        }
        this.decoder = decoder;
        this.kvMemory = kvMemory;
    }

    /**
     * Reads every sequence and continues it until the visitor ends it.
     *
     * @param mostAdded most tokens the visitor adds to one sequence
     * @throws InterruptedException if the thread was interrupted
     */
    public void run(PrefixTree tree, int mostAdded, WalkVisitor visitor) throws InterruptedException {
        run(tree, mostAdded, kvMemory / decoder.slotBytes(), visitor);
    }

    /** The same with the budget in slots; returns how often everything had to be dropped for want of neighbouring slots. */
    int run(PrefixTree tree, int mostAdded, long budget, WalkVisitor visitor) throws InterruptedException {
        if (tree.nodes().isEmpty()) {
            return 0;
        }
        KvPlan plan = KvPlan.of(tree, budget, mostAdded);
        try (KvCache kv = decoder.cache(plan.slots())) {
            Run run = new Run(tree, mostAdded, visitor, kv, plan);
            run.finish();
            return run.cache.evictions();
        }
    }

    /** One walk over one tree. */
    private final class Run {
        private final PrefixTree tree;
        private final int mostAdded;
        private final WalkVisitor visitor;
        private final KvCache kv;
        private final KvPlan plan;
        private final Seats seats;
        private final NodeCache cache;
        // In the order of the tree, so that the rows below one node are neighbours.
        private final List<Row> rows = new ArrayList<>();
        private int nextNode;
        private int wanted = FIRST_ROWS;

        Run(PrefixTree tree, int mostAdded, WalkVisitor visitor, KvCache kv, KvPlan plan) {
            this.tree = tree;
            this.mostAdded = mostAdded;
            this.visitor = visitor;
            this.kv = kv;
            this.plan = plan;
            seats = new Seats(plan.seats(), plan.seatWidth());
            cache = new NodeCache(tree, new SlotPool(plan.seats() * plan.seatWidth(), plan.slots()));
        }

        void finish() throws InterruptedException {
            while (nextNode < tree.nodes().size() || !rows.isEmpty()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the walk was interrupted; finished sequences stand");
                }
                boolean refill = nextNode < tree.nodes().size() && rows.size() <= wanted - Math.max(1, wanted / 8);
                if (!refill || !readMore()) {
                    if (rows.isEmpty()) {
                        // Nothing is being continued and the next node still found no room: free slots lie scattered.
                        cache.evictAll();
                    } else {
                        step();
                    }
                }
            }
        }

        private boolean readMore() {
            TreePacker packer = new TreePacker(tree, cache, seats, plan, PASS_TOKENS);
            int ends = 0;
            while (nextNode < tree.nodes().size() && rows.size() + ends < wanted) {
                Node node = tree.nodes().get(nextNode);
                if (!packer.add(node)) {
                    break;
                }
                nextNode++;
                ends += node.end() >= 0 ? 1 : 0;
            }
            if (packer.pieces().isEmpty()) {
                return false;
            }
            List<Row> ended = new ArrayList<>();
            List<Integer> lastRows = new ArrayList<>();
            int row = 0;
            for (TreePacker.Piece piece : packer.pieces()) {
                row += piece.count();
                if (piece.row() != null) {
                    ended.add(piece.row());
                    lastRows.add(row - 1);
                    clearAtFirstUse(piece.row());
                }
            }
            pass(packer.pack(), visitor.tap(packer.rows()), ended, lastRows);
            return true;
        }

        // A seat is read up to the longest seat's length: its unfilled part must hold numbers.
        private void clearAtFirstUse(Row row) {
            if (seats.firstUse(row.seat())) {
                int slot = seats.slot(row.seat());
                decoder.clear(kv, slot, slot + seats.width());
            }
        }

        private void step() {
            int n = rows.size();
            int[] ids = new int[n];
            int[] positions = new int[n];
            int[] slots = new int[n];
            int[] seatOf = new int[n];
            int[] lengths = new int[n];
            Map<Node, int[]> reached = new LinkedHashMap<>();
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                Row row = rows.get(i);
                ids[i] = row.lastToken();
                positions[i] = row.lastPosition();
                slots[i] = seats.slot(row.seat()) + row.seated() - 1;
                seatOf[i] = row.seat();
                lengths[i] = row.seated();
                for (Node node = row.end(); node != null; node = node.parent()) {
                    if (cache.cached(node)) {
                        TreePacker.widen(reached, node, i, i + 1);
                    }
                }
                all.add(i);
            }
            ReachLevels reaches = new ReachLevels();
            TreePacker.addTo(reaches, reached, cache);
            List<Row> before = List.copyOf(rows);
            rows.clear();
            pass(
                    new Pack.Step(ids, positions, slots, seatOf, lengths, seats.width(), reaches),
                    LayerTap.NONE,
                    before,
                    all);
        }

        /** Runs a pass and lets the visitor continue the sequences that have a row of it as their end. */
        private void pass(Pack pack, LayerTap tap, List<Row> ended, List<Integer> lastRows) {
            Decoder.Best best;
            try (TensorScope pass = decoder.scope()) {
                NDArray hidden = decoder.forward(pass, pack, kv, tap);
                if (ended.isEmpty()) {
                    return;
                }
                best = decoder.best(
                        pass,
                        hidden,
                        lastRows.stream().mapToInt(Integer::intValue).toArray());
            }
            for (int i = 0; i < ended.size(); i++) {
                goOn(ended.get(i), best.ids()[i], best.margins()[i]);
            }
        }

        private void goOn(Row row, int best, float margin) {
            if (margin < sureMargin(decoder.type())) {
                Decoder.Best alone = alone(row.tokens());
                best = alone.ids()[0];
                margin = alone.margins()[0];
            }
            int token = visitor.next(row.sequence(), best, margin);
            if (token == WalkVisitor.END) {
                wanted = Math.min(MOST_ROWS, wanted + FIRST_ROWS);
                seats.release(row.seat());
                cache.finish(row.end());
                return;
            }
            int added = row.lastPosition() + 1 - tree.sequence(row.sequence()).length;
            if (added >= mostAdded) {
                throw new IllegalArgumentException(
                        "sequence " + row.sequence() + " was to get more than " + mostAdded + " tokens");
            }
            row.add(token);
            rows.add(row);
        }
    }

    /** The next token of a sequence read alone, from its beginning, without any sharing: the result that always counts. */
    public Decoder.Best alone(int[] tokens) {
        try (TensorScope pass = decoder.scope()) {
            NDArray hidden = decoder.forward(pass, Pack.Tree.single(tokens), null, LayerTap.NONE);
            return decoder.best(pass, hidden, tokens.length - 1);
        }
    }
}
