package crosslens.report.comparison;

import crosslens.report.CellScores;
import crosslens.report.TableText;
import java.util.ArrayList;
import java.util.List;

/**
 * Two kinds of measurement compared, language by language.
 *
 * @param first name of what is subtracted, e.g. {@code 0 shots}
 * @param second name of what it is subtracted from
 * @param rows group by group
 * @param cells everything that was read, for titles and origin
 * @param notes on the choice of cells
 */
public record Comparison(
        ComparisonKind kind,
        String first,
        String second,
        List<ComparisonRow> rows,
        List<CellScores> cells,
        List<String> notes) {
    public Comparison {
        rows = List.copyOf(rows);
        cells = List.copyOf(cells);
        notes = List.copyOf(notes);
    }

    /** The groups, in order. */
    public List<String> groups() {
        return rows.stream().map(ComparisonRow::group).distinct().toList();
    }

    /** The same of {@link ComparisonKind#PAIRS} in parts of a few groups, each with the cells of its groups. */
    List<Comparison> parts(int most) {
        List<String> groups = groups();
        List<Comparison> parts = new ArrayList<>();
        for (int start = 0; start < groups.size(); start += most) {
            List<String> own = groups.subList(start, Math.min(groups.size(), start + most));
            parts.add(new Comparison(
                    kind,
                    first,
                    second,
                    rows.stream().filter(row -> own.contains(row.group())).toList(),
                    cells.stream()
                            .filter(cell -> own.contains(ComparisonPairs.context(cell)))
                            .toList(),
                    notes));
        }
        return parts;
    }

    /** What is compared, of which models, on how many items. */
    String title() {
        String what = kind.what();
        return Character.toUpperCase(what.charAt(0)) + what.substring(1) + ". " + TableText.basis(cells);
    }
}
