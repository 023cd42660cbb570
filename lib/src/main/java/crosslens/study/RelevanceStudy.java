package crosslens.study;

import crosslens.attribute.RelevanceDepth;
import crosslens.data.ParallelSet;
import crosslens.report.Figure;
import crosslens.report.ModelNames;
import crosslens.report.ReportTable;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.run.RunStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Relevance from a plan to depths: has what is missing computed, and reads what is stored. */
final class RelevanceStudy {
    private final ParallelSet data;
    private final List<FindingStore> stores;
    private final RunReader answers;
    private final RelevanceReader reader;
    private final ProgressListener progress;

    /** @param stores the first is written to; the earlier hides what the later has of the same findings */
    RelevanceStudy(
            ParallelSet data,
            List<FindingStore> stores,
            RunReader answers,
            ModelNames names,
            ProgressListener progress) {
        this.data = data;
        this.stores = List.copyOf(stores);
        this.answers = answers;
        this.reader = new RelevanceReader(stores, data, names, RelevanceDepth.DEFAULT);
        this.progress = progress;
    }

    /** Computes what a plan asks and is not stored, and returns its depths. */
    RelevanceSet run(Model model, RelevancePlan plan, RunStore runs, RunInfo info)
            throws IOException, InterruptedException {
        RelevanceRun run = new RelevanceRun(model, data, plan, progress);
        List<RelevanceRun.Task> tasks = run.tasks();
        run.run(runs, stores.get(0), tasks, info);
        return reader.of(
                tasks, answers.of(tasks.stream().map(RelevanceRun.Task::answers).toList()));
    }

    /** What {@link #run} would do, beside what answering would. */
    TableView outline(Model model, RelevancePlan plan, TableView asking) throws IOException {
        List<ReportTable> parts = new ArrayList<>();
        parts.add(reader.outline(tasks(model, plan), model));
        parts.addAll(asking.parts());
        return new TableView(parts);
    }

    RelevanceSet stored(RunFilter filter) throws IOException {
        return reader.matching(filter, answers.matching(filter));
    }

    TableView tokens(Model model, RelevancePlan plan, String id, int most) throws IOException {
        return new RelevanceItems(model, plan, stores).tokens(tasks(model, plan), id, most);
    }

    Figure layers(Model model, RelevancePlan plan, String id) throws IOException {
        return new RelevanceItems(model, plan, stores).layers(tasks(model, plan), id);
    }

    TableView faithfulness(Model model, RelevancePlan plan) throws IOException {
        return new RelevanceItems(model, plan, stores).faithfulness(tasks(model, plan), progress);
    }

    private List<RelevanceRun.Task> tasks(Model model, RelevancePlan plan) throws IOException {
        return new RelevanceRun(model, data, plan, progress).tasks();
    }
}
