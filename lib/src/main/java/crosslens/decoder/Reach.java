package crosslens.decoder;

/**
 * Rows of a pack that look at earlier tokens in a run of cache slots, all of them before the rows' own positions.
 *
 * @param rowTo row after the last
 * @param slotTo slot after the last
 * @param position place of the first slot's token in its sequence, from 0; the others follow
 */
public record Reach(int rowFrom, int rowTo, int slotFrom, int slotTo, int position) {
    public Reach {
        if (rowFrom < 0 || rowTo <= rowFrom || slotFrom < 0 || slotTo < slotFrom || position < 0) {
            throw new IllegalArgumentException("rows " + rowFrom + ".." + rowTo + " cannot reach slots " + slotFrom
                    + ".." + slotTo + " from position " + position);
        }
    }
}
