package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.lm.StopRule;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.remote.EndpointOptions;
import crosslens.remote.Form;
import crosslens.remote.server.ModelServer;
import crosslens.remote.server.ServerOptions;
import crosslens.run.AnswerRecord;
import crosslens.text.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same run of the built-in model directly and through a server of the kit. */
@Tag("model")
class ServedRunTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Style.class)
    void theSameRunServedAndDirectlyHasTheSameAnswersAndScores(Style style) throws Exception {
        BuiltInModel.file();
        AnswerPlan plan = AnswerPlan.sample(Scenario.EN_X)
                .languages(Language.EN, Language.DE, Language.HI, Language.ZH, Language.AR, Language.TH)
                .style(style)
                .shots(0)
                .generation("", StopRule.NEWLINE, 16)
                .limit(1);
        Crosslens kit =
                Crosslens.open(Settings.fromEnvironment().withRuns(folder).withOffline(true), ProgressListener.NONE);
        try (Model direct = kit.model("smollm2")) {
            RunSet here = kit.answer(direct, plan);
            ServerOptions options = ServerOptions.DEFAULT.withAddress("localhost", 0, Optional.empty());
            try (ModelServer server = ModelServer.start(direct, options);
                    Model served = kit.model(
                            "openai:smollm2@http://localhost:" + server.port() + "/v1",
                            EndpointOptions.DEFAULT.withForm(style == Style.CHAT ? Form.CHAT : Form.COMPLETION))) {
                RunSet there = kit.answer(served, plan);
                assertThat(answers(there)).hasSize(6).isEqualTo(answers(here));
                for (int cell = 0; cell < 6; cell++) {
                    assertThat(there.cells().get(cell).scores())
                            .isEqualTo(here.cells().get(cell).scores());
                }
            }
        }
    }

    /** An endpoint goes on after the newline at which the kit stops: what stands before it is the answer. */
    private static List<String> answers(RunSet runs) {
        return runs.cells().stream()
                .flatMap(cell -> cell.answers().stream())
                .map(AnswerRecord::raw)
                .map(StopRule.NEWLINE::answer)
                .toList();
    }
}
