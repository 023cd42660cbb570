package crosslens.study;

import static crosslens.study.CatalogueDrawings.answersFigure;
import static crosslens.study.CatalogueDrawings.answersFigures;
import static crosslens.study.CatalogueDrawings.postTraining;
import static crosslens.study.CatalogueDrawings.relevanceFigure;
import static crosslens.study.CatalogueDrawings.similarityFigure;

import crosslens.prompt.Scenario;
import crosslens.study.CatalogueEntry.Drawing;
import crosslens.study.CatalogueEntry.Kind;
import crosslens.study.CatalogueNeed.Source;
import java.util.ArrayList;
import java.util.List;

/** Every figure there is. A new one is a line here. */
final class CatalogueFigures {
    private static final String BASE = "LLaMA-3.1-8B";
    private static final String INSTRUCT = "LLaMA-3.1-Instruct-8B";
    private static final String LARGE_BASE = "LLaMA-3.1-70B";
    private static final String LARGE = "LLaMA-3.1-Instruct-70B";
    private static final String OLDER = "LLaMA-2-Chat-7B";
    private static final String TUNED = "a tuned LLaMA-3.1-8B of its own";
    private static final String OURS = "ours";

    private final List<CatalogueEntry> entries = new ArrayList<>();

    /** In the study's order, ours last. */
    static List<CatalogueEntry> entries() {
        CatalogueFigures all = new CatalogueFigures();
        all.addStudied();
        all.addOwn();
        return List.copyOf(all.entries);
    }

    private void addStudied() {
        CatalogueNeed both = CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X);
        figure(
                "1",
                "one item in three languages, with the model's answers",
                "one item",
                "9",
                both.models(1, 1),
                CatalogueNotebook.SCORES,
                answersFigures("1"));
        figure(
                "2",
                "schematic: question encoding, then answer retrieval",
                "a drawing",
                "9",
                CatalogueNeed.nothing(),
                CatalogueNotebook.RELEVANCE,
                CatalogueDrawings.schematic());
        depth("3", "question and context", INSTRUCT + ", v2", "v2");
        curves("4", "the question", INSTRUCT, CatalogueNotebook.SIMILARITY);
        curves("5", "the last input token", INSTRUCT, CatalogueNotebook.SIMILARITY);
        curves("6", "the context", INSTRUCT, CatalogueNotebook.SIMILARITY);
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
                CatalogueNotebook.RELEVANCE,
                CatalogueDrawings.oneSample());
        depth("12", "question and context", BASE, "");
        depth("13", "question and context", LARGE, "");
        depth("14", "question and context", OLDER, "");
        depth("15", "task and demonstrations", INSTRUCT, "");
        depth("16", "task and demonstrations", LARGE, "");
        depth("17", "task and demonstrations", OLDER, "");
        depth("18", "question and context", INSTRUCT + ", v1", "v1");
        curves("19", "question, context, last token", BASE, CatalogueNotebook.SIMILARITY);
        curves("20", "question, context, last token", LARGE_BASE, CatalogueNotebook.SIMILARITY);
        curves("21", "question, context, last token", LARGE, CatalogueNotebook.SIMILARITY);
        curves("22", "question, context, last token", OLDER, CatalogueNotebook.SIMILARITY);
        curves("23", "question, context, last token, balanced", TUNED, CatalogueNotebook.POST_TRAINING);
    }

    private void addOwn() {
        CatalogueNeed both = CatalogueNeed.answers(2, Scenario.EN_X, Scenario.X_X);
        figure(
                "f1",
                "F1 by question language, en-x and x-x",
                OURS,
                "3",
                both.models(1, 4),
                CatalogueNotebook.SCORES,
                answersFigure("f1"));
        figure(
                "errors",
                "shares of errors by question language",
                OURS,
                "4",
                both.models(1, 1),
                CatalogueNotebook.ERRORS,
                answersFigures("errors"));
        figure(
                "oracle",
                "oracle retrieval by pair of languages",
                OURS,
                "5",
                CatalogueNeed.findings(Source.ORACLE).models(1, 4),
                CatalogueNotebook.ORACLE,
                CatalogueDrawings.oracleFigure());
        depth("relevance", "all parts, all subsets", OURS, "");
        curves("similarity", "all parts, all subsets", OURS, CatalogueNotebook.SIMILARITY);
        measure("cka", "linear CKA with English by layer, beside S");
        measure("retrieval", "nearest-neighbour retrieval between languages by layer, beside S");
        entries.addAll(CatalogueComparisons.entries(Kind.FIGURE));
    }

    private void measure(String id, String title) {
        figure(
                id,
                title,
                OURS,
                "7",
                CatalogueNeed.findings(Source.SIMILARITY),
                CatalogueNotebook.SIMILARITY,
                similarityFigure(id));
    }

    /** @param format the study's, empty for any */
    private void depth(String id, String parts, String study, String format) {
        CatalogueNeed need = CatalogueNeed.findings(Source.RELEVANCE);
        figure(
                id,
                "depth of relevance (MRD) by language: " + parts + in(study),
                study,
                "6",
                format.isEmpty() ? need : need.format(format),
                CatalogueNotebook.RELEVANCE,
                relevanceFigure(id, format));
    }

    private void curves(String id, String parts, String study, String notebook) {
        CatalogueNeed need = CatalogueNeed.findings(Source.SIMILARITY);
        String title = "similarity to English by layer: " + parts + in(study);
        figure(id, title, study, "7", need, notebook, similarityFigure(id));
    }

    private void panels(String id, String part, String study, int models) {
        CatalogueNeed need = CatalogueNeed.findings(Source.SIMILARITY).models(1, models);
        String title = "similarity to English by layer, models side by side, balanced: " + part + in(study);
        figure(id, title, study, "7, 8", need, CatalogueNotebook.POST_TRAINING, postTraining(id));
    }

    /** What sets a figure apart from others that show the same of other models. */
    private static String in(String study) {
        return study.equals(OURS) ? "" : "; in the study " + study;
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
