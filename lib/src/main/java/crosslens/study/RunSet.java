package crosslens.study;

import crosslens.prompt.Cell;
import crosslens.prompt.Scenario;
import crosslens.report.CellScores;
import crosslens.report.Numbers;
import crosslens.report.Origin;
import crosslens.report.ReportTable;
import crosslens.report.TableText;
import crosslens.score.ItemScore;
import crosslens.text.Displayable;
import crosslens.text.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Stored answers of one or several models, one {@link CellRun} a cell. Scores are computed when a run is read.
 *
 * @param notes what a reader must know of the choice of runs, e.g. that others were left out
 */
public record RunSet(List<CellRun> cells, List<String> notes) implements Displayable, Sourced {
    private static final int MOST_SHOWN = 16;

    public RunSet {
        cells = List.copyOf(cells);
        notes = List.copyOf(notes);
    }

    /** The runs with so many demonstrations. */
    public RunSet shots(int number) {
        return where(cell -> cell.cell().shots() == number);
    }

    /** The runs whose cells belong to one of the scenarios. */
    public RunSet scenarios(List<Scenario> scenarios) {
        return where(cell -> scenarios.stream()
                .anyMatch(s -> s.cells(
                                List.of(cell.cell().context(), cell.cell().question()),
                                List.of(cell.cell().shots()),
                                List.of(cell.cell().format()),
                                cell.cell().style())
                        .contains(cell.cell())));
    }

    private RunSet where(Predicate<CellRun> wanted) {
        return new RunSet(cells.stream().filter(wanted).toList(), notes);
    }

    /** The scores of every cell, for tables and figures. */
    public List<CellScores> scores() {
        return cells.stream().map(CellRun::cellScores).toList();
    }

    @Override
    public Origin origin() {
        return Origin.of(scores());
    }

    /** The first answers of every cell in turn: question, gold, answer, scores. */
    public AnswerList answers(int most) {
        List<AnswerList.Row> rows = new ArrayList<>();
        int longest = cells.stream().mapToInt(cell -> cell.items().size()).max().orElse(0);
        List<List<ItemScore>> scores = cells.stream().map(CellRun::scores).toList();
        for (int i = 0; i < longest; i++) {
            for (int c = 0; c < cells.size() && rows.size() < most; c++) {
                CellRun cell = cells.get(c);
                if (i < cell.items().size()) {
                    rows.add(AnswerList.Row.of(cell, i, scores.get(c).get(i)));
                }
            }
        }
        return new AnswerList(
                rows, cells.stream().mapToInt(c -> c.items().size()).sum());
    }

    /** The answers to be read one by one; {@link Crosslens#browse} adds what the oracle and explanations have stored about them. */
    public Browse browse() throws IOException {
        return Browse.of(this, BrowseFindings.NONE);
    }

    /** What the runs rest on: the settings all share, then what differs between them. */
    public TableView provenance() {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        cells.forEach(cell -> cell.settings()
                .forEach((name, value) -> values.computeIfAbsent(name, n -> new TreeSet<>())
                        .add(value.isEmpty() ? TableText.NONE : value)));
        StringColumn setting = StringColumn.create("setting");
        StringColumn value = StringColumn.create("value");
        values.forEach((name, all) -> {
            setting.append(name);
            value.append(String.join(" · ", all));
        });
        ReportTable table = new ReportTable(
                "provenance",
                "What " + cells.size() + " runs rest on",
                List.of(),
                Table.create("provenance", setting, value));
        return new TableView(List.of(table));
    }

    /** One row a run: its cell, how much is answered, and the scores in percent. */
    public Table overview() {
        StringColumn model = StringColumn.create("model");
        StringColumn pair = StringColumn.create("pair");
        IntColumn shots = IntColumn.create("shots");
        StringColumn format = StringColumn.create("format");
        StringColumn style = StringColumn.create("style");
        StringColumn answered = StringColumn.create("answered");
        DoubleColumn em = Numbers.plain(DoubleColumn.create("EM"));
        DoubleColumn f1 = Numbers.plain(DoubleColumn.create("F1"));
        for (CellRun cell : cells) {
            List<ItemScore> scores = cell.scores();
            model.append(cell.model());
            pair.append(cell.cell().pair());
            shots.append(cell.cell().shots());
            format.append(cell.cell().format());
            style.append(style(cell.cell()));
            answered.append(scores.size() + " of " + cell.asked());
            em.append(100
                    * (scores.stream()
                            .mapToDouble(ItemScore::exactMatch)
                            .average()
                            .orElse(Double.NaN)));
            f1.append(
                    100 * (scores.stream().mapToDouble(ItemScore::f1).average().orElse(Double.NaN)));
        }
        return Table.create("runs", model, pair, shots, format, style, answered, em, f1);
    }

    @Override
    public String html() {
        return view().html();
    }

    @Override
    public String text() {
        return view().text();
    }

    private TableView view() {
        Table table = cells.size() > MOST_SHOWN ? grouped() : overview();
        return new TableView(List.of(new ReportTable("runs", cells.size() + " runs", notes, table)));
    }

    /** One row for the runs that differ in their languages alone: how many, and the plain means over them in percent. */
    private Table grouped() {
        Map<String, List<CellRun>> groups = new LinkedHashMap<>();
        for (CellRun run : cells) {
            Cell cell = run.cell();
            String kind = cell.context().equals(cell.question())
                    ? "x-x"
                    : cell.context().equals(Language.EN) ? "en-x" : "others";
            kind = cell.context().equals(Language.EN) && cell.question().equals(Language.EN) ? "en-en" : kind;
            groups.computeIfAbsent(
                            run.model() + "\t" + kind + "\t" + cell.shots() + "\t" + cell.format() + "\t" + style(cell),
                            k -> new ArrayList<>())
                    .add(run);
        }
        Table table = Table.create("runs");
        for (String name : List.of("model", "pairs", "shots", "format", "style", "runs", "answered")) {
            table.addColumns(StringColumn.create(name));
        }
        DoubleColumn em = Numbers.plain(DoubleColumn.create("EM"));
        DoubleColumn f1 = Numbers.plain(DoubleColumn.create("F1"));
        table.addColumns(em, f1);
        groups.forEach((key, runs) -> {
            String[] names = key.split("\t", -1);
            for (int i = 0; i < names.length; i++) {
                table.stringColumn(i).append(names[i]);
            }
            table.stringColumn("runs").append(Integer.toString(runs.size()));
            table.stringColumn("answered")
                    .append(runs.stream().mapToInt(r -> r.answers().size()).sum() + " of "
                            + runs.stream().mapToInt(CellRun::asked).sum());
            em.append(100 * mean(runs, ItemScore::exactMatch));
            f1.append(100 * mean(runs, ItemScore::f1));
        });
        return table;
    }

    private static double mean(List<CellRun> runs, ToDoubleFunction<ItemScore> metric) {
        return runs.stream()
                .mapToDouble(run ->
                        run.scores().stream().mapToDouble(metric).average().orElse(Double.NaN))
                .average()
                .orElse(Double.NaN);
    }

    private static String style(Cell cell) {
        return cell.style().name().toLowerCase(Locale.ROOT);
    }
}
