package crosslens.study;

import crosslens.attribute.OracleBaseline;
import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.lm.StopReason;
import crosslens.lm.TokenScorer;
import crosslens.lm.TokenScorer.Continuation;
import crosslens.local.LocalScorer;
import crosslens.prompt.Prompt;
import crosslens.run.Closing;
import crosslens.run.FindingRun;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.run.RunStore;
import crosslens.study.OracleFinding.Outcome;
import crosslens.text.Span;
import crosslens.token.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out an {@link OraclePlan}: sees to it that every item has an answer after the label, its own or a new one, then takes the contexts apart and
 * stores every finding as it comes.
 */
final class OracleRun {
    /** Items scored in one call: they share the demonstrations; more would only keep their prompts in memory. */
    private static final int ITEMS_AT_ONCE = 16;

    private final Model model;
    private final ParallelSet data;
    private final OraclePlan plan;
    private final ProgressListener progress;
    private final LabelledAnswers answers;

    OracleRun(Model model, ParallelSet data, OraclePlan plan, ProgressListener progress) {
        this.model = model;
        this.data = data;
        this.plan = plan;
        this.progress = progress;
        answers = new LabelledAnswers(model, data, plan.answers(), plan.prefix(), progress);
    }

    /** The plan's cells; refuses what this model cannot be asked. */
    List<FindingTask> tasks() throws IOException {
        if (plan.baseline() == OracleBaseline.MASK_KEYS && model instanceof RemoteModel) {
            throw new IllegalArgumentException(model.card().name() + " is behind an endpoint, which masks nothing:"
                    + " use --baseline delete, or a model whose files are here");
        }
        List<FindingTask> tasks = new ArrayList<>();
        for (LabelledAnswers.Task task : answers.tasks()) {
            tasks.add(new FindingTask(task, spec(task.answers(), plan)));
        }
        return tasks;
    }

    static FindingSpec spec(Answering.Task answers, OraclePlan plan) {
        return FindingSpec.of(
                FindingSpec.Kind.ORACLE,
                answers.spec(),
                Map.of(
                        "baseline", plan.baseline().toString(),
                        "segmentation", plan.segmentation().toString(),
                        "prefix", plan.prefix()));
    }

    /** Answers and scores what is missing; returns when everything is stored. */
    void run(RunStore runs, FindingStore findings, List<FindingTask> tasks, RunInfo info)
            throws IOException, InterruptedException {
        if (FindingTask.missing(findings, tasks) == 0) {
            return;
        }
        TokenScorer scorer = scorer();
        Optional<Tokenizer> tokenizer = scorer instanceof LocalScorer local ? local.tokenizer() : Optional.empty();
        List<Map<String, OracleAnswer>> own =
                answers.make(runs, tasks.stream().map(FindingTask::labelled).toList(), info, tokenizer);
        List<FindingRun> open = new ArrayList<>();
        try {
            FindingTask.open(findings, tasks, info, open, model.card().name() + " oracle", progress);
            for (int i = 0; i < tasks.size(); i++) {
                score(tasks.get(i), own.get(i), open.get(i), scoring(scorer));
            }
        } finally {
            progress.end();
            Closing.all(open);
        }
    }

    /** Refuses a model that cannot score before it is asked anything else. */
    private TokenScorer scorer() throws InterruptedException {
        TokenScorer scorer = model.scorer()
                .orElseThrow(() -> new IllegalArgumentException(
                        model.card().name() + " cannot score given text, which the oracle needs"));
        if (!(scorer instanceof LocalScorer)) {
            try {
                Prompt probe = Prompt.control("Question: 1 + 1\n" + plan.prefix());
                scorer.score(List.of(new Continuation("probe", probe, " 2")), scores -> {});
            } catch (UnsupportedOperationException e) {
                throw new IllegalArgumentException("the oracle needs log-probabilities: " + e.getMessage(), e);
            }
        }
        return scorer;
    }

    private OracleScoring scoring(TokenScorer scorer) {
        if (!(scorer instanceof LocalScorer local)) {
            return new OracleScoring.Texts(scorer);
        }
        return plan.baseline() == OracleBaseline.DELETE
                ? new OracleScoring.LocalDelete(local)
                : new OracleScoring.LocalMask(local);
    }

    private void score(FindingTask task, Map<String, OracleAnswer> answers, FindingRun run, OracleScoring scoring)
            throws IOException, InterruptedException {
        Set<String> missing = new HashSet<>(run.missing(task.answers().ids()));
        List<OracleItem> items = new ArrayList<>();
        for (CrossItem item : task.answers().wanted()) {
            if (missing.contains(item.id())) {
                List<Span> segments = plan.segmentation().split(item.context(), item.contextLanguage());
                OracleItem wanted = new OracleItem(item, answers.get(item.id()), segments);
                Optional<Outcome> obstacle = obstacle(wanted);
                if (obstacle.isPresent()) {
                    append(run, wanted, OracleFinding.unscored(obstacle.get(), wanted.answer(), segments));
                } else {
                    items.add(wanted);
                }
            }
        }
        for (int from = 0; from < items.size(); from += ITEMS_AT_ONCE) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the oracle was interrupted; its findings stand");
            }
            List<OracleItem> some = items.subList(from, Math.min(items.size(), from + ITEMS_AT_ONCE));
            scoring.score(
                    some,
                    variant -> model.render(
                            task.answers().prompts().build(variant),
                            task.answers().cell().style(),
                            plan.prefix()),
                    (item, finding) -> append(run, item, finding));
        }
    }

    private static Optional<Outcome> obstacle(OracleItem item) {
        if (item.answer().stop() == StopReason.TOO_LONG) {
            return Optional.of(Outcome.TOO_LONG);
        }
        if (item.answer().failed()) {
            return Optional.of(Outcome.FAILED);
        }
        if (item.answer().isBlank()) {
            return Optional.of(Outcome.NO_ANSWER);
        }
        return item.segments().isEmpty() ? Optional.of(Outcome.NO_CONTEXT) : Optional.empty();
    }

    private void append(FindingRun run, OracleItem item, OracleFinding finding) {
        try {
            run.append(item.item().id(), finding.toJson(item.item().context()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.advance(1);
    }
}
