package crosslens.study;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.Segmentation;
import java.io.IOException;
import java.util.List;

/** The oracle from a plan to findings: has what is missing scored, and reads what is stored. */
final class OracleStudy {
    private final StudyContext context;
    private final OracleReader reader;

    OracleStudy(StudyContext context) {
        this.context = context;
        this.reader = new OracleReader(context.findings(), context.data(), context.names());
    }

    /** Scores what a plan asks and is not stored, and returns all of it. */
    OracleSet run(Model model, OraclePlan plan) throws IOException, InterruptedException {
        OracleRun run = new OracleRun(model, context.data(), plan, context.progress());
        List<FindingTask> tasks = run.tasks();
        run.run(context.runs().get(0), context.findings().get(0), tasks, context.info(model, plan.answers()));
        return reader.of(tasks);
    }

    /** What {@link #run} would do, beside what answering would. */
    TableView outline(Model model, OraclePlan plan, TableView asking) throws IOException {
        List<FindingTask> tasks = new OracleRun(model, context.data(), plan, context.progress()).tasks();
        return reader.outline(tasks, asking, plan.segmentation());
    }

    OracleSet stored(RunFilter filter, OracleBaseline baseline, Segmentation segmentation) throws IOException {
        return reader.matching(filter, baseline, segmentation);
    }
}
