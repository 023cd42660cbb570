package crosslens.study;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.Segmentation;
import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.prompt.Cell;
import crosslens.report.CellScores;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Reads the oracle's stored findings beside the data set they are about; they are matched to it by the hashes of its files. */
final class OracleReader {
    private final List<FindingStore> stores;
    private final ParallelSet data;
    private final ModelNames names;

    /** @param stores the earlier hides what the later has of the same findings */
    OracleReader(List<FindingStore> stores, ParallelSet data, ModelNames names) {
        this.stores = List.copyOf(stores);
        this.data = data;
        this.names = names;
    }

    /** The findings of tasks that were just carried out. */
    OracleSet of(List<OracleRun.Task> tasks) throws IOException {
        List<OracleCells> cells = new ArrayList<>();
        for (OracleRun.Task task : tasks) {
            Optional<StoredFindings> found = find(task.spec());
            if (found.isPresent()) {
                cells.add(read(found.get(), task.answers().ids()));
            }
        }
        return new OracleSet(cells, fileOrder(), List.of());
    }

    /** The findings on the data set that fit a filter and were made in one way. */
    OracleSet matching(RunFilter filter, OracleBaseline baseline, Segmentation segmentation) throws IOException {
        Map<String, StoredFindings> all = new LinkedHashMap<>();
        for (FindingStore store : stores) {
            for (StoredFindings findings : store.list()) {
                if (findings.spec().kind() == FindingSpec.Kind.ORACLE
                        && baseline.toString().equals(findings.spec().settings().get("baseline"))
                        && segmentation
                                .toString()
                                .equals(findings.spec().settings().get("segmentation"))
                        && fits(findings, filter)) {
                    all.putIfAbsent(findings.spec().key(), findings);
                }
            }
        }
        Map<String, StoredFindings> newest = new LinkedHashMap<>();
        all.values()
                .forEach(found -> newest.merge(
                        found.info().model() + " " + found.spec().run().cell(),
                        found,
                        (a, b) -> a.info().created().isBefore(b.info().created()) ? b : a));
        List<String> notes = newest.size() == all.size()
                ? List.of()
                : List.of((all.size() - newest.size())
                        + " older findings on the same cells with other settings are not shown.");
        List<OracleCells> cells = new ArrayList<>();
        for (StoredFindings found : newest.values()) {
            int limit = filter.limit() != null
                    ? filter.limit()
                    : found.info().limit() > 0 ? Math.max(found.info().limit(), size(found)) : data.size();
            cells.add(read(found, data.select(limit)));
        }
        cells.sort(Comparator.comparing(OracleCells::model)
                .thenComparing(c -> c.cell().shots())
                .thenComparing(c -> c.cell().format())
                .thenComparing(c -> c.cell().context())
                .thenComparing(c -> c.cell().question()));
        return new OracleSet(cells, fileOrder(), notes);
    }

    private static int size(StoredFindings found) throws IOException {
        return found.records().size();
    }

    /** What a plan would take, one row a cell. */
    TableView outline(List<OracleRun.Task> tasks, TableView answers, Segmentation segmentation) throws IOException {
        StringColumn cell = StringColumn.create("cell");
        IntColumn items = IntColumn.create("items");
        IntColumn stored = IntColumn.create("stored");
        IntColumn missing = IntColumn.create("to score");
        IntColumn passes = IntColumn.create("texts to score");
        for (OracleRun.Task task : tasks) {
            Optional<StoredFindings> found = stores.get(0).find(task.spec());
            Set<String> there = new HashSet<>();
            if (found.isPresent()) {
                found.get().records().forEach(record -> there.add(record.id()));
            }
            List<CrossItem> left = task.answers().wanted().stream()
                    .filter(item -> !there.contains(item.id()))
                    .toList();
            Cell c = task.answers().cell();
            cell.append(c.pair() + ", " + c.shots() + " shots, " + c.format() + ", "
                    + c.style().name().toLowerCase(Locale.ROOT));
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

    private Optional<StoredFindings> find(FindingSpec spec) throws IOException {
        for (FindingStore store : stores) {
            Optional<StoredFindings> found = store.find(spec);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean fits(StoredFindings found, RunFilter filter) {
        Cell cell = found.spec().run().cell();
        return data.holds(cell.context(), found.spec().run().contextData())
                && data.holds(cell.question(), found.spec().run().questionData())
                && filter.accepts(found.info().model(), cell);
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
                settings(found, ids.size()));
    }

    private static OracleBaseline baseline(StoredFindings found) throws IOException {
        try {
            return OracleBaseline.of("" + found.spec().settings().get("baseline"));
        } catch (IllegalArgumentException e) {
            throw new IOException(found.name() + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> settings(StoredFindings found, int asked) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(CellScores.DATA_SET, data.name());
        if (asked < data.size()) {
            settings.put(CellScores.LIMIT, Integer.toString(asked));
        }
        settings.put("demonstrations", String.join(" ", found.spec().run().demonstrations()));
        settings.put("wording", found.spec().run().wording());
        settings.put("prefix", "" + found.spec().settings().get("prefix"));
        settings.put("arithmetic", found.spec().run().dtype());
        settings.put("model fingerprint", found.spec().run().fingerprint());
        settings.put(CellScores.CODE_VERSION, found.info().codeVersion());
        return settings;
    }
}
