package crosslens.cli;

import crosslens.study.ProgressListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress on standard error: a bar with the time left on a terminal, a line every 30 seconds elsewhere. */
final class ConsoleProgress implements ProgressListener {
    /** The first result comes after a model is loaded and tells nothing of the others; so few more tell little. */
    private static final int FEWEST = 3;

    private static final long QUIET_NANOS = Duration.ofSeconds(30).toNanos();

    private final PrintStream err;
    private final boolean terminal;
    private ProgressBar bar;
    private String label = "";
    private long total;
    private long done;
    private long started;
    private long first;
    private long withFirst;
    private long lastLine;
    private Thread interruption;

    ConsoleProgress(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void begin(String label, long total, long done) {
        this.label = label;
        this.total = total;
        this.done = done;
        started = System.nanoTime();
        withFirst = -1;
        lastLine = started;
        interruption = new Thread(this::sayInterrupted);
        Runtime.getRuntime().addShutdownHook(interruption);
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName(label)
                    .setInitialMax(total)
                    .startsFrom(done, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .continuousUpdate()
                    .build();
        } else {
            err.printf(Locale.ROOT, "%s: %d of %d%s%n", label, done, total, done > 0 ? " (from before)" : "");
        }
    }

    @Override
    public void advance(long steps) {
        done += steps;
        if (withFirst < 0) {
            withFirst = done;
            first = System.nanoTime();
        }
        if (bar != null) {
            bar.stepTo(done);
        } else if (System.nanoTime() - lastLine >= QUIET_NANOS) {
            lastLine = System.nanoTime();
            err.printf(Locale.ROOT, "%s: %d of %d%s%n", label, done, total, timeLeft());
        }
    }

    @Override
    public void say(String line) {
        if (bar != null) {
            bar.setExtraMessage(" " + line);
        } else {
            err.println(line);
        }
    }

    private void sayInterrupted() {
        err.printf(
                Locale.ROOT,
                "%ninterrupted: %d of %d are done and kept; the same command goes on from there%n",
                this.done,
                total);
    }

    @Override
    public void end() {
        if (interruption == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException e) {
            return; // the process is ending: the hook has spoken
        }
        interruption = null;
        if (bar != null) {
            bar.close();
            bar = null;
        } else {
            double seconds = (System.nanoTime() - started) / 1e9;
            err.printf(Locale.ROOT, "%s: %d of %d in %s%n", label, done, total, clock(seconds));
        }
    }

    /** By the results after the first; empty as long as they are too few. */
    private String timeLeft() {
        long made = done - withFirst;
        return made < FEWEST
                ? ""
                : ", about " + clock((System.nanoTime() - first) / 1e9 / made * (total - done)) + " left";
    }

    /** Seconds as {@code 1:05} or {@code 2:03:04}. */
    static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
