package crosslens.report;

import crosslens.data.CrossItem;
import crosslens.score.ItemScore;
import java.util.List;
import java.util.Optional;

/**
 * The answers of one run beside what was asked, for a figure that shows texts.
 *
 * @param items one for each of the run's scores, in their order
 * @param answers what counts of each answer, at the same places; may be empty texts
 */
public record ExampleRun(CellScores scores, List<CrossItem> items, List<String> answers) {
    public ExampleRun {
        items = List.copyOf(items);
        answers = List.copyOf(answers);
        if (items.size() != scores.items().size() || answers.size() != items.size()) {
            throw new IllegalArgumentException(scores.items().size() + " scores beside " + items.size() + " items and "
                    + answers.size() + " answers");
        }
    }

    /** One of the answers. */
    record Answer(CrossItem item, String text, ItemScore score) {}

    /** The answer to an item, if there is one. */
    Optional<Answer> answer(String id) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).id().equals(id)) {
                return Optional.of(
                        new Answer(items.get(i), answers.get(i), scores.items().get(i)));
            }
        }
        return Optional.empty();
    }
}
