package crosslens.study;

import crosslens.judge.Judge;
import crosslens.judge.Judge.Ballot;
import crosslens.judge.JudgedAnswer;
import crosslens.judge.LabelledAnswer;
import crosslens.judge.Vote;
import crosslens.run.FindingRun;
import crosslens.run.RunInfo;
import crosslens.run.RunSpec;
import crosslens.run.StoredFindings;
import crosslens.score.WrongRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks a judge for the votes that are not stored yet, and stores every vote as it comes. */
final class Judging {
    private final Judge judge;
    private final int votes;
    private final JudgeStore store;
    private final ProgressListener progress;

    /** @param votes how many an answer is to have */
    Judging(Judge judge, int votes, JudgeStore store, ProgressListener progress) {
        if (votes < 1) {
            throw new IllegalArgumentException("votes must be at least 1, not " + votes);
        }
        this.judge = judge;
        this.votes = votes;
        this.store = store;
        this.progress = progress;
    }

    /** The answers of a run that a judge is asked about: wrong by {@link WrongRule#HALF_F1} and not blank. */
    static List<JudgedAnswer> answers(CellRun run) {
        List<JudgedAnswer> answers = new ArrayList<>();
        for (int i = 0; i < run.answers().size(); i++) {
            JudgedAnswer answer = answer(run, i);
            if (WrongRule.HALF_F1.isWrong(run.scores().get(i)) && !answer.isBlank()) {
                answers.add(answer);
            }
        }
        return answers;
    }

    static JudgedAnswer answer(CellRun run, int i) {
        return new JudgedAnswer(
                run.items().get(i).id(),
                run.items().get(i).question(),
                run.answers().get(i).raw());
    }

    /** The labelled answers that a judge is asked about. */
    static List<JudgedAnswer> labels() throws IOException {
        return LabelledAnswer.builtIn().stream()
                .map(LabelledAnswer::answer)
                .filter(answer -> !answer.isBlank())
                .toList();
    }

    /** What is to be judged under one spec. */
    record Task(RunSpec spec, String model, String dataset, List<JudgedAnswer> answers) {}

    /** The votes of a task that are not stored yet, in their order. */
    List<Ballot> missing(Task task) throws IOException {
        Map<String, Ballot> ballots = ballots(task);
        Optional<StoredFindings> stored = store.writable().find(JudgeStore.spec(judge, task.spec()));
        if (stored.isPresent()) {
            stored.get().records().forEach(record -> ballots.remove(record.id()));
        }
        return List.copyOf(ballots.values());
    }

    /** Asks for all missing votes of the tasks, in their order. */
    void run(List<Task> tasks) throws IOException, InterruptedException {
        long total = 0;
        long there = 0;
        Map<Task, FindingRun> open = new LinkedHashMap<>();
        try {
            for (Task task : tasks) {
                FindingRun run = store.writable()
                        .open(
                                JudgeStore.spec(judge, task.spec()),
                                RunInfo.of(task.model(), task.dataset(), Instant.now()));
                open.put(task, run);
                run.notices().forEach(progress::say);
                List<String> ids = new ArrayList<>(ballots(task).keySet());
                total += ids.size();
                there += ids.size() - run.missing(ids).size();
            }
            progress.begin("judge " + judge.model().card().name(), total, there);
            for (Map.Entry<Task, FindingRun> entry : open.entrySet()) {
                ask(entry.getKey(), entry.getValue());
            }
        } finally {
            progress.end();
            for (FindingRun run : open.values()) {
                run.close();
            }
        }
    }

    private void ask(Task task, FindingRun run) throws InterruptedException {
        Map<String, Ballot> ballots = ballots(task);
        Set<String> missing = new HashSet<>(run.missing(ballots.keySet()));
        Map<String, String> ids = new HashMap<>();
        List<Ballot> asked = new ArrayList<>();
        ballots.forEach((id, ballot) -> {
            if (missing.contains(id)) {
                asked.add(ballot);
                ids.put(ballot.answer().id() + "#" + ballot.turn(), id);
            }
        });
        judge.ask(asked, vote -> append(run, ids.get(vote.id() + "#" + vote.turn()), vote));
    }

    private void append(FindingRun run, String id, Vote vote) {
        try {
            run.append(id, JudgeStore.values(vote, judge.model().card().name()));
            progress.advance(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Ballot> ballots(Task task) {
        Map<String, Ballot> ballots = new LinkedHashMap<>();
        for (int turn = 0; turn < votes; turn++) {
            for (JudgedAnswer answer : task.answers()) {
                ballots.put(JudgeStore.recordId(answer.id(), turn, answer.raw()), new Ballot(answer, turn));
            }
        }
        return ballots;
    }
}
