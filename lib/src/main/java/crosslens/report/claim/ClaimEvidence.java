package crosslens.report.claim;

import crosslens.prompt.Scenario;
import crosslens.report.CellErrors;
import crosslens.report.CellScores;
import crosslens.report.FormatRuns;
import crosslens.report.LanguageCurve;
import crosslens.report.ModelRuns;
import crosslens.report.OracleCell;
import crosslens.report.PlainText;
import crosslens.report.RelevanceCell;
import crosslens.report.TableText;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that is stored of one model with two demonstrations.
 *
 * @param publishedName the study's name of the same model, or empty
 * @param cells scored answers, in one style
 * @param errors what went wrong in them, as far as it was looked at
 * @param oracle findings of the oracle
 * @param relevance depths of relevance
 * @param curves similarity over the layers
 */
public record ClaimEvidence(
        String model,
        String publishedName,
        ClaimRole role,
        List<CellScores> cells,
        List<CellErrors> errors,
        List<OracleCell> oracle,
        List<RelevanceCell> relevance,
        List<LanguageCurve> curves) {
    static final int SHOTS = 2;
    /** The built-in data set, which is too small for any verdict. */
    private static final String SAMPLE = "sample";

    public ClaimEvidence {
        model = PlainText.of(model);
        cells = List.copyOf(cells);
        errors = List.copyOf(errors);
        oracle = List.copyOf(oracle);
        relevance = List.copyOf(relevance);
        curves = List.copyOf(curves);
    }

    /** Parameters in billions as the name tells, NaN if it does not. */
    double billions() {
        return ClaimRole.billions(model, publishedName);
    }

    /** The format that stands for the model, if it was asked at all. */
    Optional<FormatRuns> standing() {
        return ModelRuns.of(cells, SHOTS).stream().findFirst().map(ModelRuns::standing);
    }

    /** The cells of a scenario in the standing format, without en-en, by language. */
    List<CellScores> others(Scenario scenario) {
        return standing()
                .map(runs -> runs.cells(scenario, runs.languages(scenario)))
                .orElse(List.of());
    }

    /** The cell en-en in the standing format. */
    Optional<CellScores> english() {
        return standing()
                .flatMap(runs -> runs.cell(Scenario.EN_X, Language.EN))
                .filter(cell -> !cell.items().isEmpty());
    }

    /** Those of the standing format if there are any, else all of the first format. */
    <T> List<T> inOneFormat(List<T> all, Function<T, String> format) {
        String standing = standing().map(FormatRuns::format).orElse("");
        List<T> chosen = new ArrayList<>(
                all.stream().filter(one -> format.apply(one).equals(standing)).toList());
        if (chosen.isEmpty() && !all.isEmpty()) {
            String first = format.apply(all.get(0));
            all.stream().filter(one -> format.apply(one).equals(first)).forEach(chosen::add);
        }
        return chosen;
    }

    /** A command on this model, in the style of its answers; on the sample it points to the data that has more. */
    String command(String name, String options) {
        StringBuilder text = new StringBuilder("./crosslens " + name + " --model ");
        if (cells.isEmpty()) {
            return text.append(PlainText.shellWord(model))
                    .append(' ')
                    .append(options)
                    .toString();
        }
        CellScores any = cells.get(0);
        text.append(PlainText.shellWord(PlainText.of(any.modelArgument())))
                .append(' ')
                .append(options);
        text.append(" --style ").append(TableText.styleName(any.cell().style()));
        if (SAMPLE.equals(any.settings().get(CellScores.DATA_SET))) {
            text.append(" --data xquad");
        }
        return text.toString();
    }

    /** The command that asks more. */
    String askMore() {
        return command("answer", "--scenario en-x,x-x --limit 200");
    }
}
