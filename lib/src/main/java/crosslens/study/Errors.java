package crosslens.study;

import crosslens.judge.Judge;
import crosslens.judge.JudgePrompt;
import crosslens.judge.LabelledAnswer;
import crosslens.lm.LanguageModel;
import crosslens.prompt.Scenario;
import crosslens.report.CellErrors;
import crosslens.report.CellScores;
import crosslens.report.ErrorFigure;
import crosslens.report.ErrorTableId;
import crosslens.report.ErrorTables;
import crosslens.report.Figure;
import crosslens.report.Intervals;
import crosslens.report.JudgeStanding;
import crosslens.report.Published;
import crosslens.report.ReportTable;
import crosslens.report.SummaryErrors;
import crosslens.run.FindingStore;
import crosslens.run.LanguageStore;
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

/** What goes wrong in stored answers: the error columns of Table 2, Tables 7 to 9, the figure of shares, examples, and the judging itself. For one thread at a time. */
public final class Errors {
    /** Folder of the votes within that of the runs; its name is no run's. */
    private static final String BESIDE = ".judgements";

    /** Folder of the detected languages, there as well. */
    private static final String LANGUAGES = ".languages";

    /** Stands for the rules where a judge is named. */
    static final String RULES = "rules";

    private final Settings settings;
    private final ProgressListener progress;
    private final JudgeStore store;
    private DetectedLanguages languages;
    private Optional<String> wanted = Optional.empty();

    Errors(Settings settings, ProgressListener progress) {
        this.settings = settings;
        this.progress = progress;
        this.store = new JudgeStore(List.of(votes(settings), new FindingStore(settings.examples("judgements"))));
        languages(new LinguaDetector(), LanguageErrors.DEFAULT);
    }

    /** Where new votes go. */
    static FindingStore votes(Settings settings) {
        return new FindingStore(settings.runs().resolve(BESIDE));
    }

    /** Where the languages of answers are kept, once they are detected. */
    static LanguageStore languages(Settings settings) {
        return new LanguageStore(settings.runs().resolve(LANGUAGES));
    }

    /** The same under other options of the language detection, and with another detector if need be; what a detector with an identity says is stored. */
    public final Errors languages(LanguageDetector detector, LanguageErrors.Options options) {
        StoredDetector stored = new StoredDetector(
                detector,
                languages(settings),
                List.of(new LanguageStore(settings.examples("languages"))),
                progress::say);
        languages = new DetectedLanguages(new LanguageErrors(stored, options), stored::keep);
        return this;
    }

    /** Counts the votes of the judge of this name, instead of the one with the most that name a class; {@code rules} counts nobody's. */
    public Errors judge(String name) {
        wanted = Optional.of(name);
        return this;
    }

    /** What Table 2 says of errors: failures by the votes of a reliable judge, or of the one chosen by {@link #judge(String)}, else by rules. */
    public SummaryErrors summary(RunSet runs) throws IOException {
        ErrorReader reader = reader();
        RunSet shown = runs.shots(ErrorTableId.SHOTS).scenarios(List.of(Scenario.EN_X));
        Optional<ErrorReader.Judged> judge = chosen(reader, shown);
        Optional<JudgeStanding> standing =
                judge.isPresent() ? Optional.of(reader.standing(judge.get())) : Optional.empty();
        boolean counts = judge.isPresent()
                && (wanted.isPresent() || standing.orElseThrow().isReliable());
        return new SummaryErrors(reader.read(shown, judge.filter(found -> counts)), standing.filter(found -> !counts));
    }

    /**
     * Table 7, 8, 9a, 9b or 9c: en-x as in the study, then x-x, as far as there are runs.
     *
     * @throws IllegalArgumentException if no run is of the table; the message has the command that makes one
     */
    public TableView table(ErrorTableId id, RunSet runs) throws IOException {
        List<CellErrors> cells = cells(runs.shots(ErrorTableId.SHOTS));
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
        List<CellErrors> cells = cells(runs.shots(ErrorTableId.SHOTS));
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

    /** How the judges with votes on the runs, and the rules, agree with each other. */
    public TableView agreement(RunSet runs) throws IOException {
        return agreement(runs, List.of());
    }

    /**
     * How some judges agree with each other: kappa, and who gave which class where.
     *
     * @param names of judges with votes on the runs, or {@code rules}; none for all of them
     * @throws IllegalArgumentException if one of them has not voted, or there are fewer than two
     */
    public TableView agreement(RunSet runs, List<String> names) throws IOException {
        return new JudgeAgreement(reader(), runs).view(names);
    }

    /**
     * Asks a judge about the wrong answers of stored runs; blanks and what is stored already are not sent. Interrupted or killed, the same call goes on.
     *
     * @param votes how many each answer is to have, at least 1
     * @return how many answers it was asked about, now or before
     */
    public int judge(LanguageModel model, JudgePrompt prompt, RunSet runs, int votes)
            throws IOException, InterruptedException {
        List<Judging.Task> tasks =
                tasks(runs).stream().filter(task -> !task.answers().isEmpty()).toList();
        new Judging(Judge.of(model, prompt), votes, store, progress).run(tasks);
        return tasks.stream().mapToInt(task -> task.answers().size()).sum();
    }

    /** What {@link #judge(LanguageModel, JudgePrompt, RunSet, int)} would do: answers to judge, blanks that are not sent, votes stored and to be asked for, their cost. */
    public TableView outline(Model model, JudgePrompt prompt, RunSet runs, int votes) throws IOException {
        JudgeOutline outline = new JudgeOutline(Judge.of(model, prompt), votes, store);
        List<Judging.Task> tasks = tasks(runs);
        for (int i = 0; i < tasks.size(); i++) {
            outline.add(runs.cells().get(i), tasks.get(i));
        }
        return outline.view(model);
    }

    /** The same with the kit's own prompt. */
    public TableView outline(Model model, RunSet runs, int votes) throws IOException {
        return outline(model, JudgePrompt.builtIn(), runs, votes);
    }

    /** What {@link #validate} would do. */
    public TableView outlineValidation(Model model, JudgePrompt prompt, int votes) throws IOException {
        JudgeOutline outline = new JudgeOutline(Judge.of(model, prompt), votes, store);
        outline.add("labelled answers", LabelledAnswer.builtIn().size(), labels());
        return outline.view(model);
    }

    /** One for each of the runs, also for those without an answer to judge. */
    private List<Judging.Task> tasks(RunSet runs) throws IOException {
        Map<String, RunSpec> specs = specs();
        return runs.cells().stream()
                .map(run -> new Judging.Task(
                        specs.get(run.key()),
                        run.model(),
                        run.settings().getOrDefault(CellScores.DATA_SET, "unknown"),
                        Judging.answers(run)))
                .toList();
    }

    private static Judging.Task labels() throws IOException {
        return new Judging.Task(JudgeStore.labels(), "labels", "labels", Judging.labels());
    }

    /** Asks a judge about the labelled answers, and shows how far it agrees with them. */
    public TableView validate(LanguageModel model, JudgePrompt prompt, int votes)
            throws IOException, InterruptedException {
        Judge judge = Judge.of(model, prompt);
        Judging.Task labels = labels();
        new Judging(judge, votes, store, progress).run(List.of(labels));
        String key = JudgeStore.spec(judge, labels.spec()).settings().toString();
        ErrorReader.Judged judged = new ErrorReader.Judged(model.card().name(), key, prompt.sha256(), Map.of());
        return JudgeViews.validation(reader(), List.of(judged));
    }

    /** What went wrong in every run. */
    List<CellErrors> cells(RunSet runs) throws IOException {
        ErrorReader reader = reader();
        return reader.read(runs, chosen(reader, runs));
    }

    private Optional<ErrorReader.Judged> chosen(ErrorReader reader, RunSet runs) throws IOException {
        List<ErrorReader.Judged> judges = reader.judges(runs);
        if (wanted.isEmpty()) {
            return judges.stream().filter(judge -> judge.verdictsOn(runs) > 0).findFirst();
        }
        Optional<ErrorReader.Judged> chosen = judges.stream()
                .filter(judge -> judge.name().equals(wanted.get()))
                .findFirst();
        if (chosen.isEmpty() && !wanted.get().equals(RULES)) {
            throw new IllegalArgumentException("no votes of a judge called '" + wanted.get()
                    + "' on these runs; there are "
                    + judges.stream().map(ErrorReader.Judged::name).distinct().toList() + " and " + RULES);
        }
        return chosen;
    }

    private ErrorReader reader() {
        return new ErrorReader(languages, store);
    }

    private Map<String, RunSpec> specs() throws IOException {
        Map<String, RunSpec> specs = new HashMap<>();
        for (Path folder : List.of(settings.runs(), settings.examples("runs"))) {
            for (StoredRun run : new RunStore(folder).list().runs()) {
                specs.putIfAbsent(run.key(), run.spec());
            }
        }
        return specs;
    }
}
