package crosslens.study;

/** Hears the progress of the steps of a long task and passes it on with the step's place in the whole. */
public final class StepProgress implements ProgressListener {
    private final ProgressListener listener;
    private String step = "";

    /** @param listener is told everything */
    public StepProgress(ProgressListener listener) {
        this.listener = listener;
    }

    /**
     * Begins a step.
     *
     * @param number from 1
     * @param left how long this and the following steps take, as a reader says it; empty if that is not known
     */
    public void step(int number, int of, String name, String left) {
        step = number + "/" + of + " " + name;
        listener.say("step " + number + " of " + of + ": " + name + (left.isEmpty() ? "" : " (" + left + ")"));
    }

    @Override
    public void begin(String label, long total, long done) {
        listener.begin(step.isEmpty() ? label : step + ", " + label, total, done);
    }

    @Override
    public void advance(long steps) {
        listener.advance(steps);
    }

    @Override
    public void say(String line) {
        listener.say(line);
    }

    @Override
    public void end() {
        listener.end();
    }
}
