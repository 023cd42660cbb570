package crosslens.study;

import crosslens.judge.Judge;
import crosslens.judge.Judge.Ballot;
import crosslens.report.ReportTable;
import crosslens.score.WrongRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What judging would take, one row a run, and what it would cost at an endpoint with prices. Asks nothing, stores nothing. */
final class JudgeOutline {
    private final Judge judge;
    private final Judging judging;
    private final int votes;
    private final StringColumn name = StringColumn.create("run");
    private final IntColumn wrong = IntColumn.create("wrong");
    private final IntColumn blank = IntColumn.create("blank, not sent");
    private final IntColumn answers = IntColumn.create("to judge");
    private final IntColumn stored = IntColumn.create("votes stored");
    private final IntColumn asked = IntColumn.create("votes to ask");
    private final List<String> prompts = new ArrayList<>();

    JudgeOutline(Judge judge, int votes, JudgeStore store) {
        this.judge = judge;
        this.votes = votes;
        this.judging = new Judging(judge, votes, store, ProgressListener.NONE);
    }

    /** The wrong answers of a run, of which blanks are not sent. */
    void add(CellRun run, Judging.Task task) throws IOException {
        long all = run.scores().stream().filter(WrongRule.HALF_F1::isWrong).count();
        add(run.name(), (int) all, task);
    }

    /** A row; {@code all} answers, of which those of the task are to be judged. */
    void add(String row, int all, Judging.Task task) throws IOException {
        List<Ballot> missing = judging.missing(task);
        int judged = task.answers().size();
        name.append(row);
        wrong.append(all);
        blank.append(all - judged);
        answers.append(judged);
        stored.append(votes * judged - missing.size());
        asked.append(missing.size());
        missing.forEach(ballot ->
                prompts.add(judge.prompt().build(ballot.answer(), ballot.turn()).text()));
    }

    /** The rows, and their cost where the judge is behind an endpoint. */
    TableView view(Model model) {
        String title = prompts.size() + " of " + votes * (int) answers.sum() + " votes to ask "
                + model.card().name() + " for, " + votes + (votes == 1 ? " vote" : " votes") + " an answer";
        long mostNew = (long) prompts.size() * judge.settings().maxTokens();
        List<String> notes = model instanceof RemoteModel remote && !prompts.isEmpty()
                ? List.of(remote.cost(prompts, mostNew))
                : List.of();
        Table table = Table.create("outline", name, wrong, blank, answers, stored, asked);
        return new TableView(List.of(new ReportTable("outline", title, notes, table)));
    }
}
