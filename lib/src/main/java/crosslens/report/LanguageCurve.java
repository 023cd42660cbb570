package crosslens.report;

import crosslens.attribute.Subset;
import crosslens.prompt.Cell;
import crosslens.prompt.Scenario;
import crosslens.similarity.SimilarityCurve;
import crosslens.similarity.SimilarityPart;
import crosslens.text.Language;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The similarity of one language to English in one model, all that figures and tables need.
 *
 * @param model the model's name as shown
 * @param publishedName the study's name of the same model, or empty
 * @param key of the finding, for the origin of a figure
 * @param asked items of the subset; fewer samples than that mean prompts too long for the model (for a context, paragraphs are counted instead)
 * @param settings what it rests on, in the order to be shown; {@link CellScores#DATA_SET}, {@link CellScores#LIMIT} have their meaning
 */
public record LanguageCurve(
        String model,
        String publishedName,
        Cell cell,
        SimilarityPart part,
        Subset subset,
        String key,
        int asked,
        Map<String, String> settings,
        SimilarityCurve curve) {
    /** Setting: {@code mean} or {@code last}. */
    public static final String POOLING = "pooling";

    /** Setting: {@code before} or {@code after} the final norm. */
    public static final String LAST_LAYER = "last layer";

    public LanguageCurve {
        model = PlainText.of(model);
        publishedName = publishedName == null ? "" : publishedName;
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The language that is compared with English. */
    public Language language() {
        return cell.question().equals(Language.EN) ? cell.context() : cell.question();
    }

    /** Which scenario the cell belongs to. */
    public Scenario scenario() {
        return cell.context().equals(Language.EN)
                ? Scenario.EN_X
                : cell.question().equals(Language.EN) ? Scenario.X_EN : Scenario.X_X;
    }

    /** E.g. {@code en-superior}. */
    static String name(Subset subset) {
        return subset == Subset.EN_SUPERIOR ? "en-superior" : subset.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Where some curves come from. */
    public static Origin origin(List<LanguageCurve> curves) {
        return new Origin(
                curves.stream().map(LanguageCurve::model).distinct().toList(),
                curves.stream()
                        .map(curve -> new Origin.Run(
                                curve.key(),
                                curve.model(),
                                curve.cell().pair() + ", " + curve.cell().shots() + " shots, "
                                        + curve.cell().format() + ", "
                                        + TableText.styleName(curve.cell().style()) + ", " + curve.part() + ", "
                                        + name(curve.subset()),
                                Math.toIntExact(curve.curve().samples()),
                                curve.settings()))
                        .toList());
    }
}
