package crosslens.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.decoder.Architecture;
import crosslens.decoder.Products;
import crosslens.decoder.ReferenceDecoder;
import crosslens.decoder.TinyCheckpoint;
import crosslens.lm.TokenReader;
import crosslens.lm.TokenReader.Passage;
import crosslens.lm.TokenReader.Placed;
import crosslens.lm.TokenReader.Reading;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.tensor.FloatType;
import crosslens.text.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class LocalReaderTest {
    /** Float32 against float64 loops. */
    private static final double TOLERANCE = 1e-4;

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

    private Map<String, Reading> read(Passage... passages) throws InterruptedException {
        TokenReader reader = model.reader().orElseThrow();
        Map<String, Reading> all = new HashMap<>();
        reader.read(List.of(passages), reading -> all.put(reading.id(), reading));
        return all;
    }

    private static Passage passage(String id, String text, List<Integer> answer, boolean whole) {
        return new Passage(id, Prompt.plain(text), Style.RAW, answer, whole, 3);
    }

    private double[] logProbs(String before) throws IOException {
        double[] logits = new ReferenceDecoder(tiny, Architecture.LLAMA.config(tiny))
                .logits(new LetterTokenizer(50).encode(Prompt.plain(before)).ids());
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(logit -> logit - Math.log(sum)).toArray();
    }

    @Test
    void tellsEveryTokenAndTheLikeliestInItsPlaceAsFloat64LoopsWouldAlone() throws Exception {
        // Two texts that share a beginning, so that shared places serve both.
        Map<String, Reading> all =
                read(passage("a", "HELLO\nYOU", List.of(), true), passage("b", "HELP", List.of(), true));
        assertThat(all.get("a").promptTokens()).isEqualTo(8);
        assertTold(all.get("a").tokens(), "HELLOYOU");
        assertTold(all.get("b").tokens(), "HELP");
        assertThat(all.get("a").tokens().get(5).span()).isEqualTo(new Span(6, 7)); // Y, after the newline
    }

    private void assertTold(List<Placed> tokens, String text) throws IOException {
        assertThat(tokens).hasSize(text.length());
        assertThat(tokens.get(0).token().logProb()).isNaN();
        assertThat(tokens.get(0).likeliest()).isEmpty();
        for (int i = 0; i < text.length(); i++) {
            assertThat(letter(tokens.get(i).token())).isEqualTo(text.charAt(i));
            if (i > 0) {
                double[] expected = logProbs(text.substring(0, i));
                assertThat(tokens.get(i).token().logProb())
                        .isCloseTo(expected[text.charAt(i) - 'A'], within(TOLERANCE));
                List<Integer> sorted = IntStream.range(0, 50)
                        .boxed()
                        .sorted((x, y) -> Double.compare(expected[y], expected[x]))
                        .limit(3)
                        .toList();
                assertThat(tokens.get(i).likeliest())
                        .extracting(likely -> letter(likely) - 'A')
                        .isEqualTo(sorted);
                for (int k = 0; k < 3; k++) {
                    assertThat(tokens.get(i).likeliest().get(k).logProb())
                            .isCloseTo(expected[sorted.get(k)], within(TOLERANCE));
                }
            }
        }
    }

    private static char letter(TokenReader.Likely token) {
        return new String(token.bytes(), StandardCharsets.UTF_8).charAt(0);
    }

    @Test
    void ofAnAnswerItTellsTheAnswersTokensAlone() throws Exception {
        Reading reading = read(passage("a", "HEL", List.of(11, 14), false)).get("a"); // L, O
        assertThat(reading.promptTokens()).isEqualTo(3);
        assertThat(reading.tokens()).extracting(token -> letter(token.token())).containsExactly('L', 'O');
        assertThat(reading.tokens())
                .extracting(Placed::span)
                .containsOnly(new Span(4, 4)); // the raw prompt ends with a newline
        assertThat(reading.tokens().get(1).token().logProb()).isCloseTo(logProbs("HELL")['O' - 'A'], within(TOLERANCE));
        assertThat(read(passage("whole", "HEL", List.of(11), true)).get("whole").tokens())
                .hasSize(4);
    }

    @Test
    void ofOneTokenNothingIsKnownAndOfTooManyTheModelSaysSo() throws Exception {
        Map<String, Reading> all = read(
                passage("one", "A", List.of(), true),
                passage("none", "AB", List.of(), false),
                passage("long", "A".repeat(40), List.of(1), true));
        assertThat(all.get("one").tokens())
                .singleElement()
                .satisfies(token -> assertThat(token.token().logProb()).isNaN());
        assertThat(all.get("none").tokens()).isEmpty();
        assertThat(all.get("long").tooLong()).isTrue();
        assertThat(all.get("long").promptTokens()).isEqualTo(40);
    }

    @Test
    void refusesWhatTheModelDoesNotKnow() {
        assertThatThrownBy(() -> read(passage("x", "A", List.of(50), true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token id 50 of request x is not in 0..49");
        assertThatThrownBy(() -> read(passage("x", "", List.of(), true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request x has no tokens");
    }
}
