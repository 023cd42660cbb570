package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.score.ClusterBootstrap;
import crosslens.score.Holm;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What is lost against English, cell by cell: F1 of the cell minus F1 of en-en on the same questions, paired, with the bootstrap interval by paragraph and
 * a p-value adjusted by Holm over the languages of a model and scenario (METHOD 3). Not a table of the study.
 */
final class GapTable {
    private final ClusterBootstrap bootstrap;
    private final StringColumn model = StringColumn.create("Model");
    private final StringColumn scenario = StringColumn.create("Scenario");
    private final StringColumn question = StringColumn.create("Question");
    private final IntColumn n = Numbers.count(IntColumn.create("n"));
    private final DoubleColumn english = Numbers.plain(DoubleColumn.create("en-en"));
    private final DoubleColumn f1 = Numbers.plain(DoubleColumn.create("F1"));
    private final DoubleColumn gap = Numbers.signed(DoubleColumn.create("Gap"));
    private final DoubleColumn low = Numbers.signed(DoubleColumn.create("95 % from"));
    private final DoubleColumn high = Numbers.signed(DoubleColumn.create("95 % to"));
    private final DoubleColumn p = DoubleColumn.create("p (Holm)");

    GapTable(ClusterBootstrap bootstrap) {
        this.bootstrap = bootstrap;
        p.setPrintFormatter(Numbers.probability());
    }

    /** One row a cell of the format that stands for each model. */
    ReportTable table(List<CellScores> cells, int shots) {
        List<CellScores> shown = new ArrayList<>();
        for (ModelRuns runs : ModelRuns.of(cells, shots)) {
            Optional<CellScores> reference = runs.standing().cell(Scenario.EN_X, Language.EN);
            for (Scenario s : FormatRuns.SHOWN) {
                List<CellScores> others =
                        runs.standing().cells(s, runs.standing().languages(s));
                if (reference.isPresent() && !others.isEmpty()) {
                    add(runs, s, reference.get(), others);
                    shown.addAll(others);
                }
            }
        }
        if (shown.isEmpty()) {
            throw new IllegalArgumentException("no gap can be shown: it takes the cell en-en and another one with "
                    + shots + " shots. To make them: ./crosslens answer --model MODEL --scenario en-x --shots "
                    + shots);
        }
        List<String> notes = new ArrayList<>(List.of(
                "Gap: F1 minus F1 of en-en on the same questions, in percent points. p: no gap, two-sided, paired bootstrap by paragraph, adjusted by Holm"
                        + " over the languages of a model and scenario."));
        notes.addAll(TableText.intervals(shown));
        notes.addAll(TableText.settings(shown));
        Table table = Table.create("gap", model, scenario, question, n, english, f1, gap, low, high, p);
        return new ReportTable(
                "gap",
                "What is lost against English. " + TableText.basis(shown),
                notes,
                table,
                2,
                Set.of("95 % from", "95 % to", "p (Holm)"));
    }

    private void add(ModelRuns runs, Scenario s, CellScores reference, List<CellScores> others) {
        List<OptionalDouble> raw = new ArrayList<>();
        for (CellScores cell : others) {
            List<ItemScore> here = shared(cell.items(), reference.items());
            List<ItemScore> there = shared(reference.items(), cell.items());
            double mine = Metric.F1.mean(here);
            double theirs = Metric.F1.mean(there);
            Optional<Interval> interval =
                    here.isEmpty() ? Optional.empty() : bootstrap.difference(here, there, Metric.F1);
            raw.add(here.isEmpty() ? OptionalDouble.empty() : bootstrap.pValue(here, there, Metric.F1));
            model.append(runs.model());
            scenario.append(s.toString());
            question.append(
                    cell.cell().question() + " " + cell.cell().question().englishName());
            n.append(here.size());
            english.append(100 * theirs);
            f1.append(100 * mine);
            gap.append(100 * (mine - theirs));
            low.append(interval.map(i -> 100 * i.low()).orElse(Double.NaN));
            high.append(interval.map(i -> 100 * i.high()).orElse(Double.NaN));
        }
        double[] known = raw.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        double[] adjusted = Holm.adjust(known);
        int next = 0;
        for (OptionalDouble value : raw) {
            p.append(value.isPresent() ? adjusted[next++] : Double.NaN);
        }
    }

    /** The items that the other list has too, in order of id. */
    private static List<ItemScore> shared(List<ItemScore> items, List<ItemScore> others) {
        Set<String> ids = others.stream().map(ItemScore::id).collect(Collectors.toCollection(HashSet::new));
        return items.stream().filter(item -> ids.contains(item.id())).toList();
    }
}
