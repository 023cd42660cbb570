package crosslens.remote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.decoder.Products;
import crosslens.decoder.TinyCheckpoint;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.lm.TokenScorer.Continuation;
import crosslens.lm.TokenScorer.Scores;
import crosslens.local.LetterTokenizer;
import crosslens.local.LocalModel;
import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.remote.EndpointAddress;
import crosslens.remote.EndpointModel;
import crosslens.remote.EndpointOptions;
import crosslens.remote.Form;
import crosslens.tensor.FloatType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
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

    @Test
    void scoresTheSameServedAndDirectly() throws Exception {
        TinyCheckpoint tiny = TinyCheckpoint.standard(8);
        tiny.set("llama.context_length", 100L);
        tiny.tokenizer(new LetterTokenizer(50));
        // The raw form adds a line's end, which these letters have no token for: the texts are given as they are.
        List<Continuation> requests = IntStream.range(0, 12)
                .mapToObj(i ->
                        new Continuation("c" + i, given(letters(i % 3).text() + "HELLO"), "YOU" + (char) ('A' + i)))
                .toList();
        try (LocalModel model =
                LocalModel.open("tiny", tiny, new LocalModel.Options(1, 1 << 24, FloatType.F32, Products.PLAIN))) {
            Map<String, Scores> direct = new TreeMap<>();
            model.score(requests, scores -> direct.put(scores.id(), scores));
            ServerOptions options = ServerOptions.DEFAULT.withAddress("localhost", 0, Optional.empty());
            Map<String, Scores> remote = new TreeMap<>();
            try (ModelServer server = ModelServer.start(model, options);
                    EndpointModel served = EndpointModel.of(
                            EndpointAddress.parse("openai:tiny@http://localhost:" + server.port() + "/v1"),
                            EndpointOptions.DEFAULT.withForm(Form.COMPLETION).withParallel(5),
                            Map.of())) {
                served.score(requests, scores -> remote.put(scores.id(), scores));
            }
            assertThat(remote.keySet()).hasSize(12).isEqualTo(direct.keySet());
            direct.forEach((id, here) -> {
                assertThat(remote.get(id).tokens()).hasSize(4);
                for (int i = 0; i < 4; i++) {
                    assertThat(remote.get(id).tokens().get(i).text())
                            .isEqualTo(here.tokens().get(i).text());
                    assertThat(remote.get(id).tokens().get(i).logProb())
                            .isCloseTo(here.tokens().get(i).logProb(), within(1e-4));
                }
            });
        }
    }

    private static Prompt given(String text) {
        return new Prompt(text, List.of(new Part(PartKind.TEMPLATE, 0, 0)));
    }

    @Test
    void anAnswersOwnTokensAreTheLikeliestOfTheirPlacesAndStreamAsTheyAreWhole() throws Exception {
        TinyCheckpoint tiny = TinyCheckpoint.standard(9);
        tiny.set("llama.context_length", 100L);
        tiny.tokenizer(new LetterTokenizer(50));
        try (LocalModel model = LocalModel.open(
                        "tiny", tiny, new LocalModel.Options(1, 1 << 24, FloatType.F32, Products.PLAIN));
                ModelServer server =
                        ModelServer.start(model, ServerOptions.DEFAULT.withAddress("localhost", 0, Optional.empty()))) {
            String body =
                    "{\"model\":\"tiny\",\"prompt\":\"HELLO\",\"max_tokens\":9,\"logprobs\":2,\"echo\":true,\"stream\":%s}";
            JsonNode whole = new JsonMapper().readTree(post(server, body.formatted(false)));
            String text = whole.at("/choices/0/text").textValue();
            assertThat(text).startsWith("HELLO").hasSize(14);
            JsonNode logprobs = whole.at("/choices/0/logprobs");
            assertThat(logprobs.get("tokens")).hasSize(14);
            for (int i = 5; i < 14; i++) {
                String token = text.substring(i, i + 1);
                assertThat(logprobs.at("/tokens/" + i).textValue()).isEqualTo(token);
                assertThat(logprobs.at("/text_offset/" + i).intValue()).isEqualTo(i);
                JsonNode likeliest = logprobs.at("/top_logprobs/" + i);
                assertThat(likeliest).hasSize(2);
                assertThat(likeliest.get(token).doubleValue())
                        .isEqualTo(logprobs.at("/token_logprobs/" + i).doubleValue());
                likeliest.forEach(other -> assertThat(other.doubleValue())
                        .isLessThanOrEqualTo(likeliest.get(token).doubleValue()));
            }
            String[] events = post(server, body.formatted(true)).split("\n\n");
            assertThat(events).hasSize(3);
            JsonNode first = new JsonMapper().readTree(events[0].substring(6));
            assertThat(first.at("/choices/0/text")).isEqualTo(whole.at("/choices/0/text"));
            assertThat(first.at("/choices/0/logprobs")).isEqualTo(logprobs);
        }
    }

    private static String post(ModelServer server, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/v1/completions"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
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
