package crosslens.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Collects the reaches of a pack into levels, in each of which every row occurs at most once.
 *
 * <p>Attention handles a level as a whole; so a tree of depth d needs about d levels. Add the reaches of a level in order of
 * rows.
 */
public final class ReachLevels {
    private final List<List<Reach>> levels = new ArrayList<>();

    /** Puts a reach into the first level whose rows end at or before its own. */
    public void add(Reach reach) {
        for (List<Reach> level : levels) {
            if (level.get(level.size() - 1).rowTo() <= reach.rowFrom()) {
                level.add(reach);
                return;
            }
        }
        levels.add(new ArrayList<>(List.of(reach)));
    }

    /** Whether nothing is reached. */
    boolean isEmpty() {
        return levels.isEmpty();
    }

    /**
     * Rows of (row from, row to, slot from, slot to, position of the first slot or -1 if every row sees every slot), each
     * level filled up with empty reaches to cover all rows.
     *
     * @param positions of the rows
     * @param window tokens a row sees, itself included, 0 for all; slots that no row of a reach sees are left out
     */
    long[] flatten(int[] positions, int window) {
        LongStream.Builder all = LongStream.builder();
        for (List<Reach> level : levels) {
            int covered = 0;
            for (Reach reach : level) {
                put(all, covered, reach.rowFrom(), 0, 0, -1);
                put(all, positions, window, reach);
                covered = reach.rowTo();
            }
            put(all, covered, positions.length, 0, 0, -1);
        }
        return all.build().toArray();
    }

    private static void put(LongStream.Builder all, int[] positions, int window, Reach reach) {
        int earliest = Integer.MAX_VALUE;
        int latest = 0;
        for (int row = reach.rowFrom(); row < reach.rowTo(); row++) {
            earliest = Math.min(earliest, positions[row]);
            latest = Math.max(latest, positions[row]);
        }
        int unseen = window == 0 ? 0 : Math.max(0, earliest - window + 1 - reach.position());
        int from = Math.min(reach.slotTo(), reach.slotFrom() + unseen);
        int position = reach.position() + from - reach.slotFrom();
        boolean allSeen = window == 0 || latest - position < window;
        put(all, reach.rowFrom(), reach.rowTo(), from, reach.slotTo(), allSeen ? -1 : position);
    }

    private static void put(LongStream.Builder all, int rowFrom, int rowTo, int slotFrom, int slotTo, int position) {
        if (rowTo > rowFrom) {
            all.add(rowFrom).add(rowTo).add(slotFrom).add(slotTo).add(position);
        }
    }
}
