package crosslens.remote.server;

import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.Request;
import crosslens.prompt.Prompt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Hands requests to one model: whatever waits at the same time and wants the same settings is asked together, so that it can be packed. For several
 * threads; the model is used by one thread of the desk's own. Closing the desk ends that thread, not the model.
 */
final class Desk implements AutoCloseable {
    private static final long FAREWELL_MILLIS = 30_000;

    private final LanguageModel model;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Thread thread;
    private boolean closed;

    private record Waiting(Prompt prompt, GenerationSettings settings, CompletableFuture<Generation> answer) {}

    Desk(LanguageModel model) {
        this.model = model;
        thread = new Thread(this::serve, "crosslens-model");
        thread.setDaemon(true);
        thread.start();
    }

    /** The answer, once it is there; fails with what the model says of the request, or as cancelled where the desk closes. */
    CompletableFuture<Generation> ask(Prompt prompt, GenerationSettings settings) {
        CompletableFuture<Generation> answer = new CompletableFuture<>();
        synchronized (waiting) {
            if (closed) {
                answer.cancel(false);
            } else {
                waiting.add(new Waiting(prompt, settings, answer));
                waiting.notifyAll();
            }
        }
        return answer;
    }

    private void serve() {
        List<Waiting> together = List.of();
        try {
            while (true) {
                together = next();
                answer(together);
            }
        } catch (InterruptedException e) {
            together.forEach(w -> w.answer().cancel(false));
            synchronized (waiting) {
                waiting.forEach(w -> w.answer().cancel(false));
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
            GenerationSettings settings = waiting.peek().settings();
            for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
                Waiting one = all.next();
                if (one.answer().isDone() || one.settings().equals(settings)) {
                    all.remove();
                    if (!one.answer().isDone()) {
                        together.add(one);
                    }
                }
            }
            return together;
        }
    }

    /** Asks for all; where the model refuses the lot, each is asked alone, so that one bad request harms no other. */
    private void answer(List<Waiting> together) throws InterruptedException {
        Map<String, Waiting> byId = new HashMap<>();
        List<Request> requests = new ArrayList<>();
        for (Waiting one : together) {
            String id = Integer.toString(requests.size());
            byId.put(id, one);
            requests.add(new Request(id, one.prompt()));
        }
        if (requests.isEmpty()) {
            return;
        }
        try {
            model.generate(
                    requests,
                    together.get(0).settings(),
                    answer -> byId.get(answer.id()).answer().complete(answer));
        } catch (RuntimeException e) {
            List<Waiting> left =
                    together.stream().filter(w -> !w.answer().isDone()).toList();
            if (together.size() == 1) {
                left.forEach(w -> w.answer().completeExceptionally(e));
            } else {
                for (Waiting one : left) {
                    answer(List.of(one));
                }
            }
        }
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
