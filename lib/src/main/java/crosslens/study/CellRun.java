package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.prompt.Cell;
import crosslens.report.CellScores;
import crosslens.run.AnswerRecord;
import crosslens.score.ItemScore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stored answers of one cell beside the items they answer.
 *
 * @param model the model's name as shown
 * @param publishedName the study's name of the same model, or empty
 * @param name the run's
 * @param key the run's
 * @param asked how many items were to be answered
 * @param answers in order of id, each with its item in {@code items} at the same place
 * @param scores of the answers, at the same places
 * @param settings what the run rests on, in the order to be shown
 */
public record CellRun(
        String model,
        String publishedName,
        Cell cell,
        String name,
        String key,
        int asked,
        List<CrossItem> items,
        List<AnswerRecord> answers,
        List<ItemScore> scores,
        Map<String, String> settings) {
    public CellRun {
        items = List.copyOf(items);
        answers = List.copyOf(answers);
        settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        scores = List.copyOf(scores);
        if (items.size() != answers.size() || scores.size() != answers.size()) {
            throw new IllegalArgumentException(
                    answers.size() + " answers beside " + items.size() + " items and " + scores.size() + " scores");
        }
    }

    /** What tables and figures are made from. */
    public CellScores cellScores() {
        Map<String, Long> stops = new TreeMap<>();
        answers.forEach(answer -> stops.merge(answer.stop().label(), 1L, Long::sum));
        return new CellScores(model, publishedName, cell, key, scores, stops, settings);
    }
}
