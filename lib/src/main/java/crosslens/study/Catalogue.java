package crosslens.study;

import static crosslens.study.CatalogueDrawings.answers;
import static crosslens.study.CatalogueDrawings.answersFigure;
import static crosslens.study.CatalogueDrawings.answersFigures;
import static crosslens.study.CatalogueDrawings.postTraining;
import static crosslens.study.CatalogueDrawings.published;
import static crosslens.study.CatalogueDrawings.relevanceFigure;
import static crosslens.study.CatalogueDrawings.similarityFigure;

import crosslens.prompt.Scenario;
import crosslens.report.comparison.ComparisonKind;
import crosslens.study.CatalogueEntry.Drawing;
import crosslens.study.CatalogueEntry.Kind;
import crosslens.study.CatalogueNeed.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Every table and figure there is: the study's by their numbers, ours by their names. A new one is a line here. */
public final class Catalogue {
    private static final String SETTINGS = "02_zero_shot";
    private static final String SCORES = "03_two_shot";
    private static final String ERRORS = "04_errors";
    private static final String ORACLE = "05_oracle";
    private static final String RELEVANCE = "06_relevance";
    private static final String SIMILARITY = "07_similarity";
    private static final String POST_TRAINING = "08_post_training";
    private static final String MODELS = "01_models_and_data";
    private static final String CLAIMS = "11_claims";
    private static final String BASE = "LLaMA-3.1-8B";
    private static final String INSTRUCT = "LLaMA-3.1-Instruct-8B";
    private static final String LARGE_BASE = "LLaMA-3.1-70B";
    private static final String LARGE = "LLaMA-3.1-Instruct-70B";
    private static final String OLDER = "LLaMA-2-Chat-7B";
    private static final String TUNED = "the study's own tuned LLaMA-3.1-8B";
    private static final String OURS = "ours";

    private static final Catalogue ALL = new Catalogue();

    private final List<CatalogueEntry> entries = new ArrayList<>();

    private Catalogue() {
        addTables();
        addOwnTables();
        addFigures();
        addOwnFigures();
    }

    /** The one catalogue. */
    public static Catalogue all() {
        return ALL;
    }

    /** Tables, then figures, in the study's order, ours last. */
    public List<CatalogueEntry> entries() {
        return List.copyOf(entries);
    }

    /** All tables, or all figures. */
    public List<CatalogueEntry> entries(Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).toList();
    }

    /**
     * A table by its number or name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public CatalogueEntry table(String id) {
        return entry(Kind.TABLE, id);
    }

    /**
     * A figure by its number or name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public CatalogueEntry figure(String id) {
        return entry(Kind.FIGURE, id);
    }

    private CatalogueEntry entry(Kind kind, String id) {
        String wanted = id.strip().toLowerCase(Locale.ROOT);
        return entries(kind).stream()
                .filter(entry -> entry.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown " + kind + " '" + id + "': there are "
                        + entries(kind).stream().map(CatalogueEntry::id).collect(Collectors.joining(", "))
                        + " (./crosslens " + kind + "s says what each shows)"));
    }

    private void addTables() {
        CatalogueNeed both = CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X);
        CatalogueNeed wrong = CatalogueNeed.answers(2, Scenario.EN_X);
        table("1", "models of the main part", "its models", "9", CatalogueNeed.nothing(), MODELS, published("1"));
        table("2", "summary: F1 en-en, en-x, x-x, ratios, errors", "18 models", "3, 4", both, SCORES, answers("2"));
        table(
                "3",
                "oracle retrieval, step and sequence: en-en, mean en-x",
                "five LLaMA models",
                "5",
                CatalogueNeed.findings(Source.ORACLE).models(1, 99),
                ORACLE,
                CatalogueDrawings.oracleTable(found -> found::table3));
        table("4", "all models", "its models", "9", CatalogueNeed.nothing(), MODELS, published("4"));
        score("5a", "exact match en-x, no demonstrations", CatalogueNeed.answers(0, Scenario.EN_X), SETTINGS);
        score("5b", "F1 en-x, no demonstrations", CatalogueNeed.answers(0, Scenario.EN_X), SETTINGS);
        score("5c", "exact match x-x, no demonstrations", CatalogueNeed.answers(0, Scenario.X_X), SETTINGS);
        score("5d", "F1 x-x, no demonstrations", CatalogueNeed.answers(0, Scenario.X_X), SETTINGS);
        score("6a", "F1 en-x, two demonstrations", CatalogueNeed.answers(2, Scenario.EN_X), SCORES);
        score("6b", "F1 x-x, two demonstrations", CatalogueNeed.answers(2, Scenario.X_X), SCORES);
        error("7", "answers in the wrong language, en-x", wrong);
        error("8", "failures to answer, en-x: gibberish, refusal, blank", wrong);
        error("9a", "gibberish, en-x", wrong);
        error("9b", "refusals, en-x", wrong);
        error("9c", "blank answers, en-x", wrong);
        String tuning = "a tuned model beside its base, two demonstrations: F1 ";
        CatalogueNeed two = CatalogueNeed.answers(2, Scenario.EN_X).models(1, 3);
        table("10a", tuning + "en-x", TUNED, "3, 8", two, POST_TRAINING, answers("10a"));
        CatalogueNeed twoXx = CatalogueNeed.answers(2, Scenario.X_X).models(1, 3);
        table("10b", tuning + "x-x", TUNED, "3, 8", twoXx, POST_TRAINING, answers("10b"));
    }

    private void addOwnTables() {
        CatalogueNeed both = CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X);
        table("gap", "what is lost against English, paired, adjusted p", OURS, "3", both, SCORES, answers("gap"));
        table(
                "oracle",
                "oracle retrieval by pair of languages, beside blind rules",
                OURS,
                "5",
                CatalogueNeed.findings(Source.ORACLE).models(1, 99),
                ORACLE,
                CatalogueDrawings.oracleTable(found -> found::byPair));
        table(
                "relevance",
                "depth of relevance (MRD) of question and context, phasing",
                OURS,
                "6",
                CatalogueNeed.findings(Source.RELEVANCE).models(1, 99),
                RELEVANCE,
                CatalogueDrawings.relevanceTable(RelevanceSet::headline));
        table(
                "landmarks",
                "what stands out in the curves of similarity",
                OURS,
                "7",
                CatalogueNeed.findings(Source.SIMILARITY).models(1, 99),
                SIMILARITY,
                CatalogueDrawings.landmarks());
        CatalogueNeed any = CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X);
        table(
                "claims",
                "the study's claims, each with test, number, verdict",
                OURS,
                "9",
                any,
                CLAIMS,
                CatalogueDrawings.claims());
        addComparisons(Kind.TABLE);
    }

    /** Comparisons of two results on the same questions. */
    private void addComparisons(Kind kind) {
        CatalogueNeed both =
                CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X).models(1, 1);
        CatalogueNeed shots = new CatalogueNeed(
                Source.ANSWERS, List.of(Scenario.EN_X, Scenario.X_X), List.of(2, 0), List.of("v1", "v2"), 1, 1);
        compare(kind, ComparisonKind.SHOTS, "two demonstrations against none", shots);
        compare(kind, ComparisonKind.FORMAT, "the better prompt format against the other", both);
        compare(kind, ComparisonKind.POTENTIAL, "oracle retrieval against F1", CatalogueNeed.findings(Source.ORACLE));
        compare(kind, ComparisonKind.DIRECTION, "x-x against en-x", both);
        compare(kind, ComparisonKind.MODELS, "one model against another", both.models(2, 2));
    }

    private void compare(Kind kind, ComparisonKind what, String title, CatalogueNeed need) {
        String shown = title + ", paired, by language";
        entries.add(new CatalogueEntry(
                kind, what.id(), shown, OURS, "9", need, CLAIMS, CatalogueDrawings.comparison(kind, what)));
    }

    private void addFigures() {
        CatalogueNeed both = CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X);
        figure(
                "1",
                "one item in three languages, with the model's answers",
                "one item",
                "9",
                both.models(1, 1),
                SCORES,
                answersFigures("1"));
        figure(
                "2",
                "schematic: question encoding, then answer retrieval",
                "a drawing",
                "9",
                CatalogueNeed.nothing(),
                RELEVANCE,
                CatalogueDrawings.schematic());
        depth("3", "question and context", INSTRUCT + ", v2", "v2");
        curves("4", "the question", INSTRUCT, SIMILARITY);
        curves("5", "the last input token", INSTRUCT, SIMILARITY);
        curves("6", "the context", INSTRUCT, SIMILARITY);
        panels("7", "the last input token", BASE + ", Instruct, tuned", 3);
        panels("8", "the context", BASE + ", Instruct, tuned", 3);
        panels("9", "the last input token", LARGE_BASE + ", Instruct", 2);
        panels("10", "the context", LARGE_BASE + ", Instruct", 2);
        figure(
                "11",
                "relevance in one sample: layers × the top tokens of each part",
                INSTRUCT,
                "6",
                CatalogueNeed.findings(Source.RELEVANCE),
                RELEVANCE,
                CatalogueDrawings.oneSample());
        depth("12", "question and context", BASE, "");
        depth("13", "question and context", LARGE, "");
        depth("14", "question and context", OLDER, "");
        depth("15", "task and demonstrations", INSTRUCT, "");
        depth("16", "task and demonstrations", LARGE, "");
        depth("17", "task and demonstrations", OLDER, "");
        depth("18", "question and context", INSTRUCT + ", v1", "v1");
        curves("19", "question, context, last token", BASE, SIMILARITY);
        curves("20", "question, context, last token", LARGE_BASE, SIMILARITY);
        curves("21", "question, context, last token", LARGE, SIMILARITY);
        curves("22", "question, context, last token", OLDER, SIMILARITY);
        curves("23", "question, context, last token; balanced", TUNED, POST_TRAINING);
    }

    private void addOwnFigures() {
        CatalogueNeed both = CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X);
        figure(
                "f1",
                "F1 by question language, en-x and x-x",
                OURS,
                "3",
                both.models(1, 4),
                SCORES,
                answersFigure("f1"));
        figure(
                "errors",
                "shares of errors by question language",
                OURS,
                "4",
                both.models(1, 1),
                ERRORS,
                answersFigures("errors"));
        figure(
                "oracle",
                "oracle retrieval by pair of languages",
                OURS,
                "5",
                CatalogueNeed.findings(Source.ORACLE).models(1, 4),
                ORACLE,
                CatalogueDrawings.oracleFigure());
        depth("relevance", "all parts, all subsets", OURS, "");
        curves("similarity", "all parts, all subsets", OURS, SIMILARITY);
        measure("cka", "linear CKA with English by layer, beside S");
        measure("retrieval", "nearest-neighbour retrieval between languages by layer, beside S");
        addComparisons(Kind.FIGURE);
    }

    private void measure(String id, String title) {
        figure(id, title, OURS, "7", CatalogueNeed.findings(Source.SIMILARITY), SIMILARITY, similarityFigure(id));
    }

    private void score(String id, String title, CatalogueNeed need, String notebook) {
        table(id, title, "all models", "3", need, notebook, answers(id));
    }

    private void error(String id, String title, CatalogueNeed need) {
        table(id, title, "18 models", "4", need, ERRORS, answers(id));
    }

    /** @param format the study's, empty for any */
    private void depth(String id, String parts, String study, String format) {
        CatalogueNeed need = CatalogueNeed.findings(Source.RELEVANCE);
        figure(
                id,
                "depth of relevance (MRD) by language: " + parts,
                study,
                "6",
                format.isEmpty() ? need : need.format(format),
                RELEVANCE,
                relevanceFigure(id, format));
    }

    private void curves(String id, String parts, String study, String notebook) {
        CatalogueNeed need = CatalogueNeed.findings(Source.SIMILARITY);
        figure(id, "similarity to English by layer: " + parts, study, "7", need, notebook, similarityFigure(id));
    }

    private void panels(String id, String part, String study, int models) {
        CatalogueNeed need = CatalogueNeed.findings(Source.SIMILARITY).models(1, models);
        String title = "similarity to English by layer, models side by side: " + part;
        figure(id, title, study, "7, 8", need, POST_TRAINING, postTraining(id));
    }

    private void table(
            String id,
            String title,
            String study,
            String section,
            CatalogueNeed need,
            String notebook,
            Drawing drawing) {
        entries.add(new CatalogueEntry(Kind.TABLE, id, title, study, section, need, notebook, drawing));
    }

    private void figure(
            String id,
            String title,
            String study,
            String section,
            CatalogueNeed need,
            String notebook,
            Drawing drawing) {
        entries.add(new CatalogueEntry(Kind.FIGURE, id, title, study, section, need, notebook, drawing));
    }
}
