package crosslens.study;

import static crosslens.study.CatalogueDrawings.answers;
import static crosslens.study.CatalogueDrawings.published;

import crosslens.prompt.Scenario;
import crosslens.study.CatalogueEntry.Drawing;
import crosslens.study.CatalogueEntry.Kind;
import crosslens.study.CatalogueNeed.Source;
import java.util.ArrayList;
import java.util.List;

/** Every table there is. A new one is a line here. */
final class CatalogueTables {
    private static final String TUNED = "the study's own tuned LLaMA-3.1-8B";
    private static final String OURS = "ours";

    private final List<CatalogueEntry> entries = new ArrayList<>();

    /** In the study's order, ours last. */
    static List<CatalogueEntry> entries() {
        CatalogueTables all = new CatalogueTables();
        all.addStudied();
        all.addOwn();
        return List.copyOf(all.entries);
    }

    private void addStudied() {
        CatalogueNeed both = CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X);
        CatalogueNeed wrong = CatalogueNeed.answers(2, Scenario.EN_X);
        table(
                "1",
                "models of the main part",
                "its models",
                "9",
                CatalogueNeed.nothing(),
                CatalogueNotebook.MODELS,
                published("1"));
        table(
                "2",
                "summary: F1 en-en, en-x, x-x, ratios, errors",
                "18 models",
                "3, 4",
                both,
                CatalogueNotebook.SCORES,
                answers("2"));
        table(
                "3",
                "oracle retrieval, step and sequence: en-en, mean en-x",
                "five LLaMA models",
                "5",
                CatalogueNeed.findings(Source.ORACLE).models(1, 99),
                CatalogueNotebook.ORACLE,
                CatalogueDrawings.oracleTable(found -> found::table3));
        table("4", "all models", "its models", "9", CatalogueNeed.nothing(), CatalogueNotebook.MODELS, published("4"));
        score(
                "5a",
                "exact match en-x, no demonstrations",
                CatalogueNeed.answers(0, Scenario.EN_X),
                CatalogueNotebook.SETTINGS);
        score("5b", "F1 en-x, no demonstrations", CatalogueNeed.answers(0, Scenario.EN_X), CatalogueNotebook.SETTINGS);
        score(
                "5c",
                "exact match x-x, no demonstrations",
                CatalogueNeed.answers(0, Scenario.X_X),
                CatalogueNotebook.SETTINGS);
        score("5d", "F1 x-x, no demonstrations", CatalogueNeed.answers(0, Scenario.X_X), CatalogueNotebook.SETTINGS);
        score("6a", "F1 en-x, two demonstrations", CatalogueNeed.answers(2, Scenario.EN_X), CatalogueNotebook.SCORES);
        score("6b", "F1 x-x, two demonstrations", CatalogueNeed.answers(2, Scenario.X_X), CatalogueNotebook.SCORES);
        error("7", "answers in the wrong language, en-x", wrong);
        error("8", "failures to answer, en-x: gibberish, refusal, blank", wrong);
        error("9a", "gibberish, en-x", wrong);
        error("9b", "refusals, en-x", wrong);
        error("9c", "blank answers, en-x", wrong);
        String tuning = "a tuned model beside its base, two demonstrations: F1 ";
        CatalogueNeed two = CatalogueNeed.answers(2, Scenario.EN_X).models(1, 3);
        table("10a", tuning + "en-x", TUNED, "3, 8", two, CatalogueNotebook.POST_TRAINING, answers("10a"));
        CatalogueNeed twoXx = CatalogueNeed.answers(2, Scenario.X_X).models(1, 3);
        table("10b", tuning + "x-x", TUNED, "3, 8", twoXx, CatalogueNotebook.POST_TRAINING, answers("10b"));
    }

    private void addOwn() {
        CatalogueNeed both = CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X);
        table(
                "gap",
                "what is lost against English, paired, adjusted p",
                OURS,
                "3",
                both,
                CatalogueNotebook.SCORES,
                answers("gap"));
        table(
                "oracle",
                "oracle retrieval by pair of languages, beside blind rules",
                OURS,
                "5",
                CatalogueNeed.findings(Source.ORACLE).models(1, 99),
                CatalogueNotebook.ORACLE,
                CatalogueDrawings.oracleTable(found -> found::byPair));
        table(
                "relevance",
                "depth of relevance (MRD) of question and context, phasing",
                OURS,
                "6",
                CatalogueNeed.findings(Source.RELEVANCE).models(1, 99),
                CatalogueNotebook.RELEVANCE,
                CatalogueDrawings.relevanceTable(RelevanceSet::headline));
        table(
                "landmarks",
                "what stands out in the curves of similarity",
                OURS,
                "7",
                CatalogueNeed.findings(Source.SIMILARITY).models(1, 99),
                CatalogueNotebook.SIMILARITY,
                CatalogueDrawings.landmarks());
        CatalogueNeed any = CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X);
        table(
                "claims",
                "the study's claims, each with test, number, verdict",
                OURS,
                "9",
                any,
                CatalogueNotebook.CLAIMS,
                CatalogueDrawings.claims());
        entries.addAll(CatalogueComparisons.entries(Kind.TABLE));
    }

    private void score(String id, String title, CatalogueNeed need, String notebook) {
        table(id, title, "all models", "3", need, notebook, answers(id));
    }

    private void error(String id, String title, CatalogueNeed need) {
        table(id, title, "18 models", "4", need, CatalogueNotebook.ERRORS, answers(id));
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
}
