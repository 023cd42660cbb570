package crosslens.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.lm.TokenScorer.Continuation;
import crosslens.lm.TokenScorer.Scores;
import crosslens.lm.TokenScorer.TokenScore;
import crosslens.prompt.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EchoScorerTest {
    private static final EndpointOptions OPTIONS =
            EndpointOptions.DEFAULT.withForm(Form.COMPLETION).withRetry(LocalEndpoint.QUICK);

    /** A reply whose i-th token has log-probability -i, the first none. */
    private static String echo(String... tokens) {
        try {
            return LocalEndpoint.JSON.writeValueAsString(Map.of(
                    "model",
                    "m-1",
                    "choices",
                    List.of(Map.of(
                            "text",
                            "",
                            "logprobs",
                            Map.of(
                                    "tokens",
                                    tokens,
                                    "token_logprobs",
                                    IntStream.range(0, tokens.length)
                                            .mapToObj(i -> i == 0 ? null : (Object) (-1.0 * i))
                                            .toArray()))),
                    "usage",
                    Map.of("prompt_tokens", tokens.length, "completion_tokens", 0)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Scores> score(EndpointModel model, Continuation... requests) throws InterruptedException {
        List<Scores> all = new ArrayList<>();
        model.score(Arrays.asList(requests), all::add);
        return all;
    }

    private static Continuation after(String prefix, String continuation) {
        return new Continuation("q", Prompt.plain(prefix), continuation);
    }

    @Test
    void theContinuationBeginsWhereTheTokensTextsSay() throws Exception {
        LocalEndpoint.Script script = (n, asked, answer) -> answer.send(200, echo("The 𝄞 ", "is", " Kö", "ln"));
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS)) {
            Scores scores = score(model, after("The 𝄞 is", " Köln")).get(0);
            assertThat(scores.tokens()).containsExactly(new TokenScore(" Kö", -2), new TokenScore("ln", -3));
            assertThat(scores.logProb()).isCloseTo(-5, within(0.0));
            assertThat(endpoint.asked).hasSize(1);
            assertThat(endpoint.asked.get(0).body()).isEqualTo(LocalEndpoint.JSON.readTree("""
                            {"model":"m","prompt":"The 𝄞 is Köln","max_tokens":0,"echo":true,"logprobs":1,"temperature":0}
                            """));
            // A token across the border belongs to the continuation: "is" begins before it.
            assertThat(score(model, after("The 𝄞 i", "s Köln")).get(0).tokens())
                    .extracting(TokenScore::text)
                    .containsExactly("is", " Kö", "ln");
        }
    }

    @Test
    void piecesOfACharacterCountByTheirBytes() throws Exception {
        // é is C3 A9: its first byte stands in a token with the space before it; the token on the border ends with é,
        // beyond the prefix "A ".
        LocalEndpoint.Script script =
                (n, asked, answer) -> answer.send(200, echo("", "A", "bytes:\\x20\\xc3", "bytes:\\xa9", "b"));
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS)) {
            assertThat(score(model, after("A ", "éb")).get(0).tokens())
                    .extracting(TokenScore::logProb)
                    .containsExactly(-2.0, -3.0, -4.0);
            assertThat(score(model, after("A é", "b")).get(0).tokens()).containsExactly(new TokenScore("b", -4));
            assertThat(endpoint.asked).hasSize(2);
        }
    }

    @Test
    void whereTokensAreNoTextThePrefixIsEchoedToo() throws Exception {
        // A beginning-of-text token, and a letter in two pieces that no text shows.
        LocalEndpoint.Script script = (n, asked, answer) -> answer.send(
                200,
                asked.prompt().endsWith("है") ? echo("<s>", "A", "\ufffd", "\ufffd", "b") : echo("<s>", "A", "\ufffd"));
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS)) {
            assertThat(score(model, after("Aह", "ै है")).get(0).tokens())
                    .containsExactly(new TokenScore("\ufffd", -3), new TokenScore("b", -4));
            assertThat(endpoint.asked).extracting(LocalEndpoint.Asked::prompt).containsExactly("Aहै है", "Aह");
        }
    }

    @Test
    void whoeverCannotScoreIsRefusedInWords() throws Exception {
        LocalEndpoint.Script script = (n, asked, answer) -> {
            if (n == 0) {
                answer.send(200, LocalEndpoint.completion("x"));
            } else {
                answer.send(400, "{\"error\":{\"message\":\"echo is odd\"}}");
            }
        };
        try (LocalEndpoint endpoint = new LocalEndpoint(script);
                EndpointModel model = endpoint.model(OPTIONS);
                EndpointModel chat = endpoint.model(OPTIONS.withForm(Form.CHAT))) {
            assertThatThrownBy(() -> score(model, after("a", "b")))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("does not give log-probabilities of given text");
            assertThatThrownBy(() -> score(model, after("a", "b")))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("echo is odd");
            assertThatThrownBy(() -> score(chat, after("a", "b")))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("use --form completion");
            // The very first token has no log-probability, and an empty prefix would need one.
            assertThatThrownBy(() -> after("a", "")).hasMessageContaining("continuation of request q is empty");
        }
    }
}
