package crosslens.remote;

import crosslens.lm.Generation;
import crosslens.lm.StopReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tells a request that an endpoint cannot answer from an endpoint that answers nothing: failures are held back until an answer shows that the endpoint
 * works. For one thread.
 */
final class HeldFailures {
    /** So many failures in a row are an outage. */
    static final int OUTAGE = 10;

    private final String endpoint;
    private final Consumer<Generation> sink;
    private final List<Generation> held = new ArrayList<>();
    private boolean answered;

    /** @param answered whether the endpoint has answered before */
    HeldFailures(String endpoint, boolean answered, Consumer<Generation> sink) {
        this.endpoint = endpoint;
        this.answered = answered;
        this.sink = sink;
    }

    /** @throws IOException if this is the last of too many failures in a row */
    void accept(Generation answer) throws IOException {
        if (answer.stop().isFailure()) {
            held.add(answer);
            if (held.size() >= OUTAGE) {
                throw outage();
            }
        } else {
            answered = true;
            release();
            sink.accept(answer);
        }
    }

    /** @throws IOException if nothing was ever answered and something failed */
    void finish() throws IOException {
        if (!held.isEmpty() && !answered) {
            throw outage();
        }
        release();
    }

    boolean answered() {
        return answered;
    }

    private void release() {
        held.forEach(sink);
        held.clear();
    }

    private IOException outage() {
        Map<String, Integer> kinds = new TreeMap<>();
        held.stream().map(Generation::stop).map(StopReason::label).forEach(kind -> kinds.merge(kind, 1, Integer::sum));
        return new IOException(
                endpoint + " does not answer: " + held.size() + " requests in a row failed for good " + kinds
                        + ". They are not counted as answers; what was answered is kept, run it again to go on from there");
    }
}
