package crosslens.study;

/** Hears how far a long task is. Called from one thread; implementations draw a bar, print a line now and then, or do nothing. */
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = new ProgressListener() {
        @Override
        public void begin(String label, long total, long done) {}

        @Override
        public void advance(long steps) {}

        @Override
        public void say(String line) {}

        @Override
        public void end() {}
    };

    /**
     * A task begins.
     *
     * @param total steps of the whole task
     * @param done steps that were there before and cost nothing now
     */
    void begin(String label, long total, long done);

    void advance(long steps);

    /** One line for the reader, beside the bar. */
    void say(String line);

    /** The task ended, finished or not. */
    void end();
}
