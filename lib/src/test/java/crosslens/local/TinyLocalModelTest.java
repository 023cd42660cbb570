package crosslens.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.decoder.Architecture;
import crosslens.decoder.Products;
import crosslens.decoder.ReferenceDecoder;
import crosslens.decoder.TinyCheckpoint;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.tensor.FloatType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class TinyLocalModelTest {
    private static final LocalModel.Options OPTIONS = new LocalModel.Options(1, 1 << 24, FloatType.F32, Products.PLAIN);
    private final TinyCheckpoint tiny = TinyCheckpoint.standard(2);
    private LocalModel model;

    @BeforeEach
    void open() throws IOException {
        tiny.set("llama.context_length", 100L);
        tiny.tokenizer(new LetterTokenizer(50));
        model = LocalModel.open("tiny", tiny, OPTIONS);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void describesItself() {
        assertThat(model.card().name()).isEqualTo("tiny");
        assertThat(model.card().architecture()).isEqualTo("llama");
        assertThat(model.card().contextLength()).isEqualTo(100);
        assertThat(model.card().dtype()).isEqualTo("f32");
        assertThat(model.card().chat()).isFalse();
        // Embeddings and head 2 * 50 * 24, final norm 24; two layers of norms 48, q and o 2 * 768, k and v 2 * 384, MLP
        // 3 * 960.
        assertThat(model.card().parameters()).isEqualTo(2 * 1200 + 24 + 2 * (48 + 1536 + 768 + 2880));
    }

    @Test
    void answersGreedily() throws Exception {
        ReferenceDecoder reference = new ReferenceDecoder(tiny, Architecture.LLAMA.config(tiny));
        int[] ids = new LetterTokenizer(50).encode(Prompt.plain("HELLO")).ids();
        List<Integer> expected = new ArrayList<>();
        for (int step = 0; step < 64; step++) {
            double[] logits = reference.logits(ids);
            int best = IntStream.range(0, 50)
                    .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                    .orElseThrow();
            expected.add(best);
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = best;
        }
        Generation answer = answers(new Request("x", Prompt.plain("HELLO"))).get(0);
        assertThat(answer.tokens()).isEqualTo(expected);
        assertThat(answer.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(answer.promptSha()).isEqualTo(Prompt.plain("HELLO\n").sha256());
    }

    @Test
    void endsAtTheContextsLength() throws Exception {
        Generation answer = answers(new Request("x", letters(1, 90))).get(0);
        assertThat(answer.tokens()).hasSize(10);
        assertThat(answer.stop()).isEqualTo(StopReason.LENGTH);
    }

    @Test
    void generatesNothingForAPromptThatLeavesNoRoom() throws Exception {
        List<Generation> answers = answers(
                new Request("long", letters(1, 100)),
                new Request("fits", letters(2, 99)),
                new Request("short", letters(3, 9)));
        assertThat(answers).extracting(Generation::id).containsExactlyInAnyOrder("long", "fits", "short");
        Generation tooLong = answers.get(0);
        assertThat(tooLong.id()).isEqualTo("long");
        assertThat(tooLong.stop()).isEqualTo(StopReason.TOO_LONG);
        assertThat(tooLong.promptTokens()).isEqualTo(100);
        assertThat(tooLong.tokens()).isEmpty();
        assertThat(tooLong.margin()).isNaN();
        assertThat(answers)
                .filteredOn(a -> a.id().equals("fits"))
                .singleElement()
                .satisfies(a -> assertThat(a.tokens()).hasSize(1));
    }

    @Test
    void continuesTheAnswerPrefix() throws Exception {
        List<Generation> prefixed = new ArrayList<>();
        model.generate(
                List.of(new Request("x", Prompt.plain("HELLO"))),
                new GenerationSettings(Style.RAW, "YES", 5, StopRule.NEWLINE),
                prefixed::add);
        List<Generation> written = new ArrayList<>();
        model.generate(
                List.of(new Request("x", Prompt.control("HELLO\nYES"))),
                new GenerationSettings(Style.CHAT, "ignored where the prompt is rendered already", 5, StopRule.NEWLINE),
                written::add);
        assertThat(prefixed).isEqualTo(written);
    }

    @Test
    void handsOutFinishedAnswersBeforeItIsInterrupted() {
        List<Request> requests = IntStream.range(0, 40)
                .mapToObj(i -> new Request("r" + i, letters(i, 5 + i)))
                .toList();
        List<Generation> finished = new ArrayList<>();
        assertThatThrownBy(() -> model.generate(requests, GenerationSettings.of(Style.RAW), answer -> {
                    finished.add(answer);
                    Thread.currentThread().interrupt();
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(finished).isNotEmpty().hasSizeLessThan(40);
    }

    @Test
    void refusesChatWithoutATemplateAndPromptsWithoutTokens() {
        assertThatThrownBy(() -> model.generate(
                        List.of(new Request("x", letters(1, 3))), GenerationSettings.of(Style.CHAT), a -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no chat template: use style raw");
        assertThatThrownBy(() -> model.generate(
                        List.of(new Request("empty", Prompt.plain(""))), GenerationSettings.of(Style.RAW), a -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request empty has no tokens");
    }

    @Test
    void readsAnythingButTokensThatOnlyTheTokenizerKnows() throws IOException, InterruptedException {
        tiny.tokenizer(new LetterTokenizer(51));
        try (LocalModel larger = LocalModel.open("tiny", tiny, OPTIONS)) {
            List<Generation> answers = new ArrayList<>();
            larger.generate(List.of(new Request("x", letters(1, 3))), GenerationSettings.of(Style.RAW), answers::add);
            assertThat(answers).hasSize(1);
            Prompt unknown = Prompt.plain(new LetterTokenizer(51).decode(new int[] {50}));
            assertThatThrownBy(() -> larger.generate(
                            List.of(new Request("y", unknown)), GenerationSettings.of(Style.RAW), a -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("token id 50 is not in 0..49");
        }
    }

    @Test
    void showsTheLogitsAndResidualsOfOneSequence() throws IOException {
        ReferenceDecoder reference = new ReferenceDecoder(tiny, Architecture.LLAMA.config(tiny));
        int[] ids = new SplittableRandom(5).ints(30, 0, 50).toArray();
        LocalModel.Logits logits = model.logits(ids);
        double[] expected = reference.logits(ids);
        double[][][] hidden = reference.hidden(ids);
        for (int v = 0; v < 50; v++) {
            assertThat((double) logits.logits()[v]).isCloseTo(expected[v], within(1e-4));
        }
        for (int layer = 0; layer < hidden.length; layer++) {
            double length =
                    Math.sqrt(Arrays.stream(hidden[layer][29]).map(x -> x * x).sum());
            assertThat((double) logits.hiddenNorms()[layer][29]).isCloseTo(length, within(1e-4));
        }
    }

    private List<Generation> answers(Request... requests) throws InterruptedException {
        List<Generation> all = new ArrayList<>();
        model.generate(List.of(requests), GenerationSettings.of(Style.RAW), all::add);
        return all;
    }

    private static Prompt letters(long seed, int count) {
        StringBuilder text = new StringBuilder();
        new SplittableRandom(seed).ints(count, 0, 50).forEach(id -> text.append((char) ('A' + id)));
        return Prompt.plain(text.toString());
    }
}
