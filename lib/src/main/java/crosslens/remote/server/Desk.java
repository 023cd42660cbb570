package crosslens.remote.server;

import crosslens.lm.AnswerListener;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.Request;
import crosslens.lm.TokenReader;
import crosslens.lm.TokenReader.Passage;
import crosslens.lm.TokenReader.Reading;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands requests to one model: whatever waits at the same time and wants the same is asked together, so that it can be packed. For several threads; the
 * model is used by one thread of the desk's own. Closing the desk ends that thread, not the model.
 */
final class Desk implements AutoCloseable {
    private static final long FAREWELL_MILLIS = 30_000;

    private final LanguageModel model;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Thread thread;
    private boolean closed;

    private sealed interface Waiting {
        CompletableFuture<?> result();

        boolean goesWith(Waiting other);
    }

    /** @param heard whether the listener was told of an answer, which then cannot be begun anew */
    private record Question(
            Prompt prompt,
            GenerationSettings settings,
            AnswerListener listener,
            AtomicBoolean heard,
            CompletableFuture<Generation> result)
            implements Waiting {
        @Override
        public boolean goesWith(Waiting other) {
            return other instanceof Question question && question.settings.equals(settings);
        }

        boolean tell(String id, String text) {
            heard.set(true);
            return !result.isDone() && listener.accept(id, text);
        }
    }

    private record Text(
            Prompt prompt,
            Style style,
            List<Integer> answer,
            boolean whole,
            int alternatives,
            CompletableFuture<Reading> result)
            implements Waiting {
        @Override
        public boolean goesWith(Waiting other) {
            return other instanceof Text;
        }
    }

    Desk(LanguageModel model) {
        this.model = model;
        thread = new Thread(this::serve, "crosslens-model");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The answer, once it is there; fails with what the model says of the request, or as cancelled where the desk closes. Cancelling it ends the answer at
     * its next token.
     *
     * @param listener hears the answer grow, on the desk's thread
     */
    CompletableFuture<Generation> ask(Prompt prompt, GenerationSettings settings, AnswerListener listener) {
        return add(new Question(prompt, settings, listener, new AtomicBoolean(), new CompletableFuture<>()))
                .result();
    }

    /** The reading of a text, see {@link TokenReader.Passage}; fails like {@link #ask}, and where the model reads none. */
    CompletableFuture<Reading> read(Prompt prompt, Style style, List<Integer> answer, boolean whole, int alternatives) {
        return add(new Text(prompt, style, answer, whole, alternatives, new CompletableFuture<>()))
                .result();
    }

    private <T extends Waiting> T add(T one) {
        synchronized (waiting) {
            if (closed) {
                one.result().cancel(false);
            } else {
                waiting.add(one);
                waiting.notifyAll();
            }
        }
        return one;
    }

    private void serve() {
        List<Waiting> together = List.of();
        try {
            while (true) {
                together = next();
                answer(together);
            }
        } catch (InterruptedException e) {
            together.forEach(w -> w.result().cancel(false));
            synchronized (waiting) {
                waiting.forEach(w -> w.result().cancel(false));
                waiting.clear();
            }
        }
    }

    /** The longest-waiting request and all others that want the same. */
    private List<Waiting> next() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty()) {
                waiting.wait();
            }
            List<Waiting> together = new ArrayList<>();
            Waiting first = waiting.peek();
            for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
                Waiting one = all.next();
                if (one.result().isDone() || first.goesWith(one)) {
                    all.remove();
                    if (!one.result().isDone()) {
                        together.add(one);
                    }
                }
            }
            return together;
        }
    }

    /** Asks for all; where the model refuses the lot, each is asked alone, so that one bad request harms no other. */
    private void answer(List<Waiting> together) throws InterruptedException {
        if (together.isEmpty()) {
            return;
        }
        try {
            if (together.get(0) instanceof Question) {
                generate(together.stream().map(Question.class::cast).toList());
            } else {
                read(together.stream().map(Text.class::cast).toList());
            }
        } catch (RuntimeException e) {
            for (Waiting one : together) {
                boolean begun =
                        one instanceof Question question && question.heard().get();
                if (together.size() == 1 || begun) {
                    one.result().completeExceptionally(e);
                } else if (!one.result().isDone()) {
                    answer(List.of(one));
                }
            }
        }
    }

    private void generate(List<Question> questions) throws InterruptedException {
        Map<String, Question> byId = new HashMap<>();
        List<Request> requests = new ArrayList<>();
        for (Question one : questions) {
            String id = Integer.toString(requests.size());
            byId.put(id, one);
            requests.add(new Request(id, one.prompt()));
        }
        model.generate(
                requests,
                questions.get(0).settings(),
                (id, text) -> byId.get(id).tell(id, text),
                answer -> byId.get(answer.id()).result().complete(answer));
    }

    private void read(List<Text> texts) throws InterruptedException {
        TokenReader reader = model.reader()
                .orElseThrow(() -> new UnsupportedOperationException("this model tells no log-probabilities"));
        List<Passage> passages = new ArrayList<>();
        for (Text one : texts) {
            String id = Integer.toString(passages.size());
            passages.add(new Passage(id, one.prompt(), one.style(), one.answer(), one.whole(), one.alternatives()));
        }
        reader.read(
                passages,
                reading -> texts.get(Integer.parseInt(reading.id())).result().complete(reading));
    }

    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
        }
        thread.interrupt();
        try {
            thread.join(FAREWELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
