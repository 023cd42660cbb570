package crosslens.report;

import crosslens.score.Interval;
import java.util.Optional;

/**
 * A share of wrong answers, or the plain mean of several cells' shares, with its interval.
 *
 * @param count the errors
 * @param of the wrong answers they are counted among
 * @param cells how many cells have such answers at all; a mean is over these
 * @param percent NaN if there is nothing to share
 * @param interval in fractions, by paragraph; numerators and denominators are drawn together
 */
record ErrorShare(int count, int of, int cells, double percent, Optional<Interval> interval) {
    /** The lower end in percent; NaN without an interval. */
    double low() {
        return interval.map(i -> 100 * i.low()).orElse(Double.NaN);
    }

    /** The upper end in percent; NaN without an interval. */
    double high() {
        return interval.map(i -> 100 * i.high()).orElse(Double.NaN);
    }
}
