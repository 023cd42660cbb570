package crosslens.study;

import crosslens.prompt.Prompt;
import crosslens.remote.EndpointAddress;
import crosslens.remote.EndpointOptions;
import crosslens.report.Depth;
import crosslens.report.Figure;
import crosslens.report.FigureFiles;
import crosslens.report.SchematicFigure;
import crosslens.report.SimilarityFigure;
import crosslens.report.TableFiles;
import crosslens.report.claim.ClaimRole;
import crosslens.report.comparison.ComparisonKind;
import crosslens.run.FindingStore;
import crosslens.run.RunStore;
import crosslens.text.Displayable;
import crosslens.text.Html;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Everything the kit does, behind one object: finds data, stored runs and models; asks, scores, tabulates, draws.
 *
 * <p>Finding and reading need no native library; the engine is loaded when a model is first asked to compute. Not for use by several threads at once.
 */
public final class Crosslens implements Displayable {
    private final Settings settings;
    private final DataSets data;
    private final Models models;
    private final Errors errors;
    private final StudyTables tables;
    private final Studies studies;

    private Crosslens(Settings settings, ProgressListener progress) {
        this.settings = settings;
        this.data = new DataSets(settings, progress);
        this.models = new Models(settings, progress);
        this.errors = new Errors(settings, progress);
        this.tables = new StudyTables(errors);
        this.studies = new Studies(settings, data, progress, false);
    }

    private Crosslens(Crosslens kit, Studies studies) {
        this.settings = kit.settings;
        this.data = kit.data;
        this.models = kit.models;
        this.errors = kit.errors;
        this.tables = kit.tables;
        this.studies = studies;
    }

    /** This kit, reading what is stored only once: for many tables and figures of the same results, not for computing more. */
    Crosslens remembering() {
        return new Crosslens(this, studies.remembering());
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

    /** The store of findings, made when the first are. */
    public FindingStore findings() {
        return new FindingStore(settings.findings());
    }

    /** The store of judges' votes, made when the first are. */
    public FindingStore judgements() {
        return Errors.votes(settings);
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
        return EndpointAddress.names(name) ? RemoteModel.open(name, endpoint, settings.offline()) : models.open(name);
    }

    /**
     * Answers what a plan asks and is not stored yet, and returns all of it. Interrupted or killed, the same call goes on where it stopped.
     *
     * @throws InterruptedException if the thread is interrupted; what was answered until then is stored
     */
    public RunSet answer(Model model, AnswerPlan plan) throws IOException, InterruptedException {
        return studies.answers(plan.data()).run(model, plan);
    }

    /** What {@link #answer} would do: cells, items, and how many of them are stored already. */
    public TableView outline(Model model, AnswerPlan plan) throws IOException, InterruptedException {
        return studies.answers(plan.data()).outline(model, plan);
    }

    /**
     * Finds out which part of the context every answer rests on: generates what answers are missing, scores them with each segment taken away, and stores
     * the findings. Interrupted or killed, the same call goes on where it stopped.
     *
     * @throws IllegalArgumentException if the model cannot score given text
     * @throws InterruptedException if the thread is interrupted; what was found until then is stored
     */
    public OracleSet oracle(Model model, OraclePlan plan) throws IOException, InterruptedException {
        return studies.oracle(plan.answers().data()).run(model, plan);
    }

    /** What {@link #oracle(Model, OraclePlan)} would do: items, findings that are there, texts to be scored, answers to be asked for. */
    public TableView outline(Model model, OraclePlan plan) throws IOException, InterruptedException {
        return studies.oracle(plan.answers().data()).outline(model, plan, outline(model, plan.answers()));
    }

    /**
     * Explains the first token of every answer of a plan, layer by layer: generates what answers are missing, and stores the findings. Interrupted or killed, the
     * same call goes on where it stopped.
     *
     * @throws IllegalArgumentException if the model is behind an endpoint
     * @throws InterruptedException if the thread is interrupted; what was found until then is stored
     */
    public RelevanceSet relevance(Model model, RelevancePlan plan) throws IOException, InterruptedException {
        return studies.relevance(plan.answers().data()).run(model, plan);
    }

    /** What {@link #relevance(Model, RelevancePlan)} would do: items, tokens to be explained, answers to be asked for. */
    public TableView outline(Model model, RelevancePlan plan) throws IOException, InterruptedException {
        return studies.relevance(plan.answers().data()).outline(model, plan, outline(model, plan.answers()));
    }

    /**
     * The most relevant tokens of each part of one explained prompt, of the plan's first cell; nothing is computed.
     *
     * @param id the item's; null for the first explained one
     */
    public TableView relevantTokens(Model model, RelevancePlan plan, String id, int most)
            throws IOException, InterruptedException {
        return studies.relevance(plan.answers().data()).tokens(model, plan, id, most);
    }

    /** Figure 11 of one explained prompt of the plan's first cell: layers by the most relevant tokens of each part; nothing is computed. */
    public Figure relevanceOfOne(Model model, RelevancePlan plan, String id) throws IOException, InterruptedException {
        return studies.relevance(plan.answers().data()).layers(model, plan, id);
    }

    /** Whether removing the most relevant tokens costs the explained logit more than removing random ones; of stored findings, a row a cell of the plan. */
    public TableView faithfulness(Model model, RelevancePlan plan) throws IOException, InterruptedException {
        return studies.relevance(plan.answers().data()).faithfulness(model, plan);
    }

    /** The stored relevance on the data set the kit finds that fits a filter; no model is opened. */
    public RelevanceSet relevance(RunFilter filter) throws IOException, InterruptedException {
        return studies.relevanceFound(filter);
    }

    /** The stored relevance of a plan, by the names of models; no model is opened. */
    public RelevanceSet relevance(RelevancePlan plan, String... models) throws IOException, InterruptedException {
        return studies.relevance(plan.answers().data())
                .stored(RunFilter.of(plan.answers(), models))
                .scenarios(plan.answers().scenarios());
    }

    /** The prompt format that stands for a model: of those with stored en-x runs on the plan's data, shots and style, the one with the higher mean F1. */
    public Optional<String> standingFormat(Model model, AnswerPlan plan) throws IOException, InterruptedException {
        return studies.answers(plan.data()).standingFormat(model, plan);
    }

    /** The oracle's stored findings on the data set the kit finds, sentences deleted; no model is opened. */
    public OracleSet oracle(RunFilter filter) throws IOException, InterruptedException {
        return studies.oracleFound(filter);
    }

    /** The oracle's stored findings of a plan, by the names of models; no model is opened. */
    public OracleSet oracle(OraclePlan plan, String... models) throws IOException, InterruptedException {
        return studies.oracle(plan.answers().data())
                .stored(RunFilter.of(plan.answers(), models), plan.baseline(), plan.segmentation());
    }

    /** The stored runs on the data set the kit finds that fit a filter; no model is opened. */
    public RunSet runs(RunFilter filter) throws IOException, InterruptedException {
        return studies.runs(filter);
    }

    /** The stored runs of a plan, by the names of models; a cell without a run is left out. No model is opened. */
    public RunSet runs(AnswerPlan plan, String... models) throws IOException, InterruptedException {
        return studies.answers(plan.data()).stored(plan, models);
    }

    /**
     * A table of the study, or {@code gap}: what is lost against English, paired, with adjusted p-values.
     *
     * @param id e.g. {@code 6a}
     * @throws IllegalArgumentException if there is no such table, or no run of it; the message says how to make one
     */
    public TableView table(String id, RunSet runs) throws IOException {
        return tables.table(id, runs);
    }

    /** The same table under the language-aware scorer. */
    public TableView tableAware(String id, RunSet runs) throws IOException {
        return tables.aware(id, runs);
    }

    /**
     * A figure from stored runs.
     *
     * @param id {@code 1}: one item in several languages with its answers ({@link Examples} chooses item and languages); {@code f1}: F1 by question language;
     *     {@code errors}: shares of errors by question language
     */
    public Figure figure(String id, RunSet runs) throws IOException {
        return tables.figure(id, runs);
    }

    /**
     * A figure of relevance from stored findings: {@code 2} ({@link SchematicFigure}, also of no findings: then as a schematic), {@code 3}, {@code 12} to
     * {@code 18}, {@code relevance}.
     */
    public Figure figure(String id, RelevanceSet findings) {
        return SchematicFigure.ID.equals(id.strip()) && !findings.hasSamples()
                ? SchematicFigure.draw()
                : findings.figure(id, Depth.LAYERS);
    }

    /**
     * Compares hidden states across languages as a plan says, computing what is not stored yet. Interrupted or killed, the same call goes on where it stopped.
     *
     * @throws IllegalArgumentException if no subset asked for has an item; the message says what can be done
     * @throws InterruptedException if the thread is interrupted; the groups of paragraphs complete until then are stored
     */
    public SimilaritySet similarity(Model model, SimilarityPlan plan) throws IOException, InterruptedException {
        return studies.similarity(plan.prompts().data()).run(model, plan);
    }

    /** One sample in English and in another language beside another sample in that language, layer by layer; computed now, nothing is stored. */
    public SimilarityPair similarity(Model model, SimilarityPlan plan, Language language, String id)
            throws IOException, InterruptedException {
        return studies.similarity(plan.prompts().data()).pair(model, plan, language, id);
    }

    /** The stored curves of similarity on the data set the kit finds that fit a filter; no model is opened. */
    public SimilaritySet similarities(RunFilter filter) throws IOException, InterruptedException {
        return studies.similarityFound(filter);
    }

    /** The stored curves of a plan, by the names of models and in their order; no model is opened. */
    public SimilaritySet similarities(SimilarityPlan plan, String... models) throws IOException, InterruptedException {
        AnswerPlan prompts = plan.prompts();
        return studies.similarity(prompts.data())
                .stored(RunFilter.of(prompts, models))
                .scenario(prompts.scenarios().get(0));
    }

    /**
     * A figure of similarity from stored curves.
     *
     * @param id {@code 4 … 10, 19 … 23} in the manner of the study's, {@code similarity}: all that is there, {@code cka} or {@code retrieval}: a measure beside S
     * @param curves of one model; Figures 7 to 10 take up to three, in the order base, instruct, tuned
     */
    public Figure figure(String id, SimilaritySet curves, Depth depth) {
        return SimilarityFigure.draw(id.strip(), curves.curves(), depth);
    }

    /** What {@link #similarity} would do: subsets with their sizes, prompts, and how many of them are to be read. */
    public TableView outline(Model model, SimilarityPlan plan) throws IOException, InterruptedException {
        return studies.similarity(plan.prompts().data()).outline(model, plan);
    }

    /** Writes a figure as SVG, PNG and CSV to the figures folder; returns the files. */
    public List<Path> save(Figure figure) throws IOException {
        return FigureFiles.save(figure, settings.figures());
    }

    /** Writes a table as CSV, LaTeX and HTML to the figures folder, with the origin of the results it was made of; returns the files. */
    public List<Path> save(TableView table, Sourced results) throws IOException {
        return TableFiles.save(table.parts().get(0), results.origin(), settings.figures());
    }

    /** A published table of the study as it was printed: 1 and 4 (models), 2, 5a to 6b, 7 to 9c (errors). */
    public TableView published(String number) throws IOException {
        return tables.published(number);
    }

    /** Every table and figure: what it shows and needs, whether it can be made now of some models (of all with stored results if none is named). */
    public TableView catalogue(String... models) throws IOException, InterruptedException {
        return CatalogueView.all(this, CatalogueSelection.of(models).filter());
    }

    /**
     * Tables or figures of the catalogue for what a filter chooses.
     *
     * @param wide with what the study shows, the notebook and the section of METHOD
     */
    public TableView catalogue(CatalogueEntry.Kind kind, RunFilter filter, boolean wide)
            throws IOException, InterruptedException {
        CatalogueStock stock = CatalogueStock.read(this);
        return new TableView(
                List.of(new CatalogueView(stock, CatalogueSelection.of(filter).filter()).of(kind, wide)));
    }

    /** Each claim of the study tested on what is stored of models, all if none is named; no model is opened. */
    public TableView claims(String... models) throws IOException, InterruptedException {
        return claims(new RunFilter(List.of(models), List.of(), List.of(), List.of(), null, null), Map.of());
    }

    /**
     * The same for the runs and findings that fit a filter.
     *
     * @param roles of models by name, where the name does not tell whether they are tuned
     */
    public TableView claims(RunFilter filter, Map<String, ClaimRole> roles) throws IOException, InterruptedException {
        return new ClaimReader(this).table(filter, roles);
    }

    /** Compares the stored results that fit a filter on the same questions, language by language; no model is opened. */
    public ComparisonView compare(ComparisonKind kind, RunFilter filter) throws IOException, InterruptedException {
        return Comparing.of(this, kind, filter);
    }

    /** Writes a comparison's figure and table to the figures folder; returns the files. */
    public List<Path> save(ComparisonView comparison) throws IOException {
        return Comparing.save(comparison, settings.figures());
    }

    /** The study's printed numbers held against each other and against XQuAD, where it is here. */
    public PaperVerification verifyPaper() throws IOException, InterruptedException {
        return PaperVerification.of(data);
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
        return studies.answers(plan.data()).prompt(model, plan, id);
    }

    /** Explains the likeliest next token after a text by AttnLRP: a heat map of it. Control tokens in the text are parsed as such. */
    public Explanation explain(Model model, String text) throws IOException {
        return explain(model, text, ExplainTarget.LIKELIEST);
    }

    /** As {@link #explain(Model, String)}, for another token. */
    public Explanation explain(Model model, String text, ExplainTarget target) throws IOException {
        return Explanation.of(model, ShownPrompt.of(model, text), target);
    }

    /**
     * Explains a rendered prompt, whose parts are shown.
     *
     * @param rendered as {@link Model#render} or {@link #prompt} gives it
     */
    public Explanation explain(Model model, Prompt rendered, ExplainTarget target) throws IOException {
        return Explanation.of(model, ShownPrompt.of(model, rendered), target);
    }

    /** The answers of runs to be read one by one, with what the oracle and explanations have stored about them; no model is opened. */
    public Browse browse(RunSet runs) throws IOException {
        return Browse.of(runs, BrowseFindings.of(List.of(findings(), new FindingStore(settings.examples("findings")))));
    }

    /** The analyses behind this kit. */
    Studies studies() {
        return studies;
    }

    /** What was found, without places or sizes, so that a notebook shows the same on every machine; {@link Doctor} says more. */
    @Override
    public String text() {
        return KitSummary.of(this);
    }

    @Override
    public String html() {
        return "<pre>" + Html.escape(text()) + "</pre>";
    }
}
