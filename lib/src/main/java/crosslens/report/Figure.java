package crosslens.report;

import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * A chart with what belongs to it: the points it shows, its text for readers who do not see it, and where it comes from.
 *
 * @param id for file names, e.g. {@code f1}
 * @param altText what the picture shows, in one or two sentences
 * @param points every point drawn, one row each
 * @param warnings what a reader of the picture may miss, e.g. labels that no font can show; usually empty
 */
public record Figure(
        String id,
        String title,
        String altText,
        Chart<?, ?> chart,
        Table points,
        Origin origin,
        List<String> warnings) {
    public Figure {
        warnings = List.copyOf(warnings);
    }
}
