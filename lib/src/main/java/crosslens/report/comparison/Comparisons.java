package crosslens.report.comparison;

import crosslens.report.CellScores;
import crosslens.report.OracleCell;
import crosslens.report.comparison.ComparisonPairs.Pair;
import crosslens.score.ClusterBootstrap;
import crosslens.score.Holm;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares measurements on the same questions: paired differences with intervals by paragraph, p-values adjusted by Holm over a group's languages. */
public final class Comparisons {
    private final ClusterBootstrap bootstrap;

    public Comparisons(ClusterBootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    /**
     * Compares what is there.
     *
     * @param cells of all shots and formats
     * @param oracle for {@link ComparisonKind#POTENTIAL}, else not looked at
     * @param models the two of {@link ComparisonKind#MODELS}, in order, else not looked at
     * @throws IllegalArgumentException if nothing can be paired; the message has the command that makes it
     */
    public Comparison compare(
            ComparisonKind kind, List<CellScores> cells, List<OracleCell> oracle, int shots, List<String> models) {
        ComparisonPairs pairs = switch (kind) {
            case SHOTS -> ComparisonPairs.shots(cells);
            case FORMAT -> ComparisonPairs.formats(cells, shots);
            case DIRECTION -> ComparisonPairs.directions(cells, shots);
            case PAIRS -> ComparisonPairs.contexts(cells, shots);
            case MODELS -> ComparisonPairs.models(cells, shots, models);
            case POTENTIAL -> ComparisonPairs.potential(cells, oracle);
        };
        List<ComparisonRow> rows = rows(pairs.pairs());
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("nothing to compare: " + missing(kind, shots));
        }
        return new Comparison(kind, pairs.first(), pairs.second(), rows, pairs.read(), pairs.notes());
    }

    private static String missing(ComparisonKind kind, int shots) {
        return switch (kind) {
            case SHOTS ->
                "it takes runs with 0 and with 2 shots in one format. To make them: ./crosslens answer --model"
                        + " MODEL --scenario en-x --shots 0,2";
            case FORMAT ->
                "it takes runs in both formats. To make them: ./crosslens answer --model MODEL --scenario en-x"
                        + " --format v1,v2 --shots " + shots;
            case DIRECTION ->
                "it takes en-x and x-x. To make them: ./crosslens answer --model MODEL --scenario en-x,x-x"
                        + " --shots " + shots;
            case PAIRS ->
                "it takes x-x, and x-y or x-en. To make them: ./crosslens answer --model MODEL --scenario"
                        + " x-x,x-y,x-en --languages de,es,zh --shots " + shots;
            case MODELS ->
                "the two models have no cell in common with " + shots
                        + " shots. To make them: ./crosslens answer --model MODEL --scenario en-x --shots " + shots;
            case POTENTIAL ->
                "it takes findings of the oracle beside the answers. To make them: ./crosslens oracle --model"
                        + " MODEL";
        };
    }

    /** The rows of each group: its languages, then their mean if there are two or more besides English. */
    List<ComparisonRow> rows(List<Pair> pairs) {
        Map<String, List<Pair>> groups = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            Pair shared = shared(pair);
            if (!shared.first().isEmpty()) {
                groups.computeIfAbsent(pair.group(), g -> new ArrayList<>()).add(shared);
            }
        }
        List<ComparisonRow> rows = new ArrayList<>();
        groups.values().forEach(group -> {
            group.sort(Comparator.comparing(Pair::language));
            rows.addAll(adjusted(group.stream().map(this::row).toList()));
            mean(group).ifPresent(rows::add);
        });
        return rows;
    }

    private ComparisonRow row(Pair pair) {
        return new ComparisonRow(
                pair.group(),
                pair.language().code(),
                pair.first().size(),
                Metric.F1.mean(pair.first()),
                Metric.F1.mean(pair.second()),
                bootstrap.difference(pair.second(), pair.first(), Metric.F1),
                bootstrap.pValue(pair.second(), pair.first(), Metric.F1),
                OptionalDouble.empty());
    }

    private static List<ComparisonRow> adjusted(List<ComparisonRow> rows) {
        double[] known = rows.stream().flatMapToDouble(row -> row.p().stream()).toArray();
        double[] adjusted = Holm.adjust(known);
        List<ComparisonRow> result = new ArrayList<>();
        int next = 0;
        for (ComparisonRow row : rows) {
            result.add(row.p().isPresent() ? with(row, adjusted[next++]) : row);
        }
        return result;
    }

    private static ComparisonRow with(ComparisonRow row, double adjusted) {
        return new ComparisonRow(
                row.group(),
                row.label(),
                row.items(),
                row.first(),
                row.second(),
                row.interval(),
                row.p(),
                OptionalDouble.of(adjusted));
    }

    /** On the questions that every language of the group has. */
    private Optional<ComparisonRow> mean(List<Pair> group) {
        List<Pair> others = group.stream()
                .filter(pair -> !pair.language().equals(Language.EN))
                .toList();
        Set<String> ids = new HashSet<>();
        others.stream().limit(1).forEach(pair -> ids.addAll(ids(pair.first())));
        others.forEach(pair -> ids.retainAll(ids(pair.first())));
        if (others.size() < 2 || ids.isEmpty()) {
            return Optional.empty();
        }
        List<List<ItemScore>> cells = Stream.concat(
                        others.stream().map(pair -> keep(pair.first(), ids)),
                        others.stream().map(pair -> keep(pair.second(), ids)))
                .toList();
        int n = others.size();
        Optional<Interval> interval = bootstrap.interval(cells, Metric.F1, means -> gain(means, n));
        OptionalDouble p = bootstrap.pValue(cells, Metric.F1, means -> gain(means, n));
        double[] means = cells.stream().mapToDouble(Metric.F1::mean).toArray();
        return Optional.of(new ComparisonRow(
                group.get(0).group(),
                ComparisonRow.MEAN,
                ids.size(),
                average(means, 0, n),
                average(means, n, 2 * n),
                interval,
                p,
                p));
    }

    private static double gain(double[] means, int n) {
        return average(means, n, 2 * n) - average(means, 0, n);
    }

    private static double average(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private static Pair shared(Pair pair) {
        Set<String> ids = ids(pair.first());
        ids.retainAll(ids(pair.second()));
        return new Pair(pair.group(), pair.language(), keep(pair.first(), ids), keep(pair.second(), ids));
    }

    private static Set<String> ids(List<ItemScore> items) {
        return items.stream().map(ItemScore::id).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<ItemScore> keep(List<ItemScore> items, Set<String> ids) {
        return items.stream().filter(item -> ids.contains(item.id())).toList();
    }
}
