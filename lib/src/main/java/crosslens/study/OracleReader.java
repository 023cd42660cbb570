package crosslens.study;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.Segmentation;
import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.prompt.Cell;
import crosslens.report.ModelNames;
import crosslens.report.ReportTable;
import crosslens.run.FindingRecord;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.StoredFindings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Reads the oracle's stored findings beside the data set they are about; they are matched to it by the hashes of its files. */
final class OracleReader {
    private final FindingLookup lookup;
    private final ParallelSet data;
    private final ModelNames names;

    /** @param stores the earlier hides what the later has of the same findings */
    OracleReader(List<FindingStore> stores, ParallelSet data, ModelNames names) {
        this.lookup = new FindingLookup(stores, data);
        this.data = data;
        this.names = names;
    }

    /** The findings of tasks that were just carried out. */
    OracleSet of(List<FindingTask> tasks) throws IOException {
        List<OracleCells> cells = new ArrayList<>();
        for (FindingTask task : tasks) {
            Optional<StoredFindings> found = lookup.find(task.spec());
            if (found.isPresent()) {
                cells.add(read(found.get(), task.answers().ids()));
            }
        }
        return new OracleSet(cells, fileOrder(), List.of());
    }

    /** The findings on the data set that fit a filter and were made in one way. */
    OracleSet matching(RunFilter filter, OracleBaseline baseline, Segmentation segmentation) throws IOException {
        FindingLookup.Newest newest = lookup.newest(
                filter,
                spec -> spec.kind() == FindingSpec.Kind.ORACLE
                        && baseline.toString().equals(spec.settings().get("baseline"))
                        && segmentation.toString().equals(spec.settings().get("segmentation")));
        List<OracleCells> cells = new ArrayList<>();
        for (StoredFindings found : newest.findings()) {
            cells.add(read(found, lookup.asked(found, filter)));
        }
        cells.sort(Comparator.comparing(OracleCells::model)
                .thenComparing(c -> c.cell().shots())
                .thenComparing(c -> c.cell().format())
                .thenComparing(c -> c.cell().context())
                .thenComparing(c -> c.cell().question()));
        return new OracleSet(cells, fileOrder(), newest.notes());
    }

    /** What a plan would take, one row a cell. */
    TableView outline(List<FindingTask> tasks, TableView answers, Segmentation segmentation) throws IOException {
        StringColumn cell = StringColumn.create("cell");
        IntColumn items = IntColumn.create("items");
        IntColumn stored = IntColumn.create("stored");
        IntColumn missing = IntColumn.create("to score");
        IntColumn passes = IntColumn.create("texts to score");
        for (FindingTask task : tasks) {
            Set<String> there = FindingLookup.ids(lookup.stores().get(0), task.spec());
            List<CrossItem> left = task.answers().wanted().stream()
                    .filter(item -> !there.contains(item.id()))
                    .toList();
            cell.append(task.answers().cell().labelWithStyle());
            items.append(task.answers().wanted().size());
            stored.append(task.answers().wanted().size() - left.size());
            missing.append(left.size());
            passes.append(left.stream()
                    .mapToInt(item -> 1
                            + segmentation
                                    .split(item.context(), item.contextLanguage())
                                    .size())
                    .sum());
        }
        String title = (int) missing.sum() + " of " + (int) items.sum() + " items to score, " + tasks.size()
                + " cells; answers that do not write the label themselves are generated once more after it";
        List<ReportTable> parts = new ArrayList<>();
        parts.add(new ReportTable(
                "outline", title, List.of(), Table.create("outline", cell, items, stored, missing, passes)));
        parts.addAll(answers.parts());
        return new TableView(parts);
    }

    private List<String> fileOrder() {
        return data.examples(data.languages().get(0)).stream()
                .map(example -> example.id())
                .toList();
    }

    private OracleCells read(StoredFindings found, List<String> wanted) throws IOException {
        Cell cell = found.spec().run().cell();
        Set<String> ids = new HashSet<>(wanted);
        Map<String, FindingRecord> records = new HashMap<>();
        found.records().forEach(record -> records.put(record.id(), record));
        List<CrossItem> items = data.items(cell.context(), cell.question()).stream()
                .filter(item -> ids.contains(item.id()) && records.containsKey(item.id()))
                .toList();
        List<OracleFinding> findings = new ArrayList<>();
        for (CrossItem item : items) {
            findings.add(OracleFinding.of(records.get(item.id()), found.name(), item.context()));
        }
        return new OracleCells(
                found.info().model(),
                names.studyName(found.info().model()).orElse(""),
                cell,
                found.spec().key(),
                baseline(found),
                Segmentation.of("" + found.spec().settings().get("segmentation")),
                ids.size(),
                items,
                findings,
                false,
                lookup.settings(found, ids.size()));
    }

    private static OracleBaseline baseline(StoredFindings found) throws IOException {
        try {
            return OracleBaseline.of("" + found.spec().settings().get("baseline"));
        } catch (IllegalArgumentException e) {
            throw new IOException(found.name() + ": " + e.getMessage(), e);
        }
    }
}
