package crosslens.decoder;

/** Which two values of a head a rotary frequency turns. */
public enum RotaryPairs {
    /** Neighbours: 0 and 1, 2 and 3, … */
    INTERLEAVED,
    /** One of each half: 0 and D / 2, 1 and D / 2 + 1, … */
    HALVES
}
