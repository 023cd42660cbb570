package crosslens.study;

import ai.djl.engine.Engine;
import crosslens.data.DataLocator.Source;
import crosslens.data.ParallelSet;
import crosslens.remote.EndpointAddress;
import crosslens.remote.EndpointModel;
import crosslens.remote.EndpointOptions;
import crosslens.report.ErrorTableId;
import crosslens.report.F1Figure;
import crosslens.report.Figure;
import crosslens.report.FigureFiles;
import crosslens.report.Intervals;
import crosslens.report.ModelNames;
import crosslens.report.Origin;
import crosslens.report.Published;
import crosslens.report.ReportTable;
import crosslens.report.TableFiles;
import crosslens.report.TableId;
import crosslens.report.Tables;
import crosslens.run.RunInfo;
import crosslens.run.RunStore;
import crosslens.text.Displayable;
import crosslens.text.Html;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Everything the kit does, behind one object: finds data, stored runs and models; asks, scores, tabulates, draws.
 *
 * <p>Finding and reading need no native library; the engine is loaded when a model is first asked to compute. Not for use by several threads at once.
 */
public final class Crosslens implements Displayable {
    private static final String GAP = "gap";
    private static final String FIGURE_F1 = "f1";
    private static final String FIGURE_ERRORS = "errors";
    private static final Set<String> MODEL_TABLES = Set.of("1", "4");

    private final Settings settings;
    private final ProgressListener progress;
    private final DataSets data;
    private final Models models;
    private final Errors errors;

    private Crosslens(Settings settings, ProgressListener progress) {
        this.settings = settings;
        this.progress = progress;
        this.data = new DataSets(settings, progress);
        this.models = new Models(settings, progress);
        this.errors = new Errors(settings, progress);
    }

    /** The kit as the environment describes it; long tasks show their progress where the front end provides for it, as the notebook does. */
    public static Crosslens open() {
        return open(
                Settings.fromEnvironment(),
                ServiceLoader.load(ProgressListener.class, ProgressListener.class.getClassLoader())
                        .findFirst()
                        .orElse(ProgressListener.NONE));
    }

    /** The kit with the given settings; long tasks tell {@code progress}. */
    public static Crosslens open(Settings settings, ProgressListener progress) {
        return new Crosslens(settings, progress);
    }

    public Settings settings() {
        return settings;
    }

    /** The data sets this kit finds. */
    public DataSets data() {
        return data;
    }

    /** The run store, made when the first run is. */
    public RunStore store() {
        return new RunStore(settings.runs());
    }

    /** The models this kit finds. */
    public Models models() {
        return models;
    }

    /** What goes wrong in answers, and the judging of it. */
    public Errors errors() {
        return errors;
    }

    /**
     * Opens a model: {@code smollm2}, a {@code .gguf} file, a model's folder, {@code org/name} of the model hub, or {@code openai:NAME@URL}. The caller
     * closes it.
     *
     * @throws IOException if there is no such model, or its files cannot be used; the message says what to do
     */
    public Model model(String name) throws IOException {
        return model(name, EndpointOptions.DEFAULT);
    }

    /**
     * Opens a model.
     *
     * @param endpoint how it is asked if it is behind an endpoint; its key is read from the environment ({@link crosslens.remote.ApiKey})
     * @throws IOException if there is no such model, or its files cannot be used; the message says what to do
     */
    public Model model(String name, EndpointOptions endpoint) throws IOException {
        if (!EndpointAddress.names(name)) {
            return models.open(name);
        }
        EndpointAddress address = EndpointAddress.parse(name);
        if (settings.offline() && !address.isLoopback()) {
            throw new IllegalArgumentException(
                    address + " is behind the network, which --offline and CROSSLENS_OFFLINE forbid");
        }
        return new RemoteModel(EndpointModel.of(address, endpoint, System.getenv()));
    }

    /**
     * Answers what a plan asks and is not stored yet, and returns all of it. Interrupted or killed, the same call goes on where it stopped.
     *
     * @throws InterruptedException if the thread is interrupted; what was answered until then is stored
     */
    public RunSet answer(Model model, AnswerPlan plan) throws IOException, InterruptedException {
        ParallelSet set = data.load(plan.data());
        Answering answering = new Answering(model, set, plan, progress);
        List<Answering.Task> tasks = answering.tasks();
        answering.run(store(), tasks, info(model, set, plan));
        return reader(set).of(tasks);
    }

    /** What {@link #answer} would do: cells, items, and how many of them are stored already. */
    public TableView outline(Model model, AnswerPlan plan) throws IOException, InterruptedException {
        ParallelSet set = data.load(plan.data());
        return reader(set).outline(new Answering(model, set, plan, progress).tasks(), model);
    }

    /** The stored runs on the data set the kit finds that fit a filter; no model is opened. */
    public RunSet runs(RunFilter filter) throws IOException, InterruptedException {
        return reader(data.load(Optional.empty())).matching(filter);
    }

    /** The stored runs of a plan, by the names of models; a cell without a run is left out. No model is opened. */
    public RunSet runs(AnswerPlan plan, String... models) throws IOException, InterruptedException {
        RunFilter filter = new RunFilter(
                List.of(models),
                plan.languages(),
                plan.shots(),
                plan.formats(),
                plan.style().orElse(null),
                plan.limit().isPresent() ? plan.limit().getAsInt() : null);
        ParallelSet set = data.load(plan.data());
        return reader(set).matching(filter).scenarios(plan.scenarios());
    }

    /**
     * A table of the study, or {@code gap}: what is lost against English, paired, with adjusted p-values.
     *
     * @param id e.g. {@code 6a}
     * @throws IllegalArgumentException if there is no such table, or no run of it; the message says how to make one
     */
    public TableView table(String id, RunSet runs) throws IOException {
        if (GAP.equalsIgnoreCase(id.strip())) {
            return new TableView(List.of(tables().gaps(runs.scores(), shots(runs))));
        }
        Optional<ErrorTableId> error = ErrorTableId.of(id);
        if (error.isPresent()) {
            return errors.table(error.get(), runs);
        }
        return new TableView(tables().withContext(TableId.of(id), runs.scores()));
    }

    /** The same table under the language-aware scorer. */
    public TableView tableAware(String id, RunSet runs) throws IOException {
        return new TableView(List.of(tables().aware(TableId.of(id), runs.scores())));
    }

    /**
     * A figure from stored runs.
     *
     * @param id {@code f1}: F1 by question language; {@code errors}: shares of errors by question language
     */
    public Figure figure(String id, RunSet runs) throws IOException {
        if (FIGURE_ERRORS.equalsIgnoreCase(id.strip())) {
            return errors.figure(runs);
        }
        if (!FIGURE_F1.equalsIgnoreCase(id.strip())) {
            throw new IllegalArgumentException(
                    "unknown figure '" + id + "': there are " + FIGURE_F1 + ", " + FIGURE_ERRORS);
        }
        return F1Figure.draw(runs.scores(), shots(runs), Published.load(), Intervals.bootstrap());
    }

    /** Writes a figure as SVG, PNG and CSV to the figures folder; returns the files. */
    public List<Path> save(Figure figure) throws IOException {
        return FigureFiles.save(figure, settings.figures());
    }

    /** Writes a table as CSV, LaTeX and HTML to the figures folder; returns the files. */
    public List<Path> save(TableView table, RunSet runs) throws IOException {
        return TableFiles.save(table.parts().get(0), Origin.of(runs.scores()), settings.figures());
    }

    /** A published table of the study as it was printed: 1 and 4 (models), 2, 5a to 6b, 7 to 9c (errors). */
    public TableView published(String number) throws IOException {
        if (ErrorTableId.of(number).isPresent()) {
            String title = "Table " + number + " as the study prints it: percent of wrong answers, en-x, 2 shots";
            return new TableView(List.of(new ReportTable(
                    number + "-published", title, List.of(), Published.load().table(number))));
        }
        if (MODEL_TABLES.contains(number)) {
            String title = "Table " + number + " of the study: its models";
            return new TableView(
                    List.of(new ReportTable(number + "-published", title, List.of(), Published.studiedModels(number))));
        }
        return new TableView(List.of(tables().published(TableId.of(number))));
    }

    /** A data set in numbers: paragraphs, questions and mean lengths by language. */
    public TableView describe(String dataSet) throws IOException, InterruptedException {
        return DataViews.sizes(data.load(Optional.of(dataSet)));
    }

    /** One question in several languages, all of the data set unless some are named. */
    public TableView parallel(String dataSet, String id, Language... languages)
            throws IOException, InterruptedException {
        return DataViews.parallel(data.load(Optional.of(dataSet)), id, List.of(languages));
    }

    /** What a data set's texts cost in a model's tokens, by language. */
    public TableView tokenCosts(Model model, String dataSet) throws IOException, InterruptedException {
        return DataViews.tokens(data.load(Optional.of(dataSet)), model);
    }

    /** Made-up answers and what the study's scorer and the language-aware one say of them. */
    public TableView scoreExamples() {
        return DataViews.scorers();
    }

    /**
     * One prompt of a plan's first cell, as a model reads it.
     *
     * @param id the question's, or null for the first of the data set's fixed order
     */
    public ShownPrompt prompt(Model model, AnswerPlan plan, String id) throws IOException, InterruptedException {
        return new Answering(model, data.load(plan.data()), plan, progress).show(id);
    }

    private static int shots(RunSet runs) {
        return runs.cells().stream().mapToInt(cell -> cell.cell().shots()).max().orElse(2);
    }

    private Tables tables() throws IOException {
        return new Tables(Published.load(), Intervals.bootstrap());
    }

    private RunReader reader(ParallelSet set) throws IOException {
        RunStore examples = new RunStore(settings.root().resolve("data/fixtures/runs"));
        return new RunReader(List.of(store(), examples), set, ModelNames.load());
    }

    private static Map<String, String> libraries() {
        return Map.of("djl", Engine.getDjlVersion());
    }

    private RunInfo info(Model model, ParallelSet set, AnswerPlan plan) {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, Java "
                + Runtime.version().feature();
        RunInfo info = RunInfo.of(model.card().name(), set.name(), Instant.now())
                .withItems(plan.limit().orElse(0), plan.shard());
        return (model instanceof RemoteModel
                        ? info.withDevice("endpoint", 0, 0)
                        : info.withDevice(
                                settings.engine().device().name().toLowerCase(Locale.ROOT),
                                settings.engine().threads(),
                                settings.engine().kvMemory()))
                .withVersions(CodeVersion.current(), libraries(), machine);
    }

    /** What was found, without places or sizes, so that a notebook shows the same on every machine; {@link Doctor} says more. */
    @Override
    public String text() {
        StringBuilder text = new StringBuilder("Crosslens " + CodeVersion.current() + " on Java "
                + Runtime.version().feature() + "\n");
        for (Doctor.Check check : Doctor.examine(settings)) {
            if (check.state() == Doctor.State.MISSING) {
                text.append("missing: ")
                        .append(check.name())
                        .append("; to mend it: ")
                        .append(check.mend())
                        .append('\n');
            }
        }
        text.append("built-in model: smollm2; data sets: sample");
        try {
            if (new DataSets(settings.withOffline(true), ProgressListener.NONE)
                            .locate(Optional.empty())
                            .source()
                    != Source.SAMPLE) {
                text.append(", ").append(data.load(Optional.empty()).name());
            }
            text.append("\nstored runs: ")
                    .append(store().list().runs().size())
                    .append(", and examples that come with the kit");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            text.append("\n").append(e.getMessage());
        }
        return text.append('\n').toString();
    }

    @Override
    public String html() {
        return "<pre>" + Html.escape(text()) + "</pre>";
    }
}
