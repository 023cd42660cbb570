package crosslens.report;

import crosslens.score.Interval;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;

/** The two columns of a table's 95 % intervals while they grow; a row without an interval has missing values. */
public final class IntervalColumns {
    static final String FROM = "95 % from";
    static final String TO = "95 % to";
    /** The columns' names, for {@link ReportTable#optional}. */
    public static final Set<String> NAMES = Set.of(FROM, TO);

    private final DoubleColumn low;
    private final DoubleColumn high;

    private IntervalColumns(DoubleColumn low, DoubleColumn high) {
        this.low = low;
        this.high = high;
    }

    /** Of percentages or ratios. */
    public static IntervalColumns plain() {
        return new IntervalColumns(Numbers.plain(DoubleColumn.create(FROM)), Numbers.plain(DoubleColumn.create(TO)));
    }

    /** Of differences. */
    static IntervalColumns signed() {
        return new IntervalColumns(Numbers.signed(DoubleColumn.create(FROM)), Numbers.signed(DoubleColumn.create(TO)));
    }

    /** Of similarities, or of differences between them. */
    static IntervalColumns fine(boolean signed) {
        return new IntervalColumns(
                Numbers.fine(DoubleColumn.create(FROM), signed), Numbers.fine(DoubleColumn.create(TO), signed));
    }

    /** @param factor to the unit of the table, e.g. 100 for percent */
    public void append(Optional<Interval> interval, double factor) {
        low.append(interval.map(i -> factor * i.low()).orElse(Double.NaN));
        high.append(interval.map(i -> factor * i.high()).orElse(Double.NaN));
    }

    public DoubleColumn low() {
        return low;
    }

    public DoubleColumn high() {
        return high;
    }
}
