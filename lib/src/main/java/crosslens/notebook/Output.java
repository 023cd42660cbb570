package crosslens.notebook;

import crosslens.report.Figure;
import crosslens.text.Displayable;
import java.util.Base64;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * One thing shown in a notebook: the same content in several forms, always with plain text among them.
 *
 * @param data content by MIME type; pictures in base64
 * @param metadata what a front end must know about a form, by MIME type
 */
public record Output(Map<String, String> data, Map<String, Map<String, Object>> metadata) {
    public static final String HTML = "text/html";
    public static final String PNG = "image/png";
    public static final String TEXT = "text/plain";

    /** Rows of a table shown where nobody says otherwise. */
    public static final int ROWS = 20;

    public Output {
        data = Map.copyOf(data);
        metadata = Map.copyOf(metadata);
        if (!data.containsKey(TEXT)) {
            throw new IllegalArgumentException("an output needs a form in " + TEXT + "; it has " + data.keySet());
        }
    }

    /** A table's first rows, with a note where there are more. */
    public static Output of(Table table, int rows) {
        TableView view = TableView.of(table, rows);
        return of(view);
    }

    public static Output of(Displayable result) {
        return new Output(Map.of(HTML, result.html(), TEXT, result.text()), Map.of());
    }

    /** A figure as its chart, with the words that belong to it. */
    public static Output of(Figure figure) {
        return of(figure.chart(), figure.altText());
    }

    /** A chart as a picture of twice its size in pixels, shown at its own size, so that it is sharp on every screen. */
    public static Output of(Chart<?, ?> chart) {
        return of(chart, ChartPicture.describe(chart));
    }

    private static Output of(Chart<?, ?> chart, String alt) {
        String picture = Base64.getEncoder().encodeToString(ChartPicture.png(chart, 2));
        return new Output(
                Map.of(PNG, picture, TEXT, alt),
                Map.of(PNG, Map.of("width", chart.getWidth(), "height", chart.getHeight(), "alt", alt)));
    }
}
