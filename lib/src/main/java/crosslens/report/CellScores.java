package crosslens.report;

import crosslens.prompt.Cell;
import crosslens.score.ItemScore;
import java.util.List;
import java.util.Map;

/**
 * The scored answers of one run, all that tables and figures need: they never call a model.
 *
 * @param model the model's name as shown
 * @param publishedName the study's name of the same model, or empty if the study has no such model
 * @param runKey the run's key, for the origin of a figure
 * @param items in order of id; one entry per answered question
 * @param stops how many answers ended for which reason ({@code newline, eos, length, too_long, error})
 * @param settings what the run rests on, in the order to be shown (data set, style, code version …)
 */
public record CellScores(
        String model,
        String publishedName,
        Cell cell,
        String runKey,
        List<ItemScore> items,
        Map<String, Long> stops,
        Map<String, String> settings) {}
