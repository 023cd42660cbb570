package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.run.StoredFindings;
import crosslens.text.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers and similarity of the built-in model on the built-in sample, as steps of a study. */
@Tag("model")
class StudyWorkTest {
    private static final Set<StudyStep> STEPS = Set.of(StudyStep.ANSWERS, StudyStep.SIMILARITY);
    private static final AnswerPlan PLAN = AnswerPlan.of(Scenario.EN_X)
            .languages(Language.EN, Language.DE)
            .style(Style.RAW)
            .shots(0)
            .formats("v1", "v2")
            .limit(3);

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheModel() {
        String file = System.getenv("CROSSLENS_SMOLLM2");
        assumeTrue(
                file != null && Files.exists(Path.of(file)), "the built-in model is not here: set CROSSLENS_SMOLLM2");
    }

    @Test
    void similarityReadsNothingThatWasReadForTheAnswersAndNothingIsLeftBehind() throws Exception {
        Heard heard = new Heard();
        StepProgress progress = new StepProgress(heard);
        Crosslens kit = kit(progress);
        StudyWork work = new StudyWork(kit, PLAN, progress);
        try (Model model = kit.model("smollm2")) {
            assertThat(work.outline(model, STEPS))
                    .containsExactly("similarity: 0 of 6 prompts to read (6 are read while they are answered)");
            assertThat(work.outline(model, Set.of(StudyStep.SIMILARITY)))
                    .containsExactly("similarity: 6 of 6 prompts to read");
            heard.interruptAfter = 5;
            assertThatThrownBy(() -> work.run(model, Optional.empty(), STEPS)).isInstanceOf(InterruptedException.class);
            heard.interruptAfter = Long.MAX_VALUE;
            assertThat(kit.stores().states().list()).isNotEmpty();
            assertThat(work.run(model, Optional.empty(), STEPS)).isEmpty();
            // 2 formats of 2 cells of 3 prompts; similarity adds only what the interruption lost.
            assertThat(heard.advanced).isBetween(12L, 12L + 2);
        }
        assertThat(heard.begun)
                .last()
                .asString()
                .contains("similarity of smollm2")
                .endsWith("6");
        assertThat(kit.stores().findings().list())
                .extracting(StoredFindings::name)
                .isNotEmpty();
        assertThat(kit.settings().states()).doesNotExist();
    }

    private Crosslens kit(ProgressListener progress) {
        return Crosslens.open(
                Settings.fromEnvironment()
                        .withData("sample")
                        .withRuns(folder.resolve("runs"))
                        .withOffline(true),
                progress);
    }
}
