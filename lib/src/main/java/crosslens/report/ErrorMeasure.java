package crosslens.report;

import crosslens.judge.FailureType;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.LanguageErrors;
import crosslens.score.Metric;
import crosslens.score.WrongRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What is counted among what: a column of Tables 7 to 9.
 *
 * @param counted which answers of a cell make up the denominator
 * @param error which of those make up the numerator
 */
record ErrorMeasure(BiPredicate<CellErrors, CellErrors.Item> counted, BiPredicate<CellErrors, CellErrors.Item> error) {
    private static final Intervals NONE = (cells, metric, statistic) -> Optional.empty();

    /** Language errors as printed, among the answers that the rule takes as wrong. */
    static ErrorMeasure language(WrongRule rule) {
        return new ErrorMeasure(
                wrong(rule),
                (cell, item) ->
                        item.language().filter(LanguageErrors.Outcome::error).isPresent());
    }

    /** Answers detected as the other language whatever the gold was detected as, among those with EM = 0. */
    static ErrorMeasure languageByGivenGold() {
        return new ErrorMeasure(
                wrong(WrongRule.EXACT_MATCH),
                (cell, item) -> item.language()
                        .filter(LanguageErrors.Outcome::errorByGivenGold)
                        .isPresent());
    }

    /** Answers whose language cannot be told, among those with EM = 0. */
    static ErrorMeasure undecidable() {
        return new ErrorMeasure(
                wrong(WrongRule.EXACT_MATCH),
                (cell, item) -> item.language()
                        .filter(LanguageErrors.Outcome::undecidable)
                        .isPresent());
    }

    /** Failures among the answers with F1 &lt; 0.5 that the judge gave a class; by the rules among all of those where there is no judge. */
    static ErrorMeasure failures(Set<FailureType> types) {
        return new ErrorMeasure(
                (cell, item) -> WrongRule.HALF_F1.isWrong(item.score())
                        && cell.type(item).isPresent(),
                (cell, item) -> cell.type(item).filter(types::contains).isPresent());
    }

    /** The same failures among the answers with EM = 0: those with F1 of 0.5 and more, which are not sent to a judge, count as attempts. */
    static ErrorMeasure failuresOfInexact(Set<FailureType> types) {
        ErrorMeasure half = failures(types);
        return new ErrorMeasure(
                (cell, item) -> half.counted().test(cell, item)
                        || WrongRule.EXACT_MATCH.isWrong(item.score()) && !WrongRule.HALF_F1.isWrong(item.score()),
                (cell, item) -> half.counted().test(cell, item) && half.error().test(cell, item));
    }

    /** Failures by the rules among the answers with F1 &lt; 0.5, whether or not there is a judge. */
    static ErrorMeasure byRules(Set<FailureType> types) {
        return new ErrorMeasure(wrong(WrongRule.HALF_F1), (cell, item) -> types.contains(item.rules()));
    }

    /** Answers the judge was asked about and gave no class, among those with F1 &lt; 0.5. */
    static ErrorMeasure unjudged() {
        return new ErrorMeasure(
                wrong(WrongRule.HALF_F1),
                (cell, item) -> item.asked() && item.judged().isEmpty());
    }

    /** Answers the judge was not asked about, among those with F1 &lt; 0.5. */
    static ErrorMeasure unasked() {
        return new ErrorMeasure(wrong(WrongRule.HALF_F1), (cell, item) -> !item.asked());
    }

    private static BiPredicate<CellErrors, CellErrors.Item> wrong(WrongRule rule) {
        return (cell, item) -> rule.isWrong(item.score());
    }

    /** The share in one cell. */
    ErrorShare of(CellErrors cell, Intervals intervals) {
        return mean(List.of(cell), intervals);
    }

    /** The share in one cell, in percent. */
    double percent(CellErrors cell) {
        return of(cell, NONE).percent();
    }

    /** The plain mean of the shares of those cells that have one. */
    ErrorShare mean(List<CellErrors> cells, Intervals intervals) {
        int errors = 0;
        int all = 0;
        double sum = 0;
        List<CellErrors> known = new ArrayList<>();
        for (CellErrors cell : cells) {
            int of = (int) cell.items().stream()
                    .filter(item -> counted.test(cell, item))
                    .count();
            int count = (int)
                    cell.items().stream().filter(item -> isError(cell, item)).count();
            if (of > 0) {
                errors += count;
                all += of;
                sum += (double) count / of;
                known.add(cell);
            }
        }
        return new ErrorShare(
                errors,
                all,
                known.size(),
                known.isEmpty() ? Double.NaN : 100 * sum / known.size(),
                known.isEmpty() ? Optional.empty() : interval(known, intervals));
    }

    private boolean isError(CellErrors cell, CellErrors.Item item) {
        return counted.test(cell, item) && error.test(cell, item);
    }

    /** Errors of all cells, then their denominators, are drawn together; a resample without a denominator has no value. */
    private Optional<Interval> interval(List<CellErrors> cells, Intervals intervals) {
        List<CellScores> marked = Stream.concat(
                        cells.stream().map(cell -> marked(cell, this::isError)),
                        cells.stream().map(cell -> marked(cell, counted)))
                .toList();
        int n = cells.size();
        return intervals.of(marked, Metric.EXACT_MATCH, means -> {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += means[n + i] == 0 ? Double.NaN : means[i] / means[n + i];
            }
            return sum / n;
        });
    }

    /** The cell with 1 in place of the scores of the chosen items, 0 of the others: what the bootstrap draws. */
    private static CellScores marked(CellErrors cell, BiPredicate<CellErrors, CellErrors.Item> chosen) {
        CellScores scores = cell.scores();
        List<ItemScore> marks = cell.items().stream()
                .map(item -> ItemScore.of(item.score().id(), item.score().paragraph(), chosen.test(cell, item) ? 1 : 0))
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
