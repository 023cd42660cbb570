package crosslens.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.decoder.Architecture;
import crosslens.decoder.Products;
import crosslens.decoder.ReferenceDecoder;
import crosslens.decoder.TinyCheckpoint;
import crosslens.lm.TokenScorer.Continuation;
import crosslens.lm.TokenScorer.Scores;
import crosslens.lm.TokenScorer.TokenScore;
import crosslens.local.LocalScorer.Tokens;
import crosslens.prompt.Prompt;
import crosslens.tensor.FloatType;
import crosslens.walk.MaskedScoring.Stretch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class LocalScorerTest {
    private final TinyCheckpoint tiny = TinyCheckpoint.standard(5);
    private LocalModel model;

    @BeforeEach
    void open() throws IOException {
        tiny.set("llama.context_length", 40L);
        tiny.tokenizer(new LetterTokenizer(50));
        model = LocalModel.open("tiny", tiny, new LocalModel.Options(1, 1 << 24, FloatType.F32, Products.PLAIN));
    }

    @AfterEach
    void close() {
        model.close();
    }

    private List<Scores> score(Continuation... requests) throws InterruptedException {
        List<Scores> all = new ArrayList<>();
        model.score(Arrays.asList(requests), all::add);
        return all;
    }

    @Test
    void scoresATextsTokensGivenAllBeforeThem() throws Exception {
        ReferenceDecoder reference = new ReferenceDecoder(tiny, Architecture.LLAMA.config(tiny));
        Scores scores =
                score(new Continuation("q", Prompt.plain("HELLO"), "YOU")).get(0);
        assertThat(scores.id()).isEqualTo("q");
        assertThat(scores.tokens()).extracting(TokenScore::text).containsExactly("Y", "O", "U");
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            int[] before = new LetterTokenizer(50)
                    .encode(Prompt.plain("HELLO" + "YOU".substring(0, i)))
                    .ids();
            double[] logits = reference.logits(before);
            double expected = logits["YOU".charAt(i) - 'A']
                    - Math.log(Arrays.stream(logits).map(Math::exp).sum());
            assertThat(scores.tokens().get(i).logProb()).isCloseTo(expected, within(1e-4));
            sum += expected;
        }
        assertThat(scores.logProb()).isCloseTo(sum, within(3e-4));
    }

    @Test
    void givenTokensScoreAsTheirText() throws Exception {
        List<Scores> byTokens = new ArrayList<>();
        model.scorer().scoreTokens(List.of(new Tokens("q", new int[] {7, 4}, new int[] {11, 11, 14})), byTokens::add);
        assertThat(byTokens).isEqualTo(score(new Continuation("q", Prompt.plain("HE"), "LLO")));
        double[][] masked = model.scorer()
                .scoreMasked(new Tokens("q", new int[] {7, 4, 3}, new int[] {11, 11, 14}), List.of(new Stretch(0, 1)));
        assertThat(masked).hasDimensions(2, 3);
        assertThat(masked[1][0]).isNotCloseTo(masked[0][0], within(1e-3));
    }

    @Test
    void refusesWhatTheModelCannotRead() {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLM"; // 39 of 40
        assertThatThrownBy(() -> score(new Continuation("long", Prompt.plain(letters), "AB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request long has 41 tokens with its continuation, the model's context 40");
        assertThatThrownBy(() -> score(new Continuation("start", Prompt.plain(""), "AB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request start has a prefix of 0 tokens");
        assertThatThrownBy(() -> model.scorer()
                        .scoreTokens(List.of(new Tokens("id", new int[] {1}, new int[] {50})), scores -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token id 50 of request id is not in 0..49");
    }
}
