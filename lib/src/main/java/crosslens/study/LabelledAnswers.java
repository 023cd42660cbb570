package crosslens.study;

import crosslens.data.ParallelSet;
import crosslens.run.AnswerRecord;
import crosslens.run.RunInfo;
import crosslens.run.RunStore;
import crosslens.run.StoredRun;
import crosslens.token.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to it that every item of a plan has an answer after the label: what the model wrote after its own, else a new answer that continues it (DECISIONS 10).
 */
final class LabelledAnswers {
    private final AnswerPlan plan;
    private final String label;
    private final Answering first;
    private final Answering prefixed;

    LabelledAnswers(Model model, ParallelSet data, AnswerPlan plan, String label, ProgressListener progress) {
        this.plan = plan;
        this.label = label;
        first = new Answering(model, data, plan, progress);
        prefixed = new Answering(model, data, plan.generation(label, plan.stop(), plan.maxTokens()), progress);
    }

    /**
     * A cell.
     *
     * @param answers as the plan has them generated
     * @param prefixed the same items, their answers continuing the label
     */
    record Task(Answering.Task answers, Answering.Task prefixed) {}

    /** The plan's cells; refuses what this model cannot be asked. */
    List<Task> tasks() throws IOException {
        List<Answering.Task> answers = first.tasks();
        List<Answering.Task> again = prefixed.tasks();
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            tasks.add(new Task(answers.get(i), again.get(i)));
        }
        return tasks;
    }

    /**
     * Generates and stores what is missing; the answers by item, a map for each task.
     *
     * @param tokenizer empty if the answers' tokens cannot be known
     */
    List<Map<String, OracleAnswer>> make(RunStore runs, List<Task> tasks, RunInfo info, Optional<Tokenizer> tokenizer)
            throws IOException, InterruptedException {
        first.run(runs, tasks.stream().map(Task::answers).toList(), info);
        List<Map<String, OracleAnswer>> all = new ArrayList<>();
        List<Answering.Task> lacking = new ArrayList<>();
        for (Task task : tasks) {
            Map<String, OracleAnswer> own = own(runs, task.answers(), tokenizer);
            all.add(own);
            lacking.add(task.prefixed().only(item -> !own.containsKey(item.id())));
        }
        List<Answering.Task> again =
                lacking.stream().filter(task -> !task.wanted().isEmpty()).toList();
        if (!again.isEmpty()) {
            prefixed.run(runs, again, info);
        }
        for (int i = 0; i < tasks.size(); i++) {
            for (AnswerRecord record : records(runs, lacking.get(i))) {
                all.get(i).put(record.id(), OracleAnswer.prefixed(record, plan.stop(), tokenizer));
            }
        }
        return all;
    }

    private Map<String, OracleAnswer> own(RunStore runs, Answering.Task task, Optional<Tokenizer> tokenizer)
            throws IOException {
        Map<String, OracleAnswer> answers = new HashMap<>();
        if (plan.answerPrefix().isEmpty()) {
            for (AnswerRecord record : records(runs, task)) {
                OracleAnswer.own(record, label, plan.stop(), tokenizer)
                        .ifPresent(answer -> answers.put(record.id(), answer));
            }
        }
        return answers;
    }

    private static List<AnswerRecord> records(RunStore runs, Answering.Task task) throws IOException {
        Set<String> wanted = new HashSet<>(task.ids());
        Optional<StoredRun> run = runs.find(task.spec());
        return run.isEmpty()
                ? List.of()
                : run.get().records().stream()
                        .filter(record -> wanted.contains(record.id()))
                        .toList();
    }
}
