package crosslens.study;

import crosslens.attribute.RelevanceDepth;
import crosslens.report.Figure;
import crosslens.report.ReportTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Relevance from a plan to depths: has what is missing computed, and reads what is stored. */
final class RelevanceStudy {
    private final StudyContext context;
    private final RunReader answers;
    private final RelevanceReader reader;

    RelevanceStudy(StudyContext context, RunReader answers) {
        this.context = context;
        this.answers = answers;
        this.reader = new RelevanceReader(context.findings(), context.data(), context.names(), RelevanceDepth.DEFAULT);
    }

    /** Computes what a plan asks and is not stored, and returns its depths. */
    RelevanceSet run(Model model, RelevancePlan plan) throws IOException, InterruptedException {
        RelevanceRun run = new RelevanceRun(model, context.data(), plan, context.progress());
        List<FindingTask> tasks = run.tasks();
        run.run(context.runs().get(0), context.findings().get(0), tasks, context.info(model, plan.answers()));
        return reader.of(
                tasks, answers.of(tasks.stream().map(FindingTask::answers).toList()));
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
        return new RelevanceItems(model, plan, context.findings()).tokens(tasks(model, plan), id, most);
    }

    Figure layers(Model model, RelevancePlan plan, String id) throws IOException {
        return new RelevanceItems(model, plan, context.findings()).layers(tasks(model, plan), id);
    }

    TableView faithfulness(Model model, RelevancePlan plan) throws IOException {
        return new RelevanceFaithfulness(model, plan, context.findings()).table(tasks(model, plan), context.progress());
    }

    private List<FindingTask> tasks(Model model, RelevancePlan plan) throws IOException {
        return new RelevanceRun(model, context.data(), plan, context.progress()).tasks();
    }
}
