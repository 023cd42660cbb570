package crosslens.data;

import java.util.List;

/**
 * One question of one language: its paragraph, the question and the reference answers.
 *
 * @param id the same in every language of a parallel set
 * @param paragraph running number of the paragraph in the data set, the cluster of the statistics; the same in every language
 * @param context stripped at both ends, otherwise as in the file
 */
public record QaExample(String id, int paragraph, String context, String question, List<Gold> golds) {
    public QaExample {
        golds = List.copyOf(golds);
        for (Gold gold : golds) {
            if (gold.start() < 0 || !context.startsWith(gold.text(), gold.start())) {
                throw new IllegalArgumentException("gold of " + id + " is not at offset " + gold.start());
            }
        }
    }
}
