package crosslens.report;

import crosslens.score.ClusterBootstrap;
import crosslens.score.Holm;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.columns.Column;

/**
 * The columns of a table that compares F1 of two cells on the same questions, in percent, while they grow: number of questions, both values, their difference with
 * its paired interval by paragraph, and a p-value adjusted by Holm.
 */
final class PairedColumns {
    private static final String P = "p (Holm)";
    /** Columns that few paragraphs leave empty, for {@link ReportTable#optional}. */
    static final Set<String> OPTIONAL = Set.of(IntervalColumns.FROM, IntervalColumns.TO, P);

    private final ClusterBootstrap bootstrap;
    private final IntColumn n = Numbers.count(IntColumn.create("n"));
    private final DoubleColumn base;
    private final DoubleColumn value = Numbers.plain(DoubleColumn.create("F1"));
    private final DoubleColumn difference;
    private final IntervalColumns interval = IntervalColumns.signed();
    private final DoubleColumn p = DoubleColumn.create(P);
    private final List<OptionalDouble> family = new ArrayList<>();

    /** @param base name of the column of what is subtracted */
    PairedColumns(ClusterBootstrap bootstrap, String base, String difference) {
        this.bootstrap = bootstrap;
        this.base = Numbers.plain(DoubleColumn.create(base));
        this.difference = Numbers.signed(DoubleColumn.create(difference));
        p.setPrintFormatter(Numbers.probability());
    }

    /** Number of questions that both cells hold. */
    static int shared(CellScores one, CellScores other) {
        return shared(one.items(), other.items()).size();
    }

    /** Adds a row on the questions that both cells hold; without any its values are missing. */
    void append(CellScores subtracted, CellScores cell) {
        List<ItemScore> here = shared(cell.items(), subtracted.items());
        List<ItemScore> there = shared(subtracted.items(), cell.items());
        boolean none = here.isEmpty();
        n.append(here.size());
        base.append(100 * Metric.F1.mean(there));
        value.append(100 * Metric.F1.mean(here));
        difference.append(100 * (Metric.F1.mean(here) - Metric.F1.mean(there)));
        interval.append(none ? Optional.empty() : bootstrap.difference(here, there, Metric.F1), 100);
        family.add(none ? OptionalDouble.empty() : bootstrap.pValue(here, there, Metric.F1));
    }

    /** Adjusts the p-values of the rows since the last call, which are looked at together. */
    void adjust() {
        for (double adjusted : Holm.adjust(family)) {
            p.append(adjusted);
        }
        family.clear();
    }

    /** The columns, in order. */
    List<Column<?>> columns() {
        return List.of(n, base, value, difference, interval.low(), interval.high(), p);
    }

    private static List<ItemScore> shared(List<ItemScore> items, List<ItemScore> others) {
        Set<String> ids = others.stream().map(ItemScore::id).collect(Collectors.toSet());
        return items.stream().filter(item -> ids.contains(item.id())).toList();
    }
}
