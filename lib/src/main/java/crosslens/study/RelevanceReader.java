package crosslens.study;

import crosslens.attribute.RelevanceDepth;
import crosslens.attribute.SampleDepth;
import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.prompt.Cell;
import crosslens.report.ModelNames;
import crosslens.report.RelevanceCell;
import crosslens.report.ReportTable;
import crosslens.run.FindingRecord;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.StoredFindings;
import crosslens.score.ItemScore;
import crosslens.study.RelevanceFinding.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Reads stored relevance beside the data set and the answers it is about; both are matched by hashes, never by name. Matrices are read one at a time: only the
 * depths stay.
 */
final class RelevanceReader {
    private final FindingLookup lookup;
    private final ParallelSet data;
    private final ModelNames names;
    private final RelevanceDepth depth;

    /** @param stores the earlier hides what the later has of the same findings */
    RelevanceReader(List<FindingStore> stores, ParallelSet data, ModelNames names, RelevanceDepth depth) {
        this.lookup = new FindingLookup(stores, data);
        this.data = data;
        this.names = names;
        this.depth = depth;
    }

    /** The findings of tasks that were just carried out. */
    RelevanceSet of(List<FindingTask> tasks, RunSet answers) throws IOException {
        List<RelevanceCell> cells = new ArrayList<>();
        for (FindingTask task : tasks) {
            Optional<StoredFindings> found = lookup.find(task.spec());
            if (found.isPresent()) {
                cells.add(read(found.get(), task.answers().ids(), answers));
            }
        }
        return new RelevanceSet(cells, List.of());
    }

    /** The findings on the data set that fit a filter; of several on the same cell the newest. */
    RelevanceSet matching(RunFilter filter, RunSet answers) throws IOException {
        FindingLookup.Newest newest = lookup.newest(filter, spec -> spec.kind() == FindingSpec.Kind.RELEVANCE);
        List<RelevanceCell> cells = new ArrayList<>();
        for (StoredFindings found : newest.findings()) {
            cells.add(read(found, lookup.asked(found, filter), answers));
        }
        cells.sort(Comparator.comparing(RelevanceCell::model)
                .thenComparing(c -> -c.cell().shots())
                .thenComparing(c -> c.cell().format())
                .thenComparing(c -> c.cell().context())
                .thenComparing(c -> c.cell().question()));
        return new RelevanceSet(cells, newest.notes());
    }

    /** What a plan would take, one row a cell. */
    ReportTable outline(List<FindingTask> tasks, Model model) throws IOException {
        StringColumn cell = StringColumn.create("cell");
        IntColumn items = IntColumn.create("items");
        IntColumn missing = IntColumn.create("to explain");
        IntColumn tokens = IntColumn.create("tokens");
        for (FindingTask task : tasks) {
            Cell c = task.answers().cell();
            List<CrossItem> left = task.missing(lookup.stores().get(0));
            int sum = 0;
            for (CrossItem item : left) {
                sum += model.tokens(model.render(task.answers().prompts().build(item), c.style(), ""))
                        .map(encoding -> encoding.size())
                        .orElse(0);
            }
            cell.append(c.labelWithStyle());
            items.append(task.answers().wanted().size());
            missing.append(left.size());
            tokens.append(sum);
        }
        String title = (int) missing.sum() + " of " + (int) items.sum() + " answers to explain, " + tasks.size()
                + " cells; each takes a pass through the model and back";
        return new ReportTable("outline", title, List.of(), Table.create("outline", cell, items, missing, tokens));
    }

    private RelevanceCell read(StoredFindings found, List<String> wanted, RunSet answers) throws IOException {
        Cell cell = found.spec().run().cell();
        Set<String> ids = new HashSet<>(wanted);
        Map<String, Integer> paragraphs = data.items(cell.context(), cell.question()).stream()
                .collect(Collectors.toMap(CrossItem::id, CrossItem::paragraph));
        List<SampleDepth> samples = new ArrayList<>();
        Map<String, Long> unexplained = new TreeMap<>();
        int there = 0;
        int prefixed = 0;
        for (FindingRecord record : found.records()) {
            if (!ids.contains(record.id()) || !paragraphs.containsKey(record.id())) {
                continue;
            }
            there++;
            RelevanceFinding finding = RelevanceFinding.of(record, found.name());
            if (finding.outcome() == Outcome.EXPLAINED) {
                samples.add(depth.sample(
                        record.id(),
                        paragraphs.get(record.id()),
                        floats(found.matrix(record, RelevanceFinding.MATRIX)),
                        finding.parts()));
                prefixed += finding.prefixed() ? 1 : 0;
            } else {
                unexplained.merge(finding.outcome().label(), 1L, Long::sum);
            }
        }
        if (there < ids.size()) {
            unexplained.put("missing", (long) ids.size() - there);
        }
        return new RelevanceCell(
                found.info().model(),
                names.studyName(found.info().model()).orElse(""),
                cell,
                found.spec().key(),
                depth,
                samples,
                scores(found, ids, answers),
                unexplained,
                prefixed,
                lookup.settings(found, ids.size()));
    }

    private static List<ItemScore> scores(StoredFindings found, Set<String> ids, RunSet answers) {
        return answers.cells().stream()
                .filter(run -> run.key().equals(found.spec().run().key()))
                .findFirst()
                .map(run -> run.scores().stream()
                        .filter(score -> ids.contains(score.id()))
                        .toList())
                .orElse(List.of());
    }

    static float[][] floats(double[][] matrix) {
        float[][] narrow = new float[matrix.length][];
        for (int row = 0; row < matrix.length; row++) {
            narrow[row] = new float[matrix[row].length];
            for (int t = 0; t < narrow[row].length; t++) {
                narrow[row][t] = (float) matrix[row][t];
            }
        }
        return narrow;
    }
}
