package crosslens.report.claim;

import crosslens.attribute.PartDepth.Measure;
import crosslens.attribute.SampleDepth;
import crosslens.attribute.Subset;
import crosslens.prompt.PartKind;
import crosslens.prompt.Scenario;
import crosslens.report.FormatRuns;
import crosslens.report.Intervals;
import crosslens.report.Numbers;
import crosslens.report.RelevanceCell;
import crosslens.report.RelevanceGroup;
import crosslens.report.comparison.ComparisonRow;
import crosslens.score.Holm;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/** Claims on the depth at which tokens get their relevance (MRD, the largest of a part's tokens), in en-x. */
final class ClaimRelevance {
    private static final String HIGH_TASK = "LLaMA-3.1-Instruct-70B";
    private static final int FEWEST_LANGUAGES = 3;
    private static final String SHARE = "percent of depth";

    private ClaimRelevance() {}

    static List<Claim> all() {
        return List.of(
                Claim.ofEach(
                        "Context is read after the question in most languages",
                        "Languages in which context MRD minus question MRD is above 0, adjusted by Holm; claimed of more than half",
                        ClaimRelevance::contextAfterQuestion),
                Claim.ofEach(
                        "Balanced samples are read more steadily than en-superior ones",
                        "Spread of the gap between context and question MRD over the languages (standard deviation of their means),"
                                + " en-superior minus balanced; holds or fails where the two intervals do not overlap",
                        ClaimRelevance::balancedSteadier),
                Claim.ofEach(
                        "Where the question is read more steadily, F1 is higher",
                        "Correlation over the languages of F1 with the spread of the samples' question MRD, with the sign turned;"
                                + " claimed above 0. The interval is that of other questions, not of other languages",
                        ClaimRelevance::stabilityWithF1),
                Claim.ofEach(
                        "Demonstrations are read as late as the task description or later; in " + HIGH_TASK
                                + " the task is later",
                        "Mean over the languages of demonstration MRD minus task MRD (the reverse for that model), claimed above 0",
                        ClaimRelevance::demonstrations));
    }

    static ClaimFinding contextAfterQuestion(ClaimEvidence model) {
        List<RelevanceCell> cells = cells(model);
        if (cells.isEmpty()) {
            return missing(model);
        }
        List<ClaimSample> gaps = cells.stream()
                .map(cell -> ClaimSample.of(List.of(values(cell, ids(cells, Subset.ALL), ClaimRelevance::gap))))
                .toList();
        List<OptionalDouble> p =
                gaps.stream().map(gap -> gap.pValue(means -> means[0])).toList();
        double[] adjusted = Holm.adjust(p);
        List<ClaimVerdict> votes = new ArrayList<>();
        for (int i = 0; i < gaps.size(); i++) {
            boolean told = adjusted[i] < ComparisonRow.LEVEL;
            double gap = gaps.get(i).isEmpty() ? Double.NaN : gaps.get(i).value(means -> means[0]);
            votes.add(!told ? ClaimVerdict.CANNOT_TELL : gap > 0 ? ClaimVerdict.HOLDS : ClaimVerdict.FAILS);
        }
        int paragraphs = gaps.stream().mapToInt(ClaimSample::paragraphs).max().orElse(0);
        return votes(votes, paragraphs, more(model));
    }

    /** What languages say of a claim about most of them. */
    static ClaimFinding votes(List<ClaimVerdict> votes, int paragraphs, String command) {
        long holding = votes.stream().filter(ClaimVerdict.HOLDS::equals).count();
        long failing = votes.stream().filter(ClaimVerdict.FAILS::equals).count();
        ClaimVerdict verdict = ClaimVerdict.most(votes);
        String count = "It holds in " + holding + ", fails in " + failing + " and cannot be told in "
                + (votes.size() - holding - failing) + " of " + votes.size() + " languages.";
        String help = paragraphs < Intervals.FEWEST_PARAGRAPHS
                ? " " + ClaimFinding.few(paragraphs, command)
                : " More items may tell: " + command;
        return new ClaimFinding(
                holding,
                Optional.empty(),
                "of " + votes.size() + " languages",
                verdict,
                count + (verdict == ClaimVerdict.CANNOT_TELL ? help : ""));
    }

    static ClaimFinding balancedSteadier(ClaimEvidence model) {
        List<RelevanceCell> cells = cells(model);
        if (cells.isEmpty()) {
            return missing(model);
        }
        ClaimSample balanced = gaps(cells, Subset.BALANCED);
        ClaimSample superior = gaps(cells, Subset.EN_SUPERIOR);
        if (balanced.isEmpty() || superior.isEmpty()) {
            return ClaimFinding.cannot("Of the explained items " + balanced.items() + " are balanced and "
                    + superior.items() + " en-superior. To get more: " + more(model));
        }
        ToDoubleFunction<double[]> spread = ClaimRelevance::deviation;
        double value = 100 * (superior.value(spread) - balanced.value(spread));
        Optional<Interval> steady = balanced.interval(spread);
        Optional<Interval> unsteady = superior.interval(spread);
        if (steady.isEmpty() || unsteady.isEmpty()) {
            return new ClaimFinding(
                    value,
                    Optional.empty(),
                    SHARE,
                    ClaimVerdict.CANNOT_TELL,
                    ClaimFinding.few(Math.min(balanced.paragraphs(), superior.paragraphs()), more(model)));
        }
        ClaimVerdict verdict = steady.get().high() < unsteady.get().low()
                ? ClaimVerdict.HOLDS
                : steady.get().low() > unsteady.get().high() ? ClaimVerdict.FAILS : ClaimVerdict.CANNOT_TELL;
        return new ClaimFinding(
                value,
                Optional.empty(),
                SHARE,
                verdict,
                "Balanced " + shown(steady.get()) + ", en-superior " + shown(unsteady.get())
                        + (verdict == ClaimVerdict.CANNOT_TELL
                                ? ": they overlap. More items may tell: " + more(model)
                                : "."));
    }

    private static String shown(Interval interval) {
        return Numbers.plain(100 * interval.estimate()) + " (" + Numbers.plain(100 * interval.low()) + " to "
                + Numbers.plain(100 * interval.high()) + ")";
    }

    static ClaimFinding stabilityWithF1(ClaimEvidence model) {
        List<RelevanceCell> cells = cells(model);
        if (cells.isEmpty()) {
            return missing(model);
        }
        Set<String> all = ids(cells, Subset.ALL);
        List<List<ItemScore>> lists = new ArrayList<>();
        cells.forEach(cell -> lists.add(values(cell, all, ClaimRelevance::question)));
        cells.forEach(cell -> lists.add(values(cell, all, s -> Math.pow(question(s), 2))));
        cells.forEach(cell -> lists.add(cell.scores()));
        ClaimSample sample = ClaimSample.of(lists);
        int n = cells.size();
        if (n < FEWEST_LANGUAGES || sample.isEmpty()) {
            return ClaimFinding.cannot(
                    n < FEWEST_LANGUAGES
                            ? "It takes three languages or more. To add some: " + more(model)
                            : "No item is explained and answered in all languages. To get more: " + more(model));
        }
        ToDoubleFunction<double[]> statistic = means -> -correlation(
                IntStream.range(0, n)
                        .mapToDouble(i -> Math.sqrt(Math.max(0, means[n + i] - means[i] * means[i])))
                        .toArray(),
                Arrays.copyOfRange(means, 2 * n, 3 * n));
        double value = sample.value(statistic);
        return Double.isNaN(value)
                ? ClaimFinding.cannot("Spread or F1 is the same in all languages. More items may tell: " + more(model))
                : ClaimFinding.above(
                        value, sample.interval(statistic), 0, "correlation", sample.paragraphs(), more(model));
    }

    private static double correlation(double[] x, double[] y) {
        return new PearsonsCorrelation().correlation(x, y);
    }

    static ClaimFinding demonstrations(ClaimEvidence model) {
        List<RelevanceCell> cells = cells(model);
        int sign = model.publishedName().equals(HIGH_TASK) ? -1 : 1;
        Set<String> all = ids(cells, Subset.ALL);
        ClaimSample sample = ClaimSample.of(cells.stream()
                .map(cell -> values(
                        cell,
                        all,
                        s -> sign
                                * (s.depth(PartKind.DEMO, Measure.MAX) - s.depth(PartKind.TASK, Measure.MAX))
                                / s.layers()))
                .toList());
        return sample.isEmpty()
                ? missing(model)
                : ClaimFinding.above(sample, means -> ClaimSample.mean(means, 0, means.length), 0, SHARE, more(model));
    }

    private static ClaimSample gaps(List<RelevanceCell> cells, Subset subset) {
        Set<String> ids = ids(cells, subset);
        return ClaimSample.of(cells.stream()
                .map(cell -> values(cell, ids, ClaimRelevance::gap))
                .toList());
    }

    /** Standard deviation (n − 1). */
    private static double deviation(double[] values) {
        double mean = ClaimSample.mean(values, 0, values.length);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (values.length - 1));
    }

    private static double question(SampleDepth sample) {
        return sample.depth(PartKind.QUESTION, Measure.MAX) / sample.layers();
    }

    private static double gap(SampleDepth sample) {
        return sample.depth(PartKind.CONTEXT, Measure.MAX) / sample.layers() - question(sample);
    }

    private static List<ItemScore> values(RelevanceCell cell, Set<String> ids, ToDoubleFunction<SampleDepth> value) {
        return cell.samples().stream()
                .filter(sample -> ids.contains(sample.id()) && !Double.isNaN(value.applyAsDouble(sample)))
                .map(sample -> ItemScore.of(sample.id(), sample.paragraph(), value.applyAsDouble(sample)))
                .toList();
    }

    private static Set<String> ids(List<RelevanceCell> cells, Subset subset) {
        return cells.isEmpty()
                ? Set.of()
                : RelevanceGroup.of(cells).get(0).choose(subset).ids();
    }

    /** The explained cells of en-x, English among them, in one format. */
    private static List<RelevanceCell> cells(ClaimEvidence model) {
        return model.inOneFormat(
                model.relevance().stream()
                        .filter(cell -> cell.cell().shots() == ClaimEvidence.SHOTS
                                && !cell.samples().isEmpty()
                                && FormatRuns.belongs(Scenario.EN_X, cell.cell()))
                        .toList(),
                cell -> cell.cell().format());
    }

    private static ClaimFinding missing(ClaimEvidence model) {
        return ClaimFinding.cannot("Not measured. To measure it: " + model.command("relevance", "--scenario en-x"));
    }

    private static String more(ClaimEvidence model) {
        return model.command("relevance", "--scenario en-x --limit 200");
    }
}
