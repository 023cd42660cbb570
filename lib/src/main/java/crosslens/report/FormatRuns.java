package crosslens.report;

import crosslens.prompt.Cell;
import crosslens.prompt.Scenario;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cells of one model, style, number of shots and prompt format.
 *
 * @param standing whether this format stands for the model (METHOD 2: the higher mean en-x F1)
 * @param cells by pair of languages, e.g. {@code en-de}
 */
public record FormatRuns(String format, boolean standing, Map<String, CellScores> cells) {
    /** The scenarios that tables and figures of answers show. */
    public static final List<Scenario> SHOWN = List.of(Scenario.EN_X, Scenario.X_X);

    public FormatRuns {
        cells = Collections.unmodifiableMap(new TreeMap<>(cells));
    }

    /** Whether a cell is one of a scenario's; en-en is one of each. */
    public static boolean belongs(Scenario scenario, Cell cell) {
        if (scenario == Scenario.X_Y) {
            return !cell.context().equals(cell.question())
                    && !cell.context().equals(Language.EN)
                    && !cell.question().equals(Language.EN);
        }
        Language x = scenario == Scenario.X_EN ? cell.context() : cell.question();
        return cell.pair().equals(pair(scenario, x));
    }

    private static String pair(Scenario scenario, Language x) {
        return (scenario == Scenario.EN_X ? Language.EN : x) + "-" + (scenario == Scenario.X_EN ? Language.EN : x);
    }

    /** The cell of a question language, if it was measured. */
    public Optional<CellScores> cell(Scenario scenario, Language question) {
        return Optional.ofNullable(cells.get(pair(scenario, question)));
    }

    /** The question languages other than English for which there is an answered item, in the study's order. */
    public List<Language> languages(Scenario scenario) {
        TreeSet<Language> languages = new TreeSet<>();
        for (CellScores scores : cells.values()) {
            if (FormatRuns.belongs(scenario, scores.cell())
                    && !scores.cell().question().equals(Language.EN)
                    && !scores.items().isEmpty()) {
                languages.add(scores.cell().question());
            }
        }
        return List.copyOf(languages);
    }

    /** The cells of some question languages. */
    public List<CellScores> cells(Scenario scenario, List<Language> questions) {
        return questions.stream()
                .flatMap(question -> cell(scenario, question).stream())
                .toList();
    }

    /** The plain mean over those cells of each cell's mean, a fraction; NaN without cells. */
    static double mean(List<CellScores> cells, Metric metric) {
        return cells.stream().mapToDouble(cell -> cell.mean(metric)).average().orElse(Double.NaN);
    }
}
