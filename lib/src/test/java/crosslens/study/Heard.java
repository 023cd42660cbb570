package crosslens.study;

import java.util.ArrayList;
import java.util.List;

/** What a listener of progress was told; from a number of steps on it interrupts the thread that tells. */
final class Heard implements ProgressListener {
    final List<String> lines = new ArrayList<>();
    /** Label and total of every beginning. */
    final List<String> begun = new ArrayList<>();

    long interruptAfter;
    long total;
    long done;
    long advanced;

    Heard() {
        this(Long.MAX_VALUE);
    }

    Heard(long interruptAfter) {
        this.interruptAfter = interruptAfter;
    }

    @Override
    public void begin(String label, long all, long there) {
        begun.add(label + " " + all);
        total = all;
        done = there;
    }

    @Override
    public void advance(long steps) {
        advanced += steps;
        if (advanced >= interruptAfter) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void say(String line) {
        lines.add(line);
    }

    @Override
    public void end() {}
}
