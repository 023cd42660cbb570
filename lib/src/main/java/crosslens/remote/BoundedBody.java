package crosslens.remote;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Collects a reply up to a limit, and keeps what came of one that was cut off. Serves one reply. */
final class BoundedBody implements BodySubscriber<BoundedBody.Body> {
    private final int limit;
    private final CompletableFuture<Body> result = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    /**
     * What came.
     *
     * @param whole false if the connection ended first, or the limit was reached
     */
    record Body(String text, boolean whole) {}

    BoundedBody(int limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<Body> getBody() {
        return result;
    }

    /** What came until now. */
    String soFar() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            byte[] part = new byte[Math.min(piece.remaining(), limit - bytes.size())];
            boolean tooMuch = piece.remaining() > part.length;
            piece.get(part);
            bytes.writeBytes(part);
            if (tooMuch) {
                subscription.cancel();
                finish(false);
                return;
            }
        }
    }

    @Override
    public void onError(Throwable problem) {
        finish(false);
    }

    @Override
    public void onComplete() {
        finish(true);
    }

    private void finish(boolean whole) {
        result.complete(new Body(soFar(), whole));
    }
}
