package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.run.FindingRun;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A cell of which every item is to have a finding.
 *
 * @param labelled its answers after the label
 * @param spec what the findings are stored under
 */
record FindingTask(LabelledAnswers.Task labelled, FindingSpec spec) {
    /** The answers as the plan has them generated. */
    Answering.Task answers() {
        return labelled.answers();
    }

    /** The items that have no finding yet. */
    List<CrossItem> missing(FindingStore findings) throws IOException {
        Set<String> there = FindingLookup.ids(findings, spec);
        return answers().wanted().stream()
                .filter(item -> !there.contains(item.id()))
                .toList();
    }

    /** How many items of the tasks have no finding yet. */
    static int missing(FindingStore findings, List<FindingTask> tasks) throws IOException {
        int missing = 0;
        for (FindingTask task : tasks) {
            missing += task.missing(findings).size();
        }
        return missing;
    }

    /**
     * Opens the findings of tasks for writing and begins the progress.
     *
     * @param open gets them in order, also those before one that cannot be opened; whoever gave it closes them
     * @param what is made, as the progress calls it
     */
    static void open(
            FindingStore findings,
            List<FindingTask> tasks,
            RunInfo info,
            List<FindingRun> open,
            String what,
            ProgressListener progress)
            throws IOException {
        int total = 0;
        int left = 0;
        for (FindingTask task : tasks) {
            FindingRun run = findings.open(task.spec(), info);
            open.add(run);
            run.notices().forEach(progress::say);
            total += task.answers().ids().size();
            left += run.missing(task.answers().ids()).size();
        }
        progress.begin(what, total, total - left);
    }
}
