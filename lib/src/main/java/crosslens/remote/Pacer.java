package crosslens.remote;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Lets requests start: none before a pause that the endpoint asked for is over, none after the session was stopped. For several threads. */
final class Pacer {
    private long opens = System.nanoTime();
    private boolean stopped;

    /**
     * Waits until the next request may start.
     *
     * @throws CancellationException if the session was stopped
     */
    synchronized void await() throws InterruptedException {
        sleepUntil(opens); // also finds out whether the session was stopped
        while (opens - System.nanoTime() > 0) {
            sleepUntil(opens);
        }
    }

    /** Lets nobody start for a while; a longer pause stands. */
    synchronized void pause(Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        opens = until - opens > 0 ? until : opens;
    }

    /** Holds back this thread alone. */
    synchronized void sleep(Duration wait) throws InterruptedException {
        sleepUntil(System.nanoTime() + wait.toNanos());
    }

    /** Ends all waiting. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Lets requests start again after a stop. */
    synchronized void restart() {
        stopped = false;
    }

    private void sleepUntil(long time) throws InterruptedException {
        for (long left = time - System.nanoTime(); left > 0 && !stopped; left = time - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        }
        if (stopped) {
            throw new CancellationException("the session was stopped");
        }
    }
}
