package crosslens.walk;

import java.util.BitSet;

/** Places for the sequences that are being continued: runs of cache slots of equal width, from slot 0 on. */
final class Seats {
    private final int count;
    private final int width;
    private final BitSet taken = new BitSet();
    private final BitSet everTaken = new BitSet();

    Seats(int count, int width) {
        this.count = count;
        this.width = width;
    }

    int width() {
        return width;
    }

    int free() {
        return count - taken.cardinality();
    }

    int slot(int seat) {
        return seat * width;
    }

    /** The lowest free seat; there must be one. */
    int take() {
        int seat = taken.nextClearBit(0);
        if (seat >= count) {
            throw new IllegalStateException("all " + count + " seats are taken");
        }
        taken.set(seat);
        return seat;
    }

    /** Whether this is the first call for the seat, whose slots hold nothing yet. */
    boolean firstUse(int seat) {
        boolean first = !everTaken.get(seat);
        everTaken.set(seat);
        return first;
    }

    void release(int seat) {
        taken.clear(seat);
    }
}
