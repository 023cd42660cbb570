package crosslens.remote;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does many jobs on several threads and hands every result to the calling thread. Serves one call.
 *
 * <p>A thread begins its next job when its last result was handed out, so that a process killed at any time has stored all but what was just arriving.
 *
 * <p>When a job fails, no further one starts; those under way are waited for, since they may be paid for already, and their results are handed out before
 * the failure is thrown. When the calling thread is interrupted, those under way are cancelled and what was ready is handed out.
 */
final class Fleet<T, R> {
    private static final long FAREWELL_SECONDS = 5;

    private final BlockingQueue<Event<R>> events = new LinkedBlockingQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final List<T> jobs;
    private final Work<T, R> work;
    private final Sink<R> sink;
    private final Runnable stop;
    private Throwable failure;

    interface Work<T, R> {
        R of(T job) throws IOException, InterruptedException;
    }

    interface Sink<R> {
        void accept(R result) throws IOException;
    }

    /** A result, which was handed out once it is {@code taken}; a failure; or with neither the end of a worker. */
    private record Event<R>(R result, Throwable failure, CountDownLatch taken) {}

    /** @param stop ends all waiting inside jobs */
    Fleet(List<T> jobs, Work<T, R> work, Sink<R> sink, Runnable stop) {
        this.jobs = jobs;
        this.work = work;
        this.sink = sink;
        this.stop = stop;
    }

    /** Does all jobs. */
    void run(int parallel) throws IOException, InterruptedException {
        int workers = Math.min(parallel, jobs.size());
        if (workers == 0) {
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "crosslens-endpoint");
            thread.setDaemon(true);
            return thread;
        });
        int[] running = {workers};
        try {
            for (int i = 0; i < workers; i++) {
                pool.execute(this::work);
            }
            while (running[0] > 0) {
                take(events.take(), running);
            }
        } catch (InterruptedException e) {
            stopAll();
            pool.shutdownNow();
            drain(running);
            throw e;
        } finally {
            stopAll();
            pool.shutdownNow();
        }
        rethrow();
    }

    private void work() {
        try {
            for (int i = next.getAndIncrement(); i < jobs.size() && !stopping.get(); i = next.getAndIncrement()) {
                Event<R> done = new Event<>(work.of(jobs.get(i)), null, new CountDownLatch(1));
                events.add(done);
                done.taken().await();
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            events.add(new Event<>(null, e, null));
        } finally {
            events.add(new Event<>(null, null, null));
        }
    }

    private void take(Event<R> event, int[] running) throws IOException {
        if (event.result() != null) {
            sink.accept(event.result());
            event.taken().countDown();
        } else if (event.failure() != null) {
            // Jobs that were stopped say so; the reason is the failure that came first.
            failure =
                    failure == null && !(event.failure() instanceof CancellationException) ? event.failure() : failure;
            stopAll();
        } else {
            running[0]--;
        }
    }

    private void drain(int[] running) throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(FAREWELL_SECONDS);
        boolean interrupted = false;
        while (running[0] > 0 && System.nanoTime() < until) {
            try {
                Event<R> event = events.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    break;
                }
                take(event, running);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAll() {
        stopping.set(true);
        stop.run();
    }

    private void rethrow() throws IOException, InterruptedException {
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof InterruptedException e) {
            throw e;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
    }
}
