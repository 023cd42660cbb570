package crosslens.decoder;

/**
 * Tokens that go through the decoder together, one row each. T rows may belong to any number of sequences; nothing is padded.
 */
public sealed interface Pack {
    /** Token of each row, shape (T). */
    int[] ids();

    /** Place of each row's token in its sequence, from 0, shape (T). */
    int[] positions();

    /** Cache slot each row's key and value go to, shape (T), or empty if they are not kept. */
    int[] slots();

    /** What rows see besides their own run or seat. */
    ReachLevels reaches();

    /**
     * Runs of consecutive tokens, each causal in itself: the pieces of a prefix tree. A run may reach slots that other rows of
     * the same pack fill.
     *
     * @param runs first row of each run, then T
     */
    record Tree(int[] ids, int[] positions, int[] slots, int[] runs, ReachLevels reaches) implements Pack {
        public Tree {
            requireRows(ids, positions, slots);
            if (runs.length < 2 || runs[0] != 0 || runs[runs.length - 1] != ids.length) {
                throw new IllegalArgumentException("runs must go from 0 to " + ids.length);
            }
        }

        /** One sequence from its beginning, seen by nobody else and not kept. */
        public static Tree single(int[] ids) {
            int[] positions = new int[ids.length];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = i;
            }
            return new Tree(ids, positions, new int[0], new int[] {0, ids.length}, new ReachLevels());
        }

        /** Sequences from their beginnings, one after the other, none of which sees another or is kept. */
        public static Tree apart(int[]... sequences) {
            int[] runs = new int[sequences.length + 1];
            for (int i = 0; i < sequences.length; i++) {
                runs[i + 1] = runs[i] + sequences[i].length;
            }
            int[] ids = new int[runs[sequences.length]];
            int[] positions = new int[ids.length];
            for (int i = 0; i < sequences.length; i++) {
                System.arraycopy(sequences[i], 0, ids, runs[i], sequences[i].length);
                for (int t = runs[i]; t < runs[i + 1]; t++) {
                    positions[t] = t - runs[i];
                }
            }
            return new Tree(ids, positions, new int[0], runs, new ReachLevels());
        }
    }

    /**
     * One new token for each of T sequences. A sequence's latest tokens lie in its seat, {@code width} slots from slot
     * {@code seat * width} on; the tokens before those are reached.
     *
     * @param seats seat of each row, shape (T)
     * @param lengths filled slots of each row's seat, the new token's included, shape (T)
     * @param width slots of a seat
     */
    record Step(int[] ids, int[] positions, int[] slots, int[] seats, int[] lengths, int width, ReachLevels reaches)
            implements Pack {
        public Step {
            requireRows(ids, positions, slots);
            if (slots.length != ids.length || seats.length != ids.length || lengths.length != ids.length) {
                throw new IllegalArgumentException("a step needs a slot, a seat and a length for each of its "
                        + ids.length + " rows, not " + slots.length + ", " + seats.length + ", " + lengths.length);
            }
        }
    }

    private static void requireRows(int[] ids, int[] positions, int[] slots) {
        if (ids.length == 0 || positions.length != ids.length || slots.length != 0 && slots.length != ids.length) {
            throw new IllegalArgumentException(
                    "a pack needs at least one row and as many positions and slots as ids, not " + ids.length + ", "
                            + positions.length + ", " + slots.length);
        }
    }
}
