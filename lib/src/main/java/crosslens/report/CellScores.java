package crosslens.report;

import crosslens.prompt.Cell;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The scored answers of one run, all that tables and figures need: they never call a model.
 *
 * @param model the model's name as shown
 * @param publishedName the study's name of the same model, or empty if the study has no such model
 * @param runKey the run's key, for the origin of a figure
 * @param items in order of id; one entry per answered question
 * @param stops how many answers ended for which reason ({@code newline, eos, length, too_long, error})
 * @param settings what the run rests on, in the order to be shown (data set, style, code version …); the keys named here have a meaning
 */
public record CellScores(
        String model,
        String publishedName,
        Cell cell,
        String runKey,
        List<ItemScore> items,
        Map<String, Long> stops,
        Map<String, String> settings) {

    /** Setting: the name of the data set, e.g. {@code xquad}. */
    public static final String DATA_SET = "data set";

    /** Setting: how many items were asked for, a whole number; absent if all. A table then says "subset". */
    public static final String LIMIT = "limit";

    /** Setting: the code's version, for the origin of a figure. */
    public static final String CODE_VERSION = "code version";

    /** Setting: what {@code --model} takes for this model, where that is not the name shown. */
    public static final String MODEL_ARGUMENT = "model argument";

    public CellScores {
        Objects.requireNonNull(cell, "cell");
        if (model.isBlank()) {
            throw new IllegalArgumentException("the model of run " + runKey + " has no name");
        }
        if (!model.equals(PlainText.of(model))) {
            model = PlainText.of(model);
        }
        publishedName = publishedName == null ? "" : publishedName;
        items = List.copyOf(items);
        stops = Map.copyOf(stops);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The mean over the items as a fraction in [0, 1], NaN without items. */
    public double mean(Metric metric) {
        return metric.mean(items);
    }

    /** How many paragraphs the items come from: the clusters of the bootstrap. */
    public int paragraphs() {
        return (int) items.stream().mapToInt(ItemScore::paragraph).distinct().count();
    }

    /** What {@code --model} takes to ask this model again. */
    public String modelArgument() {
        return settings.getOrDefault(MODEL_ARGUMENT, model);
    }
}
