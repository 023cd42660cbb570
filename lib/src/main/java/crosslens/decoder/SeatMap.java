package crosslens.decoder;

import java.util.Arrays;

/**
 * Rows by seat instead of seats by row, so that seats can be read in place. An empty seat takes part with row 0 and one
 * slot; its result is never looked at.
 *
 * @param rowOf row of each seat up to the last taken one
 * @param lengths filled slots of each seat
 */
record SeatMap(int[] rowOf, int[] lengths) {
    static SeatMap of(Pack.Step step) {
        int seats = 0;
        for (int seat : step.seats()) {
            seats = Math.max(seats, seat + 1);
        }
        int[] rowOf = new int[seats];
        int[] lengths = new int[seats];
        Arrays.fill(lengths, 1);
        for (int row = 0; row < step.seats().length; row++) {
            rowOf[step.seats()[row]] = row;
            lengths[step.seats()[row]] = step.lengths()[row];
        }
        return new SeatMap(rowOf, lengths);
    }
}
