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
    /** The first reads a tokenizer, the second needs answers of two models. */
    private static final Set<String> NOT_FROM_EXAMPLES = Set.of("11", "compare-models");

    @TempDir
    private Path folder;

    static Stream<String> ids() {
        return Catalogue.all().entries(Kind.FIGURE).stream()
                .map(CatalogueEntry::id)
                .filter(id -> !NOT_FROM_EXAMPLES.contains(id));
    }

    private List<Figure> figures(String id) throws IOException, InterruptedException {
        Settings settings = Settings.fromEnvironment()
                .withData(DataSets.SAMPLE)
                .withRuns(folder.resolve("runs"))
                .withOffline(true);
        String[] models = POST_TRAINING.contains(id)
                ? new String[] {"random-base", "random-instruct", "random-tuned"}
                : new String[] {"smollm2"};
        return Catalogue.all()
                .figure(id)
                .make(Crosslens.open(settings, ProgressListener.NONE), CatalogueSelection.of(models))
                .figures();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void noTextIsClippedOrCoversAnother(String id) throws IOException, InterruptedException {
        List<Figure> figures = figures(id);
        assertThat(figures).isNotEmpty().allSatisfy(TextBoxes::checkApart);
    }

    @Tag("model")
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh", "hi"})
    void noTextOfFigureElevenIsClippedOrCoversAnother(String language) throws IOException, InterruptedException {
        BuiltInModel.file();
        Crosslens kit = Crosslens.open(
                Settings.fromEnvironment()
                        .withData(DataSets.SAMPLE)
                        .withRuns(folder)
                        .withOffline(true),
                ProgressListener.NONE);
        RelevancePlan plan = RelevancePlan.of(AnswerPlan.sample(Scenario.EN_X)
                .languages(Language.of(language))
                .style(Style.RAW)
                .limit(6));
        try (Model model = kit.model("smollm2")) {
            TextBoxes.checkApart(kit.relevanceOfOne(model, plan, "sample-04-2"));
        }
    }
}
