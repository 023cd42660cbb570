package crosslens.report;

import crosslens.attribute.OracleScore;
import crosslens.attribute.OracleTarget;
import crosslens.prompt.Scenario;
import crosslens.score.ClusterBootstrap;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Oracle retrieval: by pair of languages, and as Table 3 of the study. Targets choose columns or rows. Beside every accuracy stands what blind rules score on the same items. */
public final class OracleTables {
    private static final int STUDY_MEAN = Language.STUDY.size() - 1;

    private final PublishedOracle published;

    public OracleTables(PublishedOracle published) {
        this.published = published;
    }

    /**
     * One row a cell and target: accuracy with its interval, chance, always-first, always-longest, in percent.
     *
     * @throws IllegalArgumentException if there is no cell with a scored item
     */
    public ReportTable byPair(List<OracleCell> all, List<OracleTarget> targets) {
        List<OracleCell> cells = scored(all);
        StringColumn model = StringColumn.create("Model");
        StringColumn pair = StringColumn.create("Pair");
        StringColumn format = StringColumn.create("Format");
        StringColumn target = StringColumn.create("Target");
        IntColumn items = Numbers.count(IntColumn.create("Items"));
        DoubleColumn[] numbers = columns(
                "Accuracy", IntervalColumns.FROM, IntervalColumns.TO, "Chance", "Always first", "Always longest");
        for (OracleCell cell : cells) {
            for (OracleTarget which : targets) {
                OracleScore score = cell.score(which);
                model.append(PlainText.of(cell.model()));
                pair.append(cell.cell().pair());
                format.append(PlainText.of(cell.cell().format()));
                target.append(which.toString());
                items.append(score.samples());
                append(
                        numbers,
                        score.accuracy(),
                        score.interval().map(Interval::low).orElse(Double.NaN),
                        score.interval().map(Interval::high).orElse(Double.NaN),
                        score.chance(),
                        score.alwaysFirst(),
                        score.alwaysLongest());
            }
        }
        Table table = Table.create("oracle", model, format, pair, target, items);
        table.addColumns(numbers);
        return new ReportTable(
                "oracle",
                "Oracle retrieval by pair of languages, percent. " + OracleText.basis(cells),
                OracleText.notes(all),
                table,
                3,
                IntervalColumns.NAMES);
    }

    /**
     * Table 3 beside the study's values, and the study's as context if it does not have one of the models.
     *
     * @throws IllegalArgumentException if no cell is en-x
     */
    public List<ReportTable> table3(List<OracleCell> all, List<OracleTarget> targets) {
        List<OracleCell> cells = scored(all).stream()
                .filter(cell -> FormatRuns.belongs(Scenario.EN_X, cell.cell()))
                .toList();
        if (cells.isEmpty()) {
            throw new IllegalArgumentException(
                    "no findings are of table 3 (en-x). To make them: ./crosslens oracle --model MODEL --scenario en-x");
        }
        StringColumn model = StringColumn.create("Model");
        StringColumn format = StringColumn.create("Format");
        StringColumn row = StringColumn.create("Row");
        DoubleColumn[] numbers = columns(targets.stream()
                .flatMap(target -> Stream.of(column(target, true), column(target, false)))
                .toArray(String[]::new));
        List<String> notes = new ArrayList<>();
        boolean unknown = false;
        for (List<OracleCell> group : models(cells)) {
            OracleCell any = group.get(0);
            Optional<PublishedOracle.Row> paper = published.row(any.publishedName());
            unknown |= paper.isEmpty();
            Map<String, double[]> rows = rows(group, targets, paper);
            rows.forEach((title, values) -> {
                model.append(PlainText.of(any.model()));
                format.append(PlainText.of(any.cell().format()));
                row.append(title);
                append(numbers, values);
            });
            notes.addAll(languageNotes(group, paper.isPresent()));
        }
        notes.addAll(OracleText.notes(all));
        Table table = Table.create("Table 3", model, format, row);
        table.addColumns(numbers);
        String title = "Table 3: share of items whose most important segment holds the answer, percent. ";
        ReportTable ours = new ReportTable("3", title + OracleText.basis(cells), notes, table, 2, Set.of());
        return unknown ? List.of(ours, published.table()) : List.of(ours);
    }

    /** The cells of a model, number of shots, format and style together. */
    private static Collection<List<OracleCell>> models(List<OracleCell> cells) {
        return cells.stream()
                .collect(Collectors.groupingBy(
                        cell -> cell.model() + "\t" + cell.cell().shots() + "\t"
                                + cell.cell().format() + "\t" + cell.cell().style(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    /** Where a table of these cells comes from, for its files. */
    public static Origin origin(List<OracleCell> cells) {
        return OracleText.origin(cells);
    }

    static String column(OracleTarget target, boolean english) {
        return target + (english ? " en-en" : " mean en-x");
    }

    /** Fractions by row title, the study's as fractions too. */
    private static Map<String, double[]> rows(
            List<OracleCell> group, List<OracleTarget> targets, Optional<PublishedOracle.Row> paper) {
        Map<String, double[]> rows = new LinkedHashMap<>();
        rows.put("ours", each(group, targets, OracleScore::accuracy));
        Interval[] intervals = intervals(group, targets);
        if (Arrays.stream(intervals).anyMatch(interval -> interval != null)) {
            rows.put(IntervalColumns.FROM, ends(intervals, Interval::low));
            rows.put(IntervalColumns.TO, ends(intervals, Interval::high));
        }
        rows.put("chance", each(group, targets, OracleScore::chance));
        rows.put("always first", each(group, targets, OracleScore::alwaysFirst));
        rows.put("always longest", each(group, targets, OracleScore::alwaysLongest));
        if (paper.isPresent()) {
            double[] ours = rows.get("ours");
            double[] theirs = new double[ours.length];
            double[] difference = new double[ours.length];
            for (int i = 0; i < theirs.length; i++) {
                boolean comparable = i % 2 == 0 || others(group).size() == STUDY_MEAN;
                theirs[i] = comparable ? paper.get().value(targets.get(i / 2), i % 2 == 0) / 100 : Double.NaN;
                difference[i] = ours[i] - theirs[i];
            }
            rows.put("paper", theirs);
            rows.put("difference", difference);
        }
        return rows;
    }

    /** A value for en-en and its plain mean over the other question languages, for both targets. */
    private static double[] each(
            List<OracleCell> group, List<OracleTarget> targets, ToDoubleFunction<OracleScore> value) {
        double[] values = new double[2 * targets.size()];
        for (int i = 0; i < values.length; i++) {
            OracleTarget target = targets.get(i / 2);
            values[i] = column(group, i).stream()
                    .mapToDouble(cell -> value.applyAsDouble(cell.score(target)))
                    .average()
                    .orElse(Double.NaN);
        }
        return values;
    }

    private static List<OracleCell> column(List<OracleCell> group, int i) {
        return i % 2 == 0
                ? group.stream()
                        .filter(cell -> cell.cell().question().equals(Language.EN))
                        .toList()
                : others(group);
    }

    private static List<OracleCell> others(List<OracleCell> group) {
        return group.stream()
                .filter(cell -> !cell.cell().question().equals(Language.EN))
                .toList();
    }

    /** Over the items that all cells of a column have scored; null where there is none. */
    private static Interval[] intervals(List<OracleCell> group, List<OracleTarget> targets) {
        Interval[] intervals = new Interval[2 * targets.size()];
        for (int i = 0; i < intervals.length; i++) {
            OracleTarget target = targets.get(i / 2);
            List<List<ItemScore>> hits = common(
                    column(group, i).stream().map(cell -> cell.hits(target)).toList());
            intervals[i] = hits.isEmpty() || hits.get(0).isEmpty()
                    ? null
                    : ClusterBootstrap.DEFAULT
                            .meanOfCells(hits, Metric.EXACT_MATCH)
                            .orElse(null);
        }
        return intervals;
    }

    private static List<List<ItemScore>> common(List<List<ItemScore>> cells) {
        if (cells.isEmpty()) {
            return cells;
        }
        Set<String> ids = new HashSet<>(cells.get(0).stream().map(ItemScore::id).toList());
        cells.forEach(cell -> ids.retainAll(cell.stream().map(ItemScore::id).collect(Collectors.toSet())));
        return cells.stream()
                .map(cell ->
                        cell.stream().filter(item -> ids.contains(item.id())).toList())
                .toList();
    }

    private static double[] ends(Interval[] intervals, ToDoubleFunction<Interval> end) {
        return Arrays.stream(intervals)
                .mapToDouble(interval -> interval == null ? Double.NaN : end.applyAsDouble(interval))
                .toArray();
    }

    private static List<String> languageNotes(List<OracleCell> group, boolean known) {
        String model = PlainText.of(group.get(0).model());
        List<String> notes = new ArrayList<>();
        List<OracleCell> others = others(group);
        if (others.size() != STUDY_MEAN) {
            notes.add(model + ": mean en-x over "
                    + (others.isEmpty()
                            ? "no language"
                            : others.stream()
                                    .map(cell -> cell.cell().question().code())
                                    .collect(Collectors.joining(", ")))
                    + ", not over the study's eleven languages" + (known ? "; not compared with its mean." : "."));
        }
        notes.add(
                known
                        ? "Paper: " + group.get(0).publishedName()
                                + ", most likely 1184 items (--drop-last-six leaves those out here)."
                        : model + " is no model of the study's Table 3: no difference is shown.");
        return notes;
    }

    private static List<OracleCell> scored(Collection<OracleCell> cells) {
        List<OracleCell> scored =
                cells.stream().filter(cell -> cell.items() > 0).toList();
        if (scored.isEmpty()) {
            throw new IllegalArgumentException(
                    "no item was scored by the oracle. To score some: ./crosslens oracle --model MODEL"
                            + (cells.isEmpty() ? "" : "; " + OracleText.unscored(List.copyOf(cells))));
        }
        return scored;
    }

    private static DoubleColumn[] columns(String... titles) {
        return Arrays.stream(titles)
                .map(title -> Numbers.plain(DoubleColumn.create(title)))
                .toArray(DoubleColumn[]::new);
    }

    private static void append(DoubleColumn[] columns, double... fractions) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].append(100 * fractions[i]);
        }
    }
}
