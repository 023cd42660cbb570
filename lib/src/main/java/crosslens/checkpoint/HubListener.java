package crosslens.checkpoint;

/** Hears how far a download of a model is. Called from the thread that asked for the model. */
public interface HubListener {
    /** Hears nothing. */
    HubListener NONE = new HubListener() {
        @Override
        public void begin(String label, long bytes, long there) {}

        @Override
        public void advance(long bytes) {}

        @Override
        public void say(String line) {}

        @Override
        public void end() {}
    };

    /**
     * A download begins.
     *
     * @param bytes of all files
     * @param there bytes of them that earlier attempts have brought
     */
    void begin(String label, long bytes, long there);

    /** More bytes are there; fewer, if this is negative, because some have to be fetched again. */
    void advance(long bytes);

    /** One line for the reader. */
    void say(String line);

    /** The download ended, finished or not. */
    void end();
}
