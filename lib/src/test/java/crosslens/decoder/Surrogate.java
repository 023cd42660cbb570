package crosslens.decoder;

import java.util.ArrayList;
import java.util.List;

/**
 * What the arithmetic of {@link ReferenceDecoder} takes for constant. A surrogate first records the factors and values of one computation; replayed with other
 * inputs, it keeps the factors and lets values move by a share only. Its plain derivative is then the derivative under AttnLRP.
 */
class Surrogate {
    /** Nothing is constant. */
    static final Surrogate NONE = new Surrogate() {
        @Override
        double constant(double factor) {
            return factor;
        }

        @Override
        double share(double value, double alpha) {
            return value;
        }
    };

    private final List<Double> recorded = new ArrayList<>();
    private int next;
    private boolean replaying;

    /** Starts the computation again, with the constants of the first time. */
    void replay() {
        replaying = true;
        next = 0;
    }

    double constant(double factor) {
        if (!replaying) {
            recorded.add(factor);
            return factor;
        }
        return recorded.get(next++);
    }

    double share(double value, double alpha) {
        double before = constant(value);
        return before + (value - before) * alpha;
    }
}
