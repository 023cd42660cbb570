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

    /** Rows of (row from, row to, slot from, slot to), each level filled up with empty reaches to cover {@code rows} rows. */
    long[] flatten(int rows) {
        List<Reach> all = new ArrayList<>();
        for (List<Reach> level : levels) {
            int covered = 0;
            for (Reach reach : level) {
                if (reach.rowFrom() > covered) {
                    all.add(new Reach(covered, reach.rowFrom(), 0, 0));
                }
                all.add(reach);
                covered = reach.rowTo();
            }
            if (covered < rows) {
                all.add(new Reach(covered, rows, 0, 0));
            }
        }
        return all.stream()
                .flatMapToLong(r -> LongStream.of(r.rowFrom(), r.rowTo(), r.slotFrom(), r.slotTo()))
                .toArray();
    }
}
