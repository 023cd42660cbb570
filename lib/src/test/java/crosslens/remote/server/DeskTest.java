package crosslens.remote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.lm.AnswerListener;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.ModelCard;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final GenerationSettings SHORT = new GenerationSettings(Style.RAW, "", 5, StopRule.EOS);
    private static final GenerationSettings LONG = new GenerationSettings(Style.RAW, "", 50, StopRule.EOS);

    private final List<List<String>> asked = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    private final LanguageModel model = new LanguageModel() {
        @Override
        public ModelCard card() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void generate(List<Request> requests, GenerationSettings settings, Consumer<Generation> sink)
                throws InterruptedException {
            List<String> texts = requests.stream().map(r -> r.prompt().text()).toList();
            asked.add(texts);
            begun.countDown();
            gate.await();
            if (texts.contains("bad")) {
                throw new IllegalArgumentException("bad");
            }
            requests.forEach(r -> sink.accept(
                    new Generation(r.id(), "", 1, List.of(), r.prompt().text() + "!", StopReason.EOS, Double.NaN)));
        }

        @Override
        public void close() {}
    };

    private static String text(CompletableFuture<Generation> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS).text();
    }

    @Test
    void whatWaitsAndWantsTheSameIsAskedTogetherAndABadOneHarmsNoOther() throws Exception {
        try (Desk desk = new Desk(model)) {
            var first = desk.ask(Prompt.plain("first"), SHORT, AnswerListener.NONE);
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            var a = desk.ask(Prompt.plain("a"), SHORT, AnswerListener.NONE);
            var other = desk.ask(Prompt.plain("other"), LONG, AnswerListener.NONE);
            var given = desk.ask(Prompt.plain("given up"), SHORT, AnswerListener.NONE);
            var bad = desk.ask(Prompt.plain("bad"), SHORT, AnswerListener.NONE);
            var b = desk.ask(Prompt.plain("b"), SHORT, AnswerListener.NONE);
            given.cancel(false);
            gate.countDown();
            assertThat(text(first) + text(a) + text(b) + text(other)).isEqualTo("first!a!b!other!");
            assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("bad");
            assertThat(asked)
                    .containsExactly(
                            List.of("first"),
                            List.of("a", "bad", "b"),
                            List.of("a"),
                            List.of("bad"),
                            List.of("b"),
                            List.of("other"));
        }
    }

    @Test
    void closingEndsWhatIsAskedAndWhatWaits() throws Exception {
        Desk desk = new Desk(model);
        var computed = desk.ask(Prompt.plain("a"), SHORT, AnswerListener.NONE);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        var waiting = desk.ask(Prompt.plain("b"), SHORT, AnswerListener.NONE);
        desk.close();
        for (var answer : List.of(computed, waiting, desk.ask(Prompt.plain("c"), SHORT, AnswerListener.NONE))) {
            assertThatThrownBy(answer::get).isInstanceOf(CancellationException.class);
        }
    }
}
