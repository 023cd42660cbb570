package crosslens.notebook;

import java.time.Duration;

/** Where outputs go: the notebook whose kernel this JVM is, or the console. Safe for use by several threads. */
public interface Frontend {

    /**
     * Shows an output under an id of the caller's choice.
     *
     * @throws IllegalStateException if the front end refuses it
     */
    void display(String id, Output output);

    /** Replaces what stands under the id; a front end that cannot replace shows it anew. */
    void update(String id, Output output);

    /** How long to wait between two updates of one display. */
    Duration interval();

    /** The front end of this JVM: JJava's or IJava's if one of them is running here, otherwise the console. */
    static Frontend current() {
        return KernelFrontend.running().orElse(ConsoleFrontend.STANDARD_OUTPUT);
    }
}
