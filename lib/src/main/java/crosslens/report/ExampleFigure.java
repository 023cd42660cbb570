package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.report.ExampleRun.Answer;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Figure 1: one item in several languages with a model's stored answers, (a) the question changes, (b) context and question do. An example, not a result. */
public final class ExampleFigure {
    /** Its number in the study. */
    public static final String ID = "1";

    /** The study's languages of this figure. */
    public static final List<Language> LANGUAGES = List.of(Language.EN, Language.DE, Language.ZH);

    private static final int WIDTH = 800;
    private static final int FEWEST = 2;
    private static final int MOST = 4;

    private ExampleFigure() {}

    /**
     * Draws the figure for the screen.
     *
     * @param runs of one model; the highest number of shots and the format that stands for it are shown
     * @param languages to be shown as far as there are answers; empty for the study's English, German and Chinese, or the first four there are where one of them is missing
     * @param item id of the item; null for the first one that shows a gap between English and another question language
     * @throws IllegalArgumentException if there are several models, no answer, or no such item
     */
    public static Figure draw(List<ExampleRun> runs, List<Language> languages, String item) {
        int shots = runs.stream()
                .mapToInt(run -> run.scores().cell().shots())
                .max()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no stored answers to take an example from. To make some: ./crosslens answer --model MODEL"));
        List<ModelRuns> models =
                ModelRuns.of(runs.stream().map(ExampleRun::scores).toList(), shots);
        if (models.size() != 1) {
            throw new IllegalArgumentException("figure 1 shows one model in one style, not " + models.size()
                    + ": choose with --model and --style");
        }
        FormatRuns standing = models.get(0).standing();
        List<ExampleRun> shown = runs.stream()
                .filter(run -> standing.cells().containsValue(run.scores()))
                .toList();
        List<Language> chosen = languages.isEmpty() ? studied(standing) : languages;
        ExampleItem example = ExampleItem.choose(shown, chosen, item);
        if (example.enX().size() + example.xX().size() < FEWEST) {
            throw new IllegalArgumentException(
                    "figure 1 compares languages, and there is one answer only in " + ModelRuns.names(chosen)
                            + ". To make more: ./crosslens answer --model MODEL --languages en,de,zh");
        }
        return figure(shown, example);
    }

    private static List<Language> studied(FormatRuns runs) {
        TreeSet<Language> there = new TreeSet<>();
        runs.cells().values().stream()
                .filter(cell -> FormatRuns.SHOWN.stream().anyMatch(s -> FormatRuns.belongs(s, cell.cell())))
                .forEach(cell -> there.add(cell.cell().question()));
        return there.containsAll(LANGUAGES)
                ? LANGUAGES
                : there.stream().limit(MOST).toList();
    }

    private static Figure figure(List<ExampleRun> runs, ExampleItem item) {
        List<CellScores> cells = runs.stream()
                .map(ExampleRun::scores)
                .filter(scores ->
                        scores.items().stream().anyMatch(score -> score.id().equals(item.id())))
                .filter(scores -> shows(item, scores))
                .toList();
        CellScores any = cells.get(0);
        TreeSet<Language> languages = new TreeSet<>(item.enX().keySet());
        languages.addAll(item.xX().keySet());
        String title = "One question in "
                + languages.stream().map(Language::englishName).collect(Collectors.joining(", ")) + ": "
                + any.model();
        String subtitle = "Format " + PlainText.of(any.cell().format()) + ", " + TableText.conditions(cells);
        String footnote = item.choice() + " An example, not a result: Tables 5 and 6 have the numbers."
                + " Item " + PlainText.of(item.id()) + "."
                + " Long contexts are cut to the sentences around the gold answer (…); the model read them whole."
                + " An answer counts as right from F1 50 on.";
        return new Figure(
                "figure-" + ID,
                title,
                altText(title + ". " + subtitle, item),
                new ExampleChart(WIDTH, title, subtitle, item, footnote),
                table(item),
                Origin.of(cells),
                warnings(item));
    }

    private static boolean shows(ExampleItem item, CellScores scores) {
        Language question = scores.cell().question();
        return FormatRuns.belongs(Scenario.EN_X, scores.cell()) && item.enX().containsKey(question)
                || FormatRuns.belongs(Scenario.X_X, scores.cell()) && item.xX().containsKey(question);
    }

    private static String altText(String beginning, ExampleItem item) {
        return beginning + told("en-x", item.enX()) + told("x-x", item.xX());
    }

    private static String told(String scenario, SortedMap<Language, Answer> answers) {
        return answers.entrySet().stream()
                .map(entry -> " " + scenario + ", " + entry.getKey().englishName() + ": "
                        + PlainText.of(
                                entry.getValue().text().isBlank()
                                        ? "(nothing)"
                                        : entry.getValue().text())
                        + " (" + ExampleCard.words(entry.getValue()) + ").")
                .collect(Collectors.joining());
    }

    private static List<String> warnings(ExampleItem item) {
        TreeSet<Language> languages = new TreeSet<>();
        Stream.of(item.enX(), item.xX())
                .flatMap(answers -> answers.values().stream())
                .filter(answer -> !FontCheck.undisplayable(List.of(
                                answer.item().question().replaceAll("\\s", " "),
                                answer.item().context().replaceAll("\\s", " ")))
                        .isEmpty())
                .forEach(answer -> languages.add(answer.item().questionLanguage()));
        return languages.isEmpty()
                ? List.of()
                : List.of("No font of this machine has all letters of the texts in "
                        + ModelRuns.names(List.copyOf(languages))
                        + ": they appear as boxes. Install e.g. fonts-noto-core and fonts-noto-cjk.");
    }

    private static Table table(ExampleItem item) {
        List<StringColumn> texts = new ArrayList<>();
        for (String name : List.of(
                "item", "scenario", "question language", "context language", "question", "context", "gold", "answer")) {
            texts.add(StringColumn.create(name));
        }
        DoubleColumn em = Numbers.plain(DoubleColumn.create("EM"));
        DoubleColumn f1 = Numbers.plain(DoubleColumn.create("F1"));
        for (Scenario scenario : FormatRuns.SHOWN) {
            for (Map.Entry<Language, Answer> entry : (scenario == Scenario.EN_X ? item.enX() : item.xX()).entrySet()) {
                Answer answer = entry.getValue();
                List<String> row = List.of(
                        item.id(),
                        scenario.toString(),
                        entry.getKey().code(),
                        answer.item().contextLanguage().code(),
                        answer.item().question(),
                        answer.item().context(),
                        String.join(" / ", answer.item().goldTexts()),
                        answer.text());
                for (int i = 0; i < row.size(); i++) {
                    texts.get(i).append(row.get(i));
                }
                em.append(100 * answer.score().exactMatch());
                f1.append(100 * answer.score().f1());
            }
        }
        Table table = Table.create("points");
        texts.forEach(table::addColumns);
        return table.addColumns(em, f1);
    }
}
