package crosslens.report;

import crosslens.attribute.RelevanceDepth;
import crosslens.attribute.SampleDepth;
import crosslens.prompt.Cell;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The depths of relevance in one cell, all that tables and figures need.
 *
 * @param publishedName the study's name of the same model, or empty
 * @param key of the findings
 * @param depth how depths were read from the relevance
 * @param samples of the explained items
 * @param scores of the stored answers that subsets and correlations rest on; empty if there are none
 * @param unexplained how many items were not explained, by reason
 * @param prefixed how many of the explained answers were generated after the label
 * @param settings what the findings rest on, in the order to be shown, as {@link CellScores#settings}
 */
public record RelevanceCell(
        String model,
        String publishedName,
        Cell cell,
        String key,
        RelevanceDepth depth,
        List<SampleDepth> samples,
        List<ItemScore> scores,
        Map<String, Long> unexplained,
        int prefixed,
        Map<String, String> settings) {
    public RelevanceCell {
        Objects.requireNonNull(cell, "cell");
        model = PlainText.of(model);
        samples = List.copyOf(samples);
        scores = List.copyOf(scores);
        unexplained = Collections.unmodifiableMap(new TreeMap<>(unexplained));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The language that the cell is named after: the question's, or the context's where the question is English. */
    public Language language() {
        return cell.question().equals(Language.EN) ? cell.context() : cell.question();
    }

    /** E.g. {@code en-de, 2 shots, v1, raw}. */
    String shown() {
        return PlainText.of(cell.labelWithStyle());
    }
}
