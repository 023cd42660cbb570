package crosslens.remote.server;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.decoder.Products;
import crosslens.decoder.TinyCheckpoint;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.local.LetterTokenizer;
import crosslens.local.LocalModel;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.remote.EndpointAddress;
import crosslens.remote.EndpointModel;
import crosslens.remote.EndpointOptions;
import crosslens.remote.Form;
import crosslens.tensor.FloatType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same prompts through an endpoint that is a server of the kit, and directly. */
@Tag("engine")
class ServedModelTest {
    private static final GenerationSettings SETTINGS = new GenerationSettings(Style.RAW, "YES", 12, StopRule.NEWLINE);

    @Test
    void givesTheSameAnswersServedAndDirectly() throws Exception {
        TinyCheckpoint tiny = TinyCheckpoint.standard(7);
        tiny.set("llama.context_length", 100L);
        tiny.tokenizer(new LetterTokenizer(50));
        List<Request> requests = IntStream.range(0, 40)
                .mapToObj(i -> new Request("r" + i, letters(i)))
                .toList();
        try (LocalModel model =
                LocalModel.open("tiny", tiny, new LocalModel.Options(1, 1 << 24, FloatType.F32, Products.PLAIN))) {
            List<Generation> direct = answers(model, requests);
            ServerOptions options = ServerOptions.DEFAULT.withAddress("localhost", 0, Optional.empty());
            try (ModelServer server = ModelServer.start(model, options);
                    EndpointModel served = EndpointModel.of(
                            EndpointAddress.parse("openai:tiny@http://localhost:" + server.port() + "/v1"),
                            EndpointOptions.DEFAULT.withForm(Form.COMPLETION).withParallel(8),
                            Map.of())) {
                List<Generation> remote = answers(served, requests);
                assertThat(remote).hasSize(40);
                for (int i = 0; i < 40; i++) {
                    Generation here = direct.get(i);
                    Generation there = remote.get(i);
                    assertThat(there.id()).isEqualTo(here.id());
                    assertThat(there.text()).isEqualTo(here.text());
                    assertThat(there.stop()).isEqualTo(here.stop());
                    // A refusal says no number of tokens in a field of its own.
                    boolean refused = here.stop() == StopReason.TOO_LONG;
                    assertThat(there.promptTokens()).isEqualTo(refused ? 0 : here.promptTokens());
                    assertThat(there.promptSha()).isEqualTo(here.promptSha());
                }
                assertThat(remote).extracting(Generation::stop).contains(StopReason.TOO_LONG, StopReason.LENGTH);
                assertThat(served.facts()).containsEntry("returned model", "\"tiny\"");
            }
        }
    }

    private static List<Generation> answers(LanguageModel model, List<Request> requests) throws InterruptedException {
        List<Generation> all = new ArrayList<>();
        model.generate(requests, SETTINGS, all::add);
        all.sort(Comparator.comparing(Generation::id));
        return all;
    }

    /** Prompts of 3 to 107 letters, some of them longer than the context. */
    private static Prompt letters(int number) {
        StringBuilder text = new StringBuilder();
        new SplittableRandom(number)
                .ints(3 + number % 8 * 14L + number % 7, 0, 50)
                .forEach(id -> text.append((char) ('A' + id)));
        return Prompt.plain(text.toString());
    }
}
