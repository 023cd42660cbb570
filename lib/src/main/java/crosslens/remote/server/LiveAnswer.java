package crosslens.remote.server;

import crosslens.lm.AnswerListener;
import crosslens.lm.Generation;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** An answer on its way: the model's thread puts pieces in, another takes them out and may wait for a slow client without holding up the model. */
final class LiveAnswer implements AnswerListener {
    /** Tells the end from pieces, which are never empty. */
    private static final String END = "";

    private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
    private final GrowingText text;
    private final CompletableFuture<Generation> answer;

    /** Asks for the answer at once. */
    LiveAnswer(Desk desk, Ask ask) {
        text = new GrowingText(ask.stop());
        answer = desk.ask(ask.prompt(), ask.settings(), this);
        answer.whenComplete((whole, problem) -> pieces.add(END));
    }

    @Override
    public boolean accept(String id, String soFar) {
        String more = text.grow(soFar);
        if (!more.isEmpty()) {
            pieces.add(more);
        }
        return !text.stopped();
    }

    /** Waits for the next piece; empty after the last one, when {@link #answer} is done. */
    String next() throws InterruptedException {
        return pieces.take();
    }

    /** What no piece held, once the answer is done. */
    String rest(Generation whole) {
        return text.rest(whole.text());
    }

    CompletableFuture<Generation> answer() {
        return answer;
    }
}
