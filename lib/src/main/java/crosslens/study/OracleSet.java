package crosslens.study;

import crosslens.attribute.OracleTarget;
import crosslens.data.CrossItem;
import crosslens.report.Figure;
import crosslens.report.Numbers;
import crosslens.report.OracleCell;
import crosslens.report.OracleFigure;
import crosslens.report.OracleTables;
import crosslens.report.Origin;
import crosslens.report.PublishedOracle;
import crosslens.report.ReportTable;
import crosslens.study.OracleFinding.Outcome;
import crosslens.text.Displayable;
import crosslens.text.Language;
import crosslens.text.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What the oracle found, of one or several models: its tables, its figure (of both targets unless one is named), and single items. Immutable. */
public final class OracleSet implements Displayable, Sourced {
    private final List<OracleCells> cells;
    private final List<String> fileOrder;
    private final List<String> notes;

    OracleSet(List<OracleCells> cells, List<String> fileOrder, List<String> notes) {
        this.cells = List.copyOf(cells);
        this.fileOrder = List.copyOf(fileOrder);
        this.notes = List.copyOf(notes);
    }

    /** Without the last six items of the data set, which the study most likely lost: a labelled compatibility mode. */
    public OracleSet withoutLastSix() {
        return new OracleSet(
                cells.stream().map(cell -> cell.withoutLastSix(fileOrder)).toList(), fileOrder, notes);
    }

    /** What tables and figures are made from. */
    public List<OracleCell> cells() {
        return cells.stream().map(OracleCells::cellScores).toList();
    }

    /** By pair of languages: accuracy and interval beside chance, always-first and always-longest. */
    public TableView byPair(OracleTarget... targets) throws IOException {
        ReportTable table = new OracleTables(PublishedOracle.load()).byPair(cells(), chosen(targets));
        List<String> all = new ArrayList<>(table.notes());
        all.addAll(notes);
        return new TableView(List.of(
                new ReportTable(table.id(), table.title(), all, table.table(), table.groups(), table.optional())));
    }

    /** Table 3 of the study: en-en and mean en-x, beside the published values. */
    public TableView table3(OracleTarget... targets) throws IOException {
        return new TableView(new OracleTables(PublishedOracle.load()).table3(cells(), chosen(targets)));
    }

    /** Whether {@link #table3} has anything to show: a scored item with an English context. */
    public boolean hasTable3() {
        return cells().stream()
                .anyMatch(cell -> cell.items() > 0 && cell.cell().context().equals(Language.EN));
    }

    /** The figure {@code oracle}. */
    public Figure figure(OracleTarget... targets) {
        return OracleFigure.draw(cells(), chosen(targets));
    }

    private static List<OracleTarget> chosen(OracleTarget... targets) {
        return List.of(targets.length == 0 ? OracleTarget.values() : targets);
    }

    /** Where the tables come from, for their files. */
    @Override
    public Origin origin() {
        return OracleTables.origin(cells());
    }

    /**
     * One item of the first cell of a pair of languages, segment by segment: what its removal takes from the answer's log-probability, in nats.
     *
     * @param pair e.g. {@code en-de}
     * @param id the item's; null for the first scored one
     * @throws IllegalArgumentException if there is no such cell or no finding on the item
     */
    public TableView item(String pair, String id) {
        OracleCells cell = cells.stream()
                .filter(c -> c.cell().pair().equals(pair))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no findings on " + pair + "; there are "
                        + cells.stream().map(c -> c.cell().pair()).distinct().toList()));
        CrossItem item = cell.items().stream()
                .filter(candidate -> id == null
                        ? cell.finding(candidate.id()).orElseThrow().outcome() == Outcome.SCORED
                        : candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no finding on "
                        + (id == null ? "any item" : "'" + id + "'") + " in " + pair + ", " + cell.model()));
        OracleFinding finding = cell.finding(item.id()).orElseThrow();
        return new TableView(List.of(view(cell, item, finding)));
    }

    private static ReportTable view(OracleCells cell, CrossItem item, OracleFinding finding) {
        IntColumn number = IntColumn.create("Segment");
        StringColumn text = StringColumn.create("Text");
        StringColumn holds = StringColumn.create("Gold");
        DoubleColumn step = Numbers.plain(DoubleColumn.create("Drop, step"));
        DoubleColumn sequence = Numbers.plain(DoubleColumn.create("Drop, sequence"));
        double[] steps = finding.drops(OracleTarget.STEP);
        double[] sequences = finding.drops(OracleTarget.SEQUENCE);
        for (int i = 0; i < steps.length; i++) {
            Span segment = finding.segments().get(i);
            number.append(i + 1);
            text.append(item.context().substring(segment.start(), segment.end()).strip());
            holds.append(OracleCells.golds(item).stream().anyMatch(segment::overlaps) ? "here" : "");
            step.append(steps[i]);
            sequence.append(sequences[i]);
        }
        List<String> notes = new ArrayList<>(List.of(
                "Question: " + item.question(),
                "Gold: " + String.join(" | ", item.goldTexts()) + ". The model's answer: "
                        + finding.answer().strip() + (finding.prefixed() ? " (generated after the label)." : ".")));
        notes.add(
                finding.outcome() == Outcome.SCORED
                        ? "Log-probability with the whole context: first token "
                                + Numbers.plain(finding.step()[0]) + ", whole answer "
                                + Numbers.plain(finding.sequence()[0])
                                + " nats. A drop is that minus the value without the segment."
                        : "Not scored: " + finding.outcome().label() + ".");
        return new ReportTable(
                "oracle-item",
                item.id() + ", " + cell.cell().pair() + ", " + cell.model() + ": what the removal of a segment costs",
                notes,
                Table.create("oracle item", number, text, holds, step, sequence));
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
        StringColumn model = StringColumn.create("model");
        StringColumn cell = StringColumn.create("cell");
        StringColumn found = StringColumn.create("findings");
        IntColumn scored = IntColumn.create("scored");
        for (OracleCells one : cells) {
            model.append(one.model());
            cell.append(one.cell().label());
            found.append(one.items().size() + " of " + one.asked());
            scored.append((int) one.findings().stream()
                    .filter(f -> f.outcome() == Outcome.SCORED)
                    .count());
        }
        return new TableView(List.of(new ReportTable(
                "oracle-runs",
                cells.size() + " cells looked into by the oracle",
                notes,
                Table.create("oracle", model, cell, found, scored))));
    }
}
