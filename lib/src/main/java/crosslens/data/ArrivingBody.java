package crosslens.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, taken piece by piece by one thread. Unlike the platform's stream of a body it gives up on a silent server and obeys an interrupt at
 * once (on Java 17 that stream swallows it). Closing breaks the transfer off; whoever asked for the body closes it.
 */
final class ArrivingBody implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private static final List<ByteBuffer> END = List.of();

    /** A piece, or what ended the body early. */
    private record Arrival(List<ByteBuffer> piece, Throwable failure) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription subscription;

    private ArrivingBody() {}

    static ArrivingBody of(Flow.Publisher<List<ByteBuffer>> body) {
        ArrivingBody arriving = new ArrivingBody();
        body.subscribe(arriving);
        return arriving;
    }

    /**
     * The next piece; empty at the end.
     *
     * @throws IOException if the connection broke or nothing came for so long
     */
    Optional<List<ByteBuffer>> next(Duration patience) throws IOException, InterruptedException {
        Arrival arrival = arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (arrival == null) {
            throw new IOException("nothing came for " + patience.toSeconds() + " s");
        }
        if (arrival.failure() != null) {
            throw new IOException("the connection broke", arrival.failure());
        }
        if (arrival.piece() == END) {
            return Optional.empty();
        }
        subscription.request(1);
        return Optional.of(arrival.piece());
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        arrivals.add(new Arrival(piece, null));
    }

    @Override
    public void onError(Throwable failure) {
        arrivals.add(new Arrival(END, failure));
    }

    @Override
    public void onComplete() {
        arrivals.add(new Arrival(END, null));
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
