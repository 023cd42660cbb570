package crosslens.report;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.OracleSample;
import crosslens.attribute.OracleScore;
import crosslens.attribute.OracleTarget;
import crosslens.attribute.Segmentation;
import crosslens.prompt.Cell;
import crosslens.score.ClusterBootstrap;
import crosslens.score.ItemScore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the oracle found in one cell, all that its tables and figure need.
 *
 * @param model the model's name as shown
 * @param publishedName the study's name of the same model, or empty
 * @param key of the findings
 * @param samples scored items by target, the same items for each
 * @param unscored how many items could not be scored, by reason, e.g. {@code no_answer}
 * @param prefixed how many of the scored answers were generated after the label instead of writing it
 * @param lastSixDropped whether the data set's last six items were left out, as the study most likely did
 * @param settings what the findings rest on, in the order to be shown
 */
public record OracleCell(
        String model,
        String publishedName,
        Cell cell,
        String key,
        OracleBaseline baseline,
        Segmentation segmentation,
        Map<OracleTarget, List<OracleSample>> samples,
        Map<String, Long> unscored,
        int prefixed,
        boolean lastSixDropped,
        Map<String, String> settings) {
    public OracleCell {
        samples = Collections.unmodifiableMap(new TreeMap<>(samples));
        unscored = Collections.unmodifiableMap(new TreeMap<>(unscored));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        if (!samples.keySet().equals(java.util.EnumSet.allOf(OracleTarget.class))) {
            throw new IllegalArgumentException("samples of every target are needed, not of " + samples.keySet());
        }
    }

    /** Number of scored items. */
    public int items() {
        return samples.get(OracleTarget.STEP).size();
    }

    /** Accuracy and what blind rules score; there must be a scored item. */
    OracleScore score(OracleTarget target) {
        return OracleScore.of(samples.get(target), ClusterBootstrap.DEFAULT);
    }

    /** Hits as scores of 0 and 1, for the bootstrap. */
    public List<ItemScore> hits(OracleTarget target) {
        return samples.get(target).stream()
                .map(s -> ItemScore.of(s.id(), s.paragraph(), s.retrieved() ? 1 : 0))
                .toList();
    }

    /** E.g. {@code en-de, 2 shots, v1, raw}. */
    String shown() {
        return PlainText.of(cell.labelWithStyle());
    }
}
