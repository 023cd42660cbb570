package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.report.CellScores;
import crosslens.report.ModelNames;
import crosslens.report.ReportTable;
import crosslens.run.AnswerRecord;
import crosslens.run.RunStore;
import crosslens.run.StoredRun;
import crosslens.score.Scorer;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Reads stored runs beside the data set they answer. Runs are matched to it by the hashes of its files, never by its name. */
final class RunReader {
    private final List<RunStore> stores;
    private final ParallelSet data;
    private final ModelNames names;
    private final Scorer scorer = new Scorer();

    /** @param stores of the answers to one item in runs of the same settings, that of the earlier counts */
    RunReader(List<RunStore> stores, ParallelSet data, ModelNames names) {
        this.stores = List.copyOf(stores);
        this.data = data;
        this.names = names;
    }

    /** The runs of tasks that were just carried out. */
    RunSet of(List<Answering.Task> tasks) throws IOException {
        List<CellRun> cells = new ArrayList<>();
        for (Answering.Task task : tasks) {
            Optional<StoredRun> run = find(task);
            if (run.isPresent()) {
                cells.add(read(
                        run.get(),
                        run.get().records(),
                        new HashSet<>(task.ids()),
                        task.ids().size()));
            }
        }
        return new RunSet(cells, List.of());
    }

    /** The runs on the data set that fit a filter, in the order of its models. */
    RunSet matching(RunFilter filter) throws IOException {
        Map<String, List<StoredRun>> byKey = new LinkedHashMap<>();
        for (RunStore store : stores) {
            for (StoredRun run : store.list().runs()) {
                if (fits(run, filter)) {
                    byKey.computeIfAbsent(run.key(), key -> new ArrayList<>()).add(run);
                }
            }
        }
        List<StoredRun> runs = byKey.values().stream().map(same -> same.get(0)).toList();
        List<String> notes = new ArrayList<>();
        Set<String> wanted = new HashSet<>(filter.limit() == null ? data.order() : data.select(filter.limit()));
        List<CellRun> cells = new ArrayList<>();
        long added = 0;
        for (Read read : read(newest(oneStyle(runs, filter, notes), notes), byKey, wanted)) {
            cells.add(read.run());
            added += read.added();
        }
        if (added > 0) {
            notes.add(added + " of these answers are stored examples with the same settings; yours come first.");
        }
        List<String> order = filter.models().stream().map(Model::shownName).toList();
        cells.sort(Comparator.comparingInt((CellRun c) -> order.indexOf(c.model()))
                .thenComparing(CellRun::model)
                .thenComparing(c -> c.cell().shots())
                .thenComparing(c -> c.cell().format())
                .thenComparing(c -> c.cell().context())
                .thenComparing(c -> c.cell().question()));
        return new RunSet(cells, notes);
    }

    /** @param added answers from other stores than the run's own */
    private record Read(CellRun run, long added) {}

    private List<Read> read(List<StoredRun> runs, Map<String, List<StoredRun>> byKey, Set<String> wanted)
            throws IOException {
        try {
            return runs.parallelStream()
                    .map(run -> {
                        try {
                            List<StoredRun> same = byKey.get(run.key());
                            CellRun cell = read(run, records(same), wanted, wanted.size());
                            return new Read(
                                    cell, same.size() > 1 ? cell.answers().size() - own(run, wanted) : 0);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What asking would take, one row a cell: answers in the first store alone spare a question, those in the others are examples. */
    TableView outline(List<Answering.Task> tasks, Model model, boolean retryFailed) throws IOException {
        StringColumn cell = StringColumn.create("cell");
        IntColumn items = IntColumn.create("items");
        IntColumn stored = IntColumn.create("stored");
        IntColumn missing = IntColumn.create("to ask");
        List<String> prompts = new ArrayList<>();
        long newTokens = 0;
        for (Answering.Task task : tasks) {
            Set<String> ids = new HashSet<>(task.ids());
            Optional<StoredRun> run = stores.get(0).find(task.spec());
            Set<String> answered = new HashSet<>();
            if (run.isPresent()) {
                run.get().records().stream()
                        .filter(r -> !(retryFailed && r.stop().mayBeAskedAgain()))
                        .forEach(r -> answered.add(r.id()));
                answered.retainAll(ids);
            }
            int there = answered.size();
            if (model instanceof RemoteModel) {
                task.wanted().stream()
                        .filter(item -> !answered.contains(item.id()))
                        .forEach(item -> prompts.add(task.prompts().build(item).text()));
                newTokens += (long) (ids.size() - there) * task.settings().maxTokens();
            }
            cell.append(task.cell().labelWithStyle());
            items.append(ids.size());
            stored.append(there);
            missing.append(ids.size() - there);
        }
        String title =
                (int) missing.sum() + " of " + (int) items.sum() + " answers to ask for, " + tasks.size() + " cells";
        List<String> notes = model instanceof RemoteModel remote ? List.of(remote.cost(prompts, newTokens)) : List.of();
        return new TableView(List.of(
                new ReportTable("outline", title, notes, Table.create("outline", cell, items, stored, missing))));
    }

    private Optional<StoredRun> find(Answering.Task task) throws IOException {
        for (RunStore store : stores) {
            Optional<StoredRun> run = store.find(task.spec());
            if (run.isPresent()) {
                return run;
            }
        }
        return Optional.empty();
    }

    private boolean fits(StoredRun run, RunFilter filter) {
        Cell cell = run.spec().cell();
        return data.holds(cell.context(), run.spec().contextData())
                && data.holds(cell.question(), run.spec().questionData())
                && filter.accepts(run.info().model(), cell);
    }

    /** A model's rows are in one style: that of its newest run, unless the filter says which. */
    private static List<StoredRun> oneStyle(List<StoredRun> runs, RunFilter filter, List<String> notes) {
        if (filter.style() != null) {
            return runs;
        }
        Map<String, Style> styles = new HashMap<>();
        runs.stream()
                .sorted(Comparator.comparing(run -> run.info().created()))
                .forEach(run -> styles.put(run.info().model(), run.spec().cell().style()));
        List<StoredRun> kept = runs.stream()
                .filter(run ->
                        styles.get(run.info().model()) == run.spec().cell().style())
                .toList();
        if (kept.size() < runs.size()) {
            notes.add((runs.size() - kept.size()) + " runs in the other style are not shown; --style chooses.");
        }
        return kept;
    }

    /**
     * Of several runs of one cell (another wording, prefix, precision or file of the same model) the newest; of those without a prefix if there are any, since the
     * oracle and relevance continue a prefix where an answer did not write the label itself.
     */
    private static List<StoredRun> newest(List<StoredRun> runs, List<String> notes) {
        Map<String, StoredRun> byCell = new LinkedHashMap<>();
        for (StoredRun run : runs) {
            byCell.merge(
                    run.info().model() + " " + run.spec().cell(),
                    run,
                    BinaryOperator.maxBy(Comparator.<StoredRun, Boolean>comparing(
                                    one -> one.spec().answerPrefix().isEmpty())
                            .thenComparing(one -> one.info().created())));
        }
        if (byCell.size() < runs.size()) {
            int older = runs.size() - byCell.size();
            notes.add(older
                    + (older == 1
                            ? " older run of a cell above with other settings is"
                            : " older runs of the same cells with other settings are")
                    + " not shown; ./crosslens runs list has all.");
        }
        if (byCell.values().stream()
                        .map(run -> run.spec().answerPrefix())
                        .distinct()
                        .count()
                > 1) {
            notes.add("Some cells were asked with an answer prefix and some without: they do not compare.");
        }
        return List.copyOf(byCell.values());
    }

    private static long own(StoredRun run, Set<String> wanted) throws IOException {
        return run.records().stream()
                .filter(answer -> wanted.contains(answer.id()))
                .count();
    }

    /** The answers of runs of the same settings by id, each from the first run that has it. */
    private static List<AnswerRecord> records(List<StoredRun> same) throws IOException {
        Map<String, AnswerRecord> records = new TreeMap<>();
        for (StoredRun run : same) {
            run.records().forEach(answer -> records.putIfAbsent(answer.id(), answer));
        }
        return List.copyOf(records.values());
    }

    private CellRun read(StoredRun run, List<AnswerRecord> records, Set<String> wanted, int asked) {
        Cell cell = run.spec().cell();
        Map<String, CrossItem> items = new HashMap<>();
        data.items(cell.context(), cell.question()).forEach(item -> items.put(item.id(), item));
        List<AnswerRecord> answers = records.stream()
                .filter(answer -> wanted.contains(answer.id()) && items.containsKey(answer.id()))
                .toList();
        String model = run.info().model();
        return new CellRun(
                model,
                names.studyName(model).orElse(""),
                cell,
                run.name(),
                run.key(),
                asked,
                answers.stream().map(answer -> items.get(answer.id())).toList(),
                answers,
                answers.stream()
                        .map(answer -> scorer.score(answer.raw(), items.get(answer.id())))
                        .toList(),
                settings(run, asked));
    }

    private Map<String, String> settings(StoredRun run, int asked) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(CellScores.DATA_SET, data.name());
        if (asked < data.size()) {
            settings.put(CellScores.LIMIT, Integer.toString(asked));
        }
        settings.put("demonstrations", String.join(" ", run.spec().demonstrations()));
        settings.put("wording", run.spec().wording());
        settings.put("answer prefix", run.spec().answerPrefix());
        settings.put(
                "stop",
                run.spec().stop().name().toLowerCase(Locale.ROOT) + ", at most "
                        + run.spec().maxTokens() + " tokens");
        settings.put("arithmetic", run.spec().dtype());
        settings.put("model fingerprint", run.spec().fingerprint());
        settings.put(CellScores.CODE_VERSION, run.info().codeVersion());
        return settings;
    }
}
