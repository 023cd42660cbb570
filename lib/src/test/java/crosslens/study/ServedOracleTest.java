package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.OracleSample;
import crosslens.attribute.OracleTarget;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.remote.EndpointOptions;
import crosslens.remote.Form;
import crosslens.remote.server.ModelServer;
import crosslens.remote.server.ServerOptions;
import crosslens.text.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The oracle with the built-in model directly and through a server of the kit. An endpoint scores an answer's text where the kit scores its tokens, so these
 * are items whose answers are whole: one that the limit ends within a character, as the Thai ones here, holds U+FFFD and is another text.
 */
@Tag("model")
class ServedOracleTest {
    /** Packing in float32. */
    private static final double TOLERANCE = 1e-4;

    @TempDir
    Path folder;

    @Test
    void theSameSentencesCountTheSameServedAndDirectly() throws Exception {
        BuiltInModel.file();
        OraclePlan plan = OraclePlan.of(AnswerPlan.sample(Scenario.EN_X)
                .languages(Language.DE, Language.ZH, Language.AR)
                .style(Style.RAW)
                .shots(0)
                .limit(1));
        Crosslens kit =
                Crosslens.open(Settings.fromEnvironment().withRuns(folder).withOffline(true), ProgressListener.NONE);
        try (Model direct = kit.model("smollm2")) {
            OracleSet here = kit.oracle(direct, plan);
            ServerOptions options = ServerOptions.DEFAULT.withAddress("localhost", 0, Optional.empty());
            try (ModelServer server = ModelServer.start(direct, options);
                    Model served = kit.model(
                            "openai:smollm2@http://localhost:" + server.port() + "/v1",
                            EndpointOptions.DEFAULT.withForm(Form.COMPLETION))) {
                OracleSet there = kit.oracle(served, plan);
                assertThat(there.cells()).hasSize(3);
                for (int cell = 0; cell < 3; cell++) {
                    for (OracleTarget target : OracleTarget.values()) {
                        List<OracleSample> samples =
                                here.cells().get(cell).samples().get(target);
                        Map<String, OracleSample> found = there.cells().get(cell).samples().get(target).stream()
                                .collect(Collectors.toMap(OracleSample::id, Function.identity()));
                        assertThat(samples).isNotEmpty();
                        assertThat(found).hasSameSizeAs(samples);
                        for (OracleSample sample : samples) {
                            assertThat(found.get(sample.id()).drops())
                                    .containsExactly(sample.drops(), within(TOLERANCE));
                        }
                    }
                }
            }
        }
    }
}
