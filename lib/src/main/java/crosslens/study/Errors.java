package crosslens.study;

import crosslens.judge.Judge;
import crosslens.judge.JudgePrompt;
import crosslens.lm.LanguageModel;
import crosslens.prompt.Scenario;
import crosslens.report.CellErrors;
import crosslens.report.ErrorFigure;
import crosslens.report.ErrorTableId;
import crosslens.report.ErrorTables;
import crosslens.report.Figure;
import crosslens.report.Intervals;
import crosslens.report.Published;
import crosslens.report.ReportTable;
import crosslens.run.FindingStore;
import crosslens.run.RunSpec;
import crosslens.run.RunStore;
import crosslens.run.StoredRun;
import crosslens.score.LanguageDetector;
import crosslens.score.LanguageErrors;
import crosslens.score.LinguaDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes wrong in stored answers: Tables 7 to 9, the figure of shares, examples, and the judging itself. For one thread at a time. */
public final class Errors {
    /** Folder of the votes within that of the runs; its name is no run's. */
    private static final String BESIDE = ".judgements";

    private final Settings settings;
    private final ProgressListener progress;
    private final JudgeStore store;
    private LanguageErrors languages = new LanguageErrors(new LinguaDetector(), LanguageErrors.DEFAULT);
    private Optional<String> wanted = Optional.empty();

    Errors(Settings settings, ProgressListener progress) {
        this.settings = settings;
        this.progress = progress;
        this.store = new JudgeStore(
                List.of(votes(settings), new FindingStore(settings.root().resolve("data/fixtures/judgements"))));
    }

    /** Where new votes go. */
    static FindingStore votes(Settings settings) {
        return new FindingStore(settings.runs().resolve(BESIDE));
    }

    /** The same under other options of the language detection, and with another detector if need be. */
    public Errors languages(LanguageDetector detector, LanguageErrors.Options options) {
        languages = new LanguageErrors(detector, options);
        return this;
    }

    /** Counts the votes of the judge of this name, instead of the one with the most. */
    public Errors judge(String name) {
        wanted = Optional.of(name);
        return this;
    }

    /**
     * Table 7, 8, 9a, 9b or 9c: en-x as in the study, then x-x, as far as there are runs.
     *
     * @throws IllegalArgumentException if no run is of the table; the message has the command that makes one
     */
    public TableView table(ErrorTableId id, RunSet runs) throws IOException {
        List<CellErrors> cells = cells(runs);
        ErrorTables tables = new ErrorTables(Published.load(), Intervals.bootstrap());
        List<ReportTable> parts = new ArrayList<>();
        for (Scenario scenario : List.of(Scenario.EN_X, Scenario.X_X)) {
            if (ErrorTables.has(scenario, cells)) {
                parts.add(tables.table(id, scenario, cells));
            }
        }
        return new TableView(parts.isEmpty() ? List.of(tables.table(id, Scenario.EN_X, cells)) : parts);
    }

    /** The shares of all kinds of errors by language, en-x, or x-x where nothing else was run. */
    public Figure figure(RunSet runs) throws IOException {
        List<CellErrors> cells = cells(runs);
        Scenario scenario = ErrorTables.has(Scenario.EN_X, cells) ? Scenario.EN_X : Scenario.X_X;
        return ErrorFigure.draw(cells, scenario, Intervals.bootstrap());
    }

    /** Every error with question, gold, answer and reason. */
    public ErrorList examples(RunSet runs) throws IOException {
        return ErrorList.of(runs, cells(runs));
    }

    /** How the judges that were validated, and the rules, agree with the labelled answers. */
    public TableView validation() throws IOException {
        ErrorReader reader = reader();
        return JudgeViews.validation(reader, reader.validated());
    }

    /** How the judges with votes on the runs agree with each other. */
    public TableView agreement(RunSet runs) throws IOException {
        ErrorReader reader = reader();
        return JudgeViews.agreement(reader, reader.judges(runs), runs);
    }

    /**
     * Asks a judge about the wrong answers of stored runs; blanks and what is stored already are not sent. Interrupted or killed, the same call goes on.
     *
     * @param votes how many each answer is to have, at least 1
     * @return how many answers it was asked about, now or before
     */
    public int judge(LanguageModel model, JudgePrompt prompt, RunSet runs, int votes)
            throws IOException, InterruptedException {
        Map<String, RunSpec> specs = specs();
        List<Judging.Task> tasks = new ArrayList<>();
        for (CellRun run : runs.cells()) {
            List<crosslens.judge.JudgedAnswer> answers = Judging.answers(run);
            if (!answers.isEmpty()) {
                String dataset = run.settings().getOrDefault(crosslens.report.CellScores.DATA_SET, "unknown");
                tasks.add(new Judging.Task(specs.get(run.key()), run.model(), dataset, answers));
            }
        }
        new Judging(Judge.of(model, prompt), votes, store, progress).run(tasks);
        return tasks.stream().mapToInt(task -> task.answers().size()).sum();
    }

    /** Asks a judge about the labelled answers, and shows how far it agrees with them. */
    public TableView validate(LanguageModel model, JudgePrompt prompt, int votes)
            throws IOException, InterruptedException {
        Judge judge = Judge.of(model, prompt);
        RunSpec labels = JudgeStore.labels();
        new Judging(judge, votes, store, progress)
                .run(List.of(new Judging.Task(labels, "labels", "labels", Judging.labels())));
        String key = JudgeStore.spec(judge, labels).settings().toString();
        ErrorReader.Judged judged = new ErrorReader.Judged(model.card().name(), key, prompt.sha256(), Map.of());
        return JudgeViews.validation(reader(), List.of(judged));
    }

    /** What went wrong in every run. */
    List<CellErrors> cells(RunSet runs) throws IOException {
        ErrorReader reader = reader();
        List<ErrorReader.Judged> judges = reader.judges(runs);
        Optional<ErrorReader.Judged> chosen = judges.stream()
                .filter(judge -> wanted.isEmpty() || judge.name().equals(wanted.get()))
                .findFirst();
        if (wanted.isPresent() && chosen.isEmpty()) {
            throw new IllegalArgumentException("no votes of a judge called '" + wanted.get()
                    + "' on these runs; there are "
                    + judges.stream().map(ErrorReader.Judged::name).distinct().toList());
        }
        return reader.read(runs, chosen);
    }

    private ErrorReader reader() {
        return new ErrorReader(languages, store);
    }

    private Map<String, RunSpec> specs() throws IOException {
        Map<String, RunSpec> specs = new HashMap<>();
        for (Path folder : List.of(settings.runs(), settings.root().resolve("data/fixtures/runs"))) {
            for (StoredRun run : new RunStore(folder).list().runs()) {
                specs.putIfAbsent(run.key(), run.spec());
            }
        }
        return specs;
    }
}
