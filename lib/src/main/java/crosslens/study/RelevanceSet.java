package crosslens.study;

import crosslens.prompt.Scenario;
import crosslens.report.Depth;
import crosslens.report.Figure;
import crosslens.report.Origin;
import crosslens.report.RelevanceCell;
import crosslens.report.RelevanceFigure;
import crosslens.report.RelevanceGroup;
import crosslens.report.RelevanceTables;
import crosslens.report.ReportTable;
import crosslens.report.SchematicFigure;
import crosslens.text.Displayable;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Depths of relevance of one or several models: headline table, controls by language, figures.
 *
 * @param notes what a reader must know of the choice of findings
 */
public record RelevanceSet(List<RelevanceCell> cells, List<String> notes) implements Displayable, Sourced {
    public RelevanceSet {
        cells = List.copyOf(cells);
        notes = List.copyOf(notes);
    }

    /** The findings on prompts with so many demonstrations. */
    public RelevanceSet shots(int number) {
        return new RelevanceSet(
                cells.stream().filter(cell -> cell.cell().shots() == number).toList(), notes);
    }

    /** The findings on cells of one of the scenarios. */
    public RelevanceSet scenarios(List<Scenario> scenarios) {
        return new RelevanceSet(
                cells.stream()
                        .filter(cell -> scenarios.stream()
                                .anyMatch(s -> s.cells(
                                                List.of(
                                                        cell.cell().context(),
                                                        cell.cell().question()),
                                                List.of(cell.cell().shots()),
                                                List.of(cell.cell().format()),
                                                cell.cell().style())
                                        .contains(cell.cell())))
                        .toList(),
                notes);
    }

    /** Whether any answer is explained. */
    public boolean hasSamples() {
        return cells.stream().anyMatch(cell -> !cell.samples().isEmpty());
    }

    /** Question MRD, context MRD, gap, phasing stability and its correlation with F1, in layers and as a share of depth. */
    public TableView headline() {
        return view(RelevanceTables.headline(cells));
    }

    /** By language, with the controls. */
    public TableView byLanguage() {
        return view(RelevanceTables.byLanguage(cells));
    }

    /** Figure {@code 2}, {@code 3}, {@code 12} to {@code 18}, or {@code relevance}. */
    public Figure figure(String id, Depth axis) {
        if (SchematicFigure.ID.equals(id.strip())) {
            return SchematicFigure.draw(cells);
        }
        return RelevanceFigure.draw(id, cells, axis);
    }

    /** The same figure for every model, scenario, number of shots and format there is. */
    public List<Figure> figures(String id, Depth axis) {
        return RelevanceGroup.of(
                        cells.stream().filter(cell -> !cell.samples().isEmpty()).toList())
                .stream()
                .map(group -> RelevanceFigure.draw(id, List.copyOf(group.cells().values()), axis))
                .toList();
    }

    /** Where the tables come from, for their files. */
    @Override
    public Origin origin() {
        return RelevanceTables.origin(cells);
    }

    private TableView view(ReportTable table) {
        List<String> all = new ArrayList<>(table.notes());
        all.addAll(notes);
        return new TableView(List.of(
                new ReportTable(table.id(), table.title(), all, table.table(), table.groups(), table.optional())));
    }

    @Override
    public String html() {
        return overview().html();
    }

    @Override
    public String text() {
        return overview().text();
    }

    private TableView overview() {
        StringColumn model = StringColumn.create("model");
        StringColumn cell = StringColumn.create("cell");
        IntColumn explained = IntColumn.create("explained");
        StringColumn others = StringColumn.create("not explained");
        for (RelevanceCell one : cells) {
            model.append(one.model());
            cell.append(one.cell().label());
            explained.append(one.samples().size());
            others.append(one.unexplained().isEmpty() ? "" : one.unexplained().toString());
        }
        return new TableView(List.of(new ReportTable(
                "relevance-runs",
                cells.size() + " cells of explained answers",
                notes,
                Table.create("relevance", model, cell, explained, others))));
    }
}
