package crosslens.report;

import crosslens.judge.FailureType;
import crosslens.score.ItemScore;
import crosslens.score.LanguageErrors;
import crosslens.score.WrongRule;
import java.util.List;
import java.util.Optional;

/**
 * What went wrong in the answers of one run.
 *
 * @param items one for each of the run's scores, in their order
 * @param judge who judged; empty if nobody did and the rules stand in
 */
public record CellErrors(CellScores scores, List<Item> items, Optional<JudgeStanding> judge) {
    /**
     * One answer.
     *
     * @param language empty in en-en, where there is no other language to answer in
     * @param rules the class by rules; of a right answer reasonable
     * @param asked whether it is blank or a judge's votes on it are there
     * @param judged the judge's class; empty if it was not asked, or gave no class
     */
    public record Item(
            ItemScore score,
            Optional<LanguageErrors.Outcome> language,
            FailureType rules,
            boolean asked,
            Optional<FailureType> judged) {}

    public CellErrors {
        items = List.copyOf(items);
        if (items.size() != scores.items().size()) {
            throw new IllegalArgumentException(
                    items.size() + " outcomes beside " + scores.items().size() + " scores");
        }
    }

    /** The wrong answers. */
    List<Item> wrong(WrongRule rule) {
        return items.stream().filter(item -> rule.isWrong(item.score())).toList();
    }

    /** The class of one of the answers: the judge's word, empty where it gave none; the rules' where there is no judge. */
    public Optional<FailureType> type(Item item) {
        return judge.isPresent() ? item.judged() : Optional.of(item.rules());
    }
}
