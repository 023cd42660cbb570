package crosslens.report;

import crosslens.judge.FailureType;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import crosslens.score.WrongRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A share of a cell's wrong answers, with its interval.
 *
 * @param count the errors
 * @param of the wrong answers they are counted among
 * @param interval in fractions, by paragraph; both numbers are drawn together
 */
record ErrorShare(int count, int of, Optional<Interval> interval) {
    /** The share in percent; NaN if there is nothing to share. */
    double percent() {
        return 100.0 * count / (of == 0 ? Double.NaN : of);
    }

    /** Language errors as printed, among the answers that the rule takes as wrong. */
    static ErrorShare language(CellErrors cell, WrongRule rule, Intervals intervals) {
        return among(
                cell,
                item -> rule.isWrong(item.score()),
                item -> item.language().filter(outcome -> outcome.error()).isPresent(),
                intervals);
    }

    /** Failures by the judge among the wrong answers it gave a class; by the rules where there is no judge. */
    static ErrorShare failures(CellErrors cell, Set<FailureType> types, Intervals intervals) {
        return cell.judge().isEmpty()
                ? byRules(cell, types, intervals)
                : among(
                        cell,
                        item -> WrongRule.HALF_F1.isWrong(item.score())
                                && item.judged().isPresent(),
                        item -> types.contains(item.judged().orElseThrow()),
                        intervals);
    }

    /** Failures by the rules. */
    static ErrorShare byRules(CellErrors cell, Set<FailureType> types, Intervals intervals) {
        return among(
                cell, item -> WrongRule.HALF_F1.isWrong(item.score()), item -> types.contains(item.rules()), intervals);
    }

    private static ErrorShare among(
            CellErrors cell,
            Predicate<CellErrors.Item> counted,
            Predicate<CellErrors.Item> error,
            Intervals intervals) {
        Predicate<CellErrors.Item> both = counted.and(error);
        int of = (int) cell.items().stream().filter(counted).count();
        int count = (int) cell.items().stream().filter(both).count();
        Optional<Interval> interval = of == 0
                ? Optional.empty()
                : intervals.of(
                        List.of(marked(cell, both), marked(cell, counted)),
                        Metric.EXACT_MATCH,
                        means -> means[1] == 0 ? Double.NaN : means[0] / means[1]);
        return new ErrorShare(count, of, interval);
    }

    /** The cell with 1 in place of the exact match of the chosen items, 0 of the others: what the bootstrap draws. */
    private static CellScores marked(CellErrors cell, Predicate<CellErrors.Item> chosen) {
        CellScores scores = cell.scores();
        List<ItemScore> marks = cell.items().stream()
                .map(item ->
                        new ItemScore(item.score().id(), item.score().paragraph(), chosen.test(item) ? 1 : 0, 0, 0, 0))
                .toList();
        return new CellScores(
                scores.model(),
                scores.publishedName(),
                scores.cell(),
                scores.runKey(),
                marks,
                scores.stops(),
                scores.settings());
    }
}
