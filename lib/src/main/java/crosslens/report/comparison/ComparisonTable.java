package crosslens.report.comparison;

import crosslens.report.Numbers;
import crosslens.report.ReportTable;
import crosslens.report.TableText;
import crosslens.score.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A comparison in numbers: one row a language, and the mean over the languages of each group. Not a table of the study. */
public final class ComparisonTable {
    private static final Set<String> OPTIONAL = Set.of("95 % from", "95 % to", "p", "p (Holm)");

    private ComparisonTable() {}

    /** Percent and percent points. */
    public static ReportTable of(Comparison comparison) {
        StringColumn group = StringColumn.create("Group");
        StringColumn question = StringColumn.create("Question");
        IntColumn n = Numbers.count(IntColumn.create("n"));
        DoubleColumn first = Numbers.plain(DoubleColumn.create(comparison.first()));
        DoubleColumn second = Numbers.plain(DoubleColumn.create(comparison.second()));
        DoubleColumn difference = Numbers.signed(DoubleColumn.create("Difference"));
        DoubleColumn low = Numbers.signed(DoubleColumn.create("95 % from"));
        DoubleColumn high = Numbers.signed(DoubleColumn.create("95 % to"));
        DoubleColumn p = DoubleColumn.create("p");
        DoubleColumn adjusted = DoubleColumn.create("p (Holm)");
        StringColumn reading = StringColumn.create("Reads");
        p.setPrintFormatter(Numbers.probability());
        adjusted.setPrintFormatter(Numbers.probability());
        for (ComparisonRow row : comparison.rows()) {
            group.append(row.group());
            question.append(row.label());
            n.append(row.items());
            first.append(100 * row.first());
            second.append(100 * row.second());
            difference.append(100 * row.difference());
            low.append(100 * row.interval().map(Interval::low).orElse(Double.NaN));
            high.append(100 * row.interval().map(Interval::high).orElse(Double.NaN));
            p.append(row.p().orElse(Double.NaN));
            adjusted.append(row.adjusted().orElse(Double.NaN));
            reading.append(row.reading());
        }
        Table table = Table.create(
                comparison.kind().id(), group, question, n, first, second, difference, low, high, p, adjusted, reading);
        return new ReportTable(comparison.kind().id(), comparison.title(), notes(comparison), table, 1, OPTIONAL);
    }

    private static List<String> notes(Comparison comparison) {
        List<String> notes = new ArrayList<>(
                List.of(
                        "Difference: " + comparison.second() + " minus "
                                + comparison.first()
                                + ", in percent points of F1, on the questions that both have. p: no difference,"
                                + " two-sided, paired bootstrap by paragraph; adjusted by Holm over the languages of a group, the mean"
                                + " (over the languages other than English) by itself. 'Not told apart': adjusted p is not under 0.05."));
        notes.addAll(TableText.intervals(comparison.cells()));
        notes.addAll(comparison.notes());
        notes.addAll(TableText.settings(comparison.cells()));
        return notes;
    }
}
