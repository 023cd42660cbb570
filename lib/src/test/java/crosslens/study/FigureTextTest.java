package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.report.Figure;
import crosslens.report.TextBoxes;
import crosslens.study.CatalogueEntry.Kind;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every figure that the stored examples give: where its texts stand. */
class FigureTextTest {
    private static final Set<String> POST_TRAINING = Set.of("7", "8", "9", "10");
    /** It reads a tokenizer. */
    private static final Set<String> NOT_FROM_EXAMPLES = Set.of("11");
    /** Their runs lie in a store of their own. */
    private static final Set<String> OF_THEIR_OWN = Set.of("compare-pairs", "compare-models");

    private static final Path COMPARISONS = Path.of("data/fixtures/comparisons");

    @TempDir
    private Path folder;

    static Stream<String> ids() {
        return Catalogue.all().entries(Kind.FIGURE).stream()
                .map(CatalogueEntry::id)
                .filter(id -> !NOT_FROM_EXAMPLES.contains(id));
    }

    private static Crosslens kit(Path runs) throws IOException {
        return Crosslens.open(
                Settings.fromEnvironment()
                        .withData(DataSets.SAMPLE)
                        .withRuns(runs)
                        .withOffline(true),
                ProgressListener.NONE);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void noTextIsClippedOrCoversAnother(String id) throws IOException, InterruptedException {
        Path runs = OF_THEIR_OWN.contains(id) ? COMPARISONS : folder.resolve("runs");
        String[] models = {"smollm2"};
        if (POST_TRAINING.contains(id)) {
            models = new String[] {"random-base", "random-instruct", "random-tuned"};
        } else if (id.equals("compare-models")) {
            models = new String[] {"random-base", "smollm2"};
        }
        List<Figure> figures = Catalogue.all()
                .figure(id)
                .make(kit(runs), CatalogueSelection.of(models))
                .figures();
        assertThat(figures).isNotEmpty().allSatisfy(TextBoxes::checkApart);
    }

    @Tag("model")
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh", "hi"})
    void noTextOfFigureElevenIsClippedOrCoversAnother(String language) throws IOException, InterruptedException {
        BuiltInModel.file();
        Crosslens kit = kit(folder.resolve("runs"));
        RelevancePlan plan = RelevancePlan.of(AnswerPlan.sample(Scenario.EN_X)
                .languages(Language.of(language))
                .style(Style.RAW)
                .limit(6));
        try (Model model = kit.model("smollm2")) {
            TextBoxes.checkApart(kit.relevanceOfOne(model, plan, "sample-04-2"));
        }
    }
}
