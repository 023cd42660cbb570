package crosslens.notebook;

/** The progress of the kit's long tasks as a bar in the cell; found by {@link crosslens.study.Crosslens#open()} through {@code META-INF/services}. */
public final class KernelProgress implements crosslens.study.ProgressListener {
    private Progress bar;
    private long done;

    @Override
    public void begin(String label, long total, long before) {
        done = before;
        bar = Progress.resume(label, total, before);
    }

    @Override
    public void advance(long steps) {
        done += steps;
        bar.at(done);
    }

    @Override
    public void say(String line) {
        System.out.println(line);
    }

    @Override
    public void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
