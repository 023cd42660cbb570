package crosslens.report;

import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cells made by hand: {@code right} of {@code n} answers score 1, the others 0, two questions a paragraph. */
public final class Samples {
    static final Intervals NONE = (cells, metric, statistic) -> Optional.empty();

    /** Every interval runs from 0.25 to 0.75. */
    static final Intervals FIXED = (cells, metric, statistic) -> Optional.of(new Interval(0.5, 0.25, 0.75));

    private Samples() {}

    public static CellScores cell(String model, String study, String pair, int shots, String format, int right, int n) {
        List<ItemScore> items = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double score = i < right ? 1 : 0;
            items.add(new ItemScore(String.format("q%04d", i), i / 2, score, score, 1 - score, 1 - score));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(CellScores.DATA_SET, "xquad");
        if (n < 1190) {
            settings.put(CellScores.LIMIT, Integer.toString(n));
        }
        settings.put(CellScores.CODE_VERSION, "0.1.0");
        String[] languages = pair.split("-");
        return new CellScores(
                model,
                study,
                new Cell(Language.of(languages[0]), Language.of(languages[1]), shots, format, Style.RAW),
                "key-" + model + "-" + pair + "-" + shots + "-" + format,
                items,
                Map.of("newline", (long) n),
                settings);
    }

    /** A two-shot v1 cell of a model that the study does not have. */
    public static CellScores cell(String model, String pair, int right, int n) {
        return cell(model, "", pair, 2, "v1", right, n);
    }

    /** The cell with other stops. */
    public static CellScores withStops(CellScores scores, Map<String, Long> stops) {
        return new CellScores(
                scores.model(),
                scores.publishedName(),
                scores.cell(),
                scores.runKey(),
                scores.items(),
                stops,
                scores.settings());
    }
}
