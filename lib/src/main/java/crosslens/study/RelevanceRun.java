package crosslens.study;

import crosslens.attribute.AttnLrp;
import crosslens.attribute.LayerRelevance;
import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.decoder.Target;
import crosslens.lm.StopReason;
import crosslens.local.LocalModel;
import crosslens.prompt.PartTokens;
import crosslens.prompt.Prompt;
import crosslens.run.Closing;
import crosslens.run.FindingRecord.Block;
import crosslens.run.FindingRun;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.run.RunStore;
import crosslens.study.RelevanceFinding.Outcome;
import crosslens.token.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries out a {@link RelevancePlan}: explains the first token of every answer, one prompt at a time, and stores every finding as it comes. */
final class RelevanceRun {
    private final Model model;
    private final RelevancePlan plan;
    private final ProgressListener progress;
    private final LabelledAnswers answers;

    RelevanceRun(Model model, ParallelSet data, RelevancePlan plan, ProgressListener progress) {
        this.model = model;
        this.plan = plan;
        this.progress = progress;
        answers = new LabelledAnswers(model, data, plan.answers(), plan.prefix(), progress);
    }

    /** The plan's cells; refuses what this model cannot be asked. */
    List<FindingTask> tasks() throws IOException {
        if (model instanceof RemoteModel) {
            throw new IllegalArgumentException(model.card().name()
                    + " is behind an endpoint, which shows no gradients: relevance needs a model whose files are here");
        }
        List<FindingTask> tasks = new ArrayList<>();
        for (LabelledAnswers.Task task : answers.tasks()) {
            tasks.add(new FindingTask(
                    task,
                    FindingSpec.of(
                            FindingSpec.Kind.RELEVANCE,
                            task.answers().spec(),
                            Map.of("rule", "attnlrp", "target", "first-token", "prefix", plan.prefix()))));
        }
        return tasks;
    }

    /** Answers and explains what is missing; returns when everything is stored. */
    void run(RunStore runs, FindingStore findings, List<FindingTask> tasks, RunInfo info)
            throws IOException, InterruptedException {
        if (FindingTask.missing(findings, tasks) == 0) {
            return;
        }
        LocalModel local = model.differentiable();
        List<Map<String, OracleAnswer>> targets = answers.make(
                runs, tasks.stream().map(FindingTask::labelled).toList(), info, Optional.of(local.tokenizer()));
        List<FindingRun> open = new ArrayList<>();
        try {
            FindingTask.open(findings, tasks, info, open, model.card().name() + " relevance", progress);
            for (int i = 0; i < tasks.size(); i++) {
                explain(local, tasks.get(i), targets.get(i), open.get(i));
            }
        } finally {
            progress.end();
            Closing.all(open);
        }
    }

    private void explain(LocalModel local, FindingTask task, Map<String, OracleAnswer> targets, FindingRun run)
            throws IOException, InterruptedException {
        Set<String> missing = new HashSet<>(run.missing(task.answers().ids()));
        AttnLrp lrp = AttnLrp.of(local.decoder(), plan.recording());
        for (CrossItem item : task.answers().wanted()) {
            if (!missing.contains(item.id())) {
                continue;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted; what was found until then is stored");
            }
            OracleAnswer answer = targets.get(item.id());
            Prompt prompt = model.render(
                    task.answers().prompts().build(item), task.answers().cell().style(), plan.prefix());
            Encoding tokens = local.tokenizer().encode(prompt);
            Optional<Outcome> obstacle = obstacle(answer, tokens);
            if (obstacle.isPresent()) {
                run.append(
                        item.id(),
                        RelevanceFinding.unexplained(obstacle.get(), answer).toJson());
            } else {
                append(run, item, answer, prompt, tokens, lrp);
            }
            progress.advance(1);
        }
    }

    private Optional<Outcome> obstacle(OracleAnswer answer, Encoding tokens) {
        if (answer.stop() == StopReason.TOO_LONG || tokens.size() > model.card().contextLength()) {
            return Optional.of(Outcome.TOO_LONG);
        }
        if (answer.failed()) {
            return Optional.of(Outcome.FAILED);
        }
        return answer.isBlank() || answer.ids().length == 0 ? Optional.of(Outcome.NO_ANSWER) : Optional.empty();
    }

    private static void append(
            FindingRun run, CrossItem item, OracleAnswer answer, Prompt prompt, Encoding tokens, AttnLrp lrp)
            throws IOException {
        int target = answer.ids()[0];
        LayerRelevance found = lrp.explain(new AttnLrp.Sample(tokens.ids(), Target.logit(tokens.size() - 1, target)));
        RelevanceFinding finding = new RelevanceFinding(
                Outcome.EXPLAINED,
                answer.prefixed(),
                answer.text(),
                target,
                found.logit(),
                tokens.size(),
                PartTokens.find(prompt, tokens.starts(), tokens.ends()));
        run.append(item.id(), finding.toJson(), Map.of(RelevanceFinding.MATRIX, found.values()), Block.Type.F32);
    }
}
