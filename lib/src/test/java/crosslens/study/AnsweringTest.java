package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.run.AnswerRecord;
import crosslens.run.RunStore;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in model on the built-in sample, through the facade. */
@Tag("model")
class AnsweringTest {
    private static final AnswerPlan PLAN = AnswerPlan.sample(Scenario.EN_X)
            .languages(Language.EN, Language.DE)
            .style(Style.RAW)
            .shots(0)
            .limit(3);

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheModel() {
        BuiltInModel.file();
    }

    private Crosslens kit(String runs, ProgressListener progress) {
        return Crosslens.open(
                Settings.fromEnvironment().withRuns(folder.resolve(runs)).withOffline(true), progress);
    }

    private List<AnswerRecord> answers(String runs) throws IOException {
        List<AnswerRecord> all = new java.util.ArrayList<>();
        for (var run : new RunStore(folder.resolve(runs)).list().runs()) {
            all.addAll(run.records());
        }
        return all;
    }

    @Test
    void anInterruptedRunGoesOnToTheSameRecords() throws Exception {
        Crosslens whole = kit("whole", ProgressListener.NONE);
        try (Model model = whole.model("smollm2")) {
            assertThat(whole.answer(model, PLAN).cells()).hasSize(2);
        }
        Crosslens cut = kit("cut", new InterruptingProgress());
        try (Model model = cut.model("smollm2")) {
            assertThatThrownBy(() -> cut.answer(model, PLAN)).isInstanceOf(InterruptedException.class);
            assertThat(answers("cut")).isNotEmpty().hasSizeLessThan(6);
        }
        Crosslens again = kit("cut", ProgressListener.NONE);
        try (Model model = again.model("smollm2")) {
            again.answer(model, PLAN);
        }
        assertThat(answers("cut")).hasSize(6).containsExactlyElementsOf(answers("whole"));
    }

    @Test
    void aLargerLimitOnlyAddsAndNothingIsAskedTwice() throws Exception {
        Crosslens kit = kit("runs", ProgressListener.NONE);
        try (Model model = kit.model("smollm2")) {
            kit.answer(model, PLAN.limit(2));
            List<AnswerRecord> before = answers("runs");
            Counting counting = new Counting();
            kit("runs", counting).answer(model, PLAN);
            assertThat(counting.advanced).isEqualTo(2);
            assertThat(answers("runs")).containsAll(before).hasSize(6);
        }
    }

    @Test
    void showsAPromptAsTheModelReadsIt() throws Exception {
        Crosslens kit = kit("runs", ProgressListener.NONE);
        try (Model model = kit.model("smollm2")) {
            ShownPrompt chat = kit.prompt(model, PLAN.style(Style.CHAT), "sample-01-1");
            assertThat(chat.prompt().text()).startsWith("<|im_start|>system").endsWith("<|im_start|>assistant\n");
            assertThat(chat.tokens().ids()[0]).isEqualTo(1);
            assertThat(chat.counts())
                    .contains("sample-01-1, en-en, 0 shots, v1")
                    .contains("context");
        }
    }

    @Test
    void aTruncatedModelIsOneClearError() throws Exception {
        Path cut = folder.resolve("cut.gguf");
        byte[] bytes = Files.readAllBytes(BuiltInModel.file());
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatIOException()
                .isThrownBy(() -> kit("runs", ProgressListener.NONE).model(cut.toString()))
                .withMessageContaining("cut.gguf");
    }

    private static class Counting implements ProgressListener {
        private long advanced;

        @Override
        public void begin(String label, long total, long done) {}

        @Override
        public void advance(long steps) {
            advanced += steps;
        }

        @Override
        public void say(String line) {}

        @Override
        public void end() {}
    }

    private static final class InterruptingProgress extends Counting {
        @Override
        public void advance(long steps) {
            Thread.currentThread().interrupt();
        }
    }
}
