package crosslens.report.claim;

import crosslens.report.Intervals;
import crosslens.report.Numbers;
import crosslens.report.TableText;
import crosslens.score.Interval;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the test of one claim found on one model.
 *
 * @param value in the unit, NaN if nothing could be measured
 * @param interval in the unit, empty if there is none
 * @param unit e.g. {@code points}
 * @param why what decides, or what is missing and the command that helps, in full sentences
 */
record ClaimFinding(double value, Optional<Interval> interval, String unit, ClaimVerdict verdict, String why) {
    private static final double PERCENT = 100;

    /** Nothing was measured. */
    static ClaimFinding cannot(String why) {
        return new ClaimFinding(Double.NaN, Optional.empty(), "", ClaimVerdict.CANNOT_TELL, why);
    }

    /**
     * A statistic of shares claimed to lie above a bound; both are shown times 100.
     *
     * @param unit of the shown value
     * @param command that would give a larger sample
     */
    static ClaimFinding above(
            ClaimSample sample, ToDoubleFunction<double[]> statistic, double bound, String unit, String command) {
        double value = PERCENT * sample.value(statistic);
        Optional<Interval> interval = sample.interval(statistic)
                .map(i -> new Interval(PERCENT * i.estimate(), PERCENT * i.low(), PERCENT * i.high()));
        return above(value, interval, PERCENT * bound, unit, sample.paragraphs(), command);
    }

    /** A value claimed to lie above a bound, both in the unit. */
    static ClaimFinding above(
            double value, Optional<Interval> interval, double bound, String unit, int paragraphs, String command) {
        ClaimVerdict verdict = ClaimVerdict.above(interval, bound);
        String limit = Numbers.plain(bound) + " " + unit;
        String why;
        if (interval.isEmpty()) {
            why = few(paragraphs, command);
        } else if (verdict == ClaimVerdict.CANNOT_TELL) {
            why = "The interval holds " + limit + ". More items may tell: " + command;
        } else {
            why = "The whole interval lies " + (verdict == ClaimVerdict.HOLDS ? "above " : "below ") + limit + ".";
        }
        return new ClaimFinding(value, interval, unit, verdict, why);
    }

    /** Why there is no interval. */
    static String few(int paragraphs, String command) {
        return paragraphs < Intervals.FEWEST_PARAGRAPHS
                ? "The items come from " + TableText.counted(paragraphs, "paragraph") + ", and "
                        + Intervals.FEWEST_PARAGRAPHS + " are needed. To get more: " + command
                : "The number has no value in some resamples. More items may tell: " + command;
    }
}
