package crosslens.notebook;

import crosslens.text.Displayable;
import crosslens.text.Html;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The bar of a long computation: how many are done, how fast, how long it will still take. Updated in place, a few times a second at most.
 *
 * <p>When closed it leaves one line with the counts alone, the same at every run, so that an executed notebook holds no times. It never ends the work
 * it shows: if the display fails, the display stops. It does not look at the thread's interrupt flag and does not clear it. Several threads may report.
 */
public final class Progress implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final String title;
    private final long total;
    private final long before;
    private final Frontend frontend;
    private final LongSupplier clock;
    private final String id = UUID.randomUUID().toString();
    private final long started;
    private final Object lock = new Object();
    private long done;
    private long shownAt;
    private boolean ended;

    Progress(String title, long total, long before, Frontend frontend, LongSupplier clock) {
        if (total < 0 || before < 0 || before > total) {
            throw new IllegalArgumentException(
                    "progress of '" + title + "' cannot start at " + before + " of " + total);
        }
        this.title = title;
        this.total = total;
        this.before = before;
        this.frontend = frontend;
        this.clock = clock;
        done = before;
        started = clock.getAsLong();
        shownAt = started;
        show(false);
    }

    /** A bar for {@code total} items, shown at once. */
    public static Progress start(String title, long total) {
        return resume(title, total, 0);
    }

    /** A bar of which {@code before} items were done earlier: they count, but not for the speed. */
    public static Progress resume(String title, long total, long before) {
        return new Progress(title, total, before, Frontend.current(), System::nanoTime);
    }

    /** One more item is done. */
    public void advance() {
        synchronized (lock) {
            at(done + 1);
        }
    }

    /** {@code count} items are done in all; more than the total is shown as the total. */
    public void at(long count) {
        synchronized (lock) {
            done = Math.min(count, total);
            long now = clock.getAsLong();
            if (now - shownAt >= frontend.interval().toNanos()) {
                shownAt = now;
                show(true);
            }
        }
    }

    /** Leaves the counts; says so if not all were done. Further calls do nothing. */
    @Override
    public void close() {
        synchronized (lock) {
            send(new Line(title, counts() + (done < total ? ", stopped" : ""), false, done, total), true);
            ended = true;
        }
    }

    private void show(boolean update) {
        send(new Line(title, counts() + speed(), true, done, total), update);
    }

    private void send(Line line, boolean update) {
        if (ended) {
            return;
        }
        try {
            if (update) {
                frontend.update(id, Output.of(line));
            } else {
                frontend.display(id, Output.of(line));
            }
        } catch (IllegalStateException e) {
            ended = true;
        }
    }

    private String counts() {
        return done + " of " + total;
    }

    private String speed() {
        double seconds = (clock.getAsLong() - started) / NANOS;
        long fresh = done - before;
        if (fresh < 1 || seconds <= 0) {
            return "";
        }
        double rate = fresh / seconds;
        String pace = rate >= 1
                ? String.format(Locale.ROOT, "%.1f a second", rate)
                : String.format(Locale.ROOT, "%.1f s each", 1 / rate);
        return ", " + pace + ", " + duration(Math.round((total - done) / rate)) + " left";
    }

    static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d min %02d s", minutes, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }

    private record Line(String title, String state, boolean running, long done, long total) implements Displayable {
        @Override
        public String html() {
            String bar = running
                    ? "<progress max=\"" + total + "\" value=\"" + done + "\" aria-label=\"" + Html.escape(title)
                            + "\" style=\"width:20em;vertical-align:middle\"></progress> "
                    : "";
            return "<div>" + Html.escape(title) + ": " + bar + Html.escape(state) + "</div>";
        }

        @Override
        public String text() {
            return title + ": " + state;
        }
    }
}
