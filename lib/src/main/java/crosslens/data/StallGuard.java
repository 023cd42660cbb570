package crosslens.data;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Closes a stream from which nothing has come for too long, so that a reader blocked on it wakes up. Whoever opens it closes it; the stream is not its own. */
final class StallGuard implements AutoCloseable {
    private final Timer timer = new Timer("crosslens-download-guard", true);
    private volatile long lastSign = System.nanoTime();
    private volatile boolean stalled;

    StallGuard(InputStream in, Duration limit) {
        long period = Math.max(1, limit.toMillis() / 4);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        if (System.nanoTime() - lastSign > limit.toNanos()) {
                            stalled = true;
                            closeQuietly(in);
                            cancel();
                        }
                    }
                },
                period,
                period);
    }

    void signOfLife() {
        lastSign = System.nanoTime();
    }

    boolean stalled() {
        return stalled;
    }

    @Override
    public void close() {
        timer.cancel();
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // the reader gets its own exception; that closing fails too tells nobody anything
            return;
        }
    }
}
