package crosslens.report;

import crosslens.attribute.Subset;
import crosslens.prompt.Cell;
import crosslens.prompt.Scenario;
import crosslens.similarity.Companion;
import crosslens.similarity.CompanionCurve;
import crosslens.similarity.SimilarityCurve;
import crosslens.similarity.SimilarityPart;
import crosslens.text.Language;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The similarity of one language to English in one model, all that figures and tables need.
 *
 * @param model the model's name as shown
 * @param publishedName the study's name of the same model, or empty
 * @param key of the finding, for the origin of a figure
 * @param asked items of the subset; fewer samples than that mean prompts too long for the model (for a context, paragraphs are counted instead)
 * @param settings what it rests on, in the order to be shown; {@link CellScores#DATA_SET}, {@link CellScores#LIMIT} have their meaning
 * @param companions measures beside S of the same samples or the first of them, each once; often none
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
        SimilarityCurve curve,
        List<CompanionCurve> companions) {
    /** Setting: {@code mean} or {@code last}. */
    public static final String POOLING = "pooling";

    /** Setting: {@code before} or {@code after} the final norm. */
    public static final String LAST_LAYER = "last layer";

    /** Setting: hash of the model's files. */
    public static final String FINGERPRINT = "model fingerprint";

    public LanguageCurve {
        model = PlainText.of(model);
        publishedName = publishedName == null ? "" : publishedName;
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        companions = List.copyOf(companions);
    }

    /** S without a measure beside it. */
    public LanguageCurve(
            String model,
            String publishedName,
            Cell cell,
            SimilarityPart part,
            Subset subset,
            String key,
            int asked,
            Map<String, String> settings,
            SimilarityCurve curve) {
        this(model, publishedName, cell, part, subset, key, asked, settings, curve, List.of());
    }

    /** The same with these measures beside S. */
    public LanguageCurve with(List<CompanionCurve> measures) {
        return new LanguageCurve(model, publishedName, cell, part, subset, key, asked, settings, curve, measures);
    }

    /** A measure beside S, if it was asked for. */
    public Optional<CompanionCurve> companion(Companion measure) {
        return companions.stream().filter(curve -> curve.measure() == measure).findFirst();
    }

    /** Hash of the model's files; empty where it is not known. */
    String fingerprint() {
        return settings.getOrDefault(FINGERPRINT, "");
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

    /** Where some curves come from. */
    public static Origin origin(List<LanguageCurve> curves) {
        return new Origin(
                curves.stream().map(LanguageCurve::model).distinct().toList(),
                curves.stream()
                        .map(curve -> new Origin.Run(
                                curve.key(),
                                curve.model(),
                                curve.cell().labelWithStyle() + ", " + curve.part() + ", "
                                        + curve.subset().label(),
                                Math.toIntExact(curve.curve().samples()),
                                curve.settings()))
                        .toList());
    }
}
