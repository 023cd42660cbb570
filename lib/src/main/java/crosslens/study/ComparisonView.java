package crosslens.study;

import crosslens.report.Figure;
import crosslens.report.comparison.Comparison;
import crosslens.report.comparison.ComparisonFigure;
import crosslens.report.comparison.ComparisonTable;
import crosslens.text.Displayable;
import java.util.List;

/** A comparison as it is shown: its table, and a figure in which a difference that is not significant does not look like one. */
public record ComparisonView(Comparison comparison) implements Displayable {
    /** One row a language and the mean, with intervals and adjusted p-values. */
    public TableView table() {
        return new TableView(List.of(ComparisonTable.of(comparison)));
    }

    /** The figure {@code compare-…}. */
    public Figure figure() {
        return ComparisonFigure.draw(comparison);
    }

    /** The same in as many pictures as it takes. */
    public List<Figure> figures() {
        return ComparisonFigure.all(comparison);
    }

    @Override
    public String text() {
        return table().text();
    }

    @Override
    public String html() {
        return table().html();
    }
}
