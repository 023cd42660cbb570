package crosslens.decoder;

/** Checks of a configuration's numbers. */
final class Requirement {
    private Requirement() {}

    static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }

    static void even(String name, int value) {
        if (value % 2 != 0) {
            throw new IllegalArgumentException(name + " must be even, not " + value);
        }
    }

    static void scores(double scale, double softCap) {
        if (!(scale > 0) || Double.isInfinite(scale) || !(softCap >= 0) || Double.isInfinite(softCap)) {
            throw new IllegalArgumentException(
                    "the score scale must be above 0 and the soft-cap 0 or above, not " + scale + " and " + softCap);
        }
    }
}
