package crosslens.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.lm.StopReason;
import crosslens.text.Quote;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks one endpoint until there is a reply or no hope: retries, pauses, limits, and the facts that replies tell. For several threads. */
final class Caller {
    private static final int MOST_FINGERPRINTS = 20;

    private final EndpointAddress address;
    private final EndpointOptions options;
    private final Wire wire;
    private final Budget budget;
    private final Pacer pacer = new Pacer();
    private final AtomicReference<Dialect> dialect = new AtomicReference<>(Dialect.FULL);
    private final Object turn = new Object();
    private final Set<String> fingerprints = new LinkedHashSet<>();
    private final Map<String, Integer> retries = new TreeMap<>();
    private int answered;
    private String returnedModel = "";

    /**
     * The end of a request.
     *
     * @param json the reply, null where there is none
     * @param stop why there is none, null where there is one
     * @param verbatim what came last, without the key
     */
    record Outcome(JsonNode json, StopReason stop, Verdict.Usage usage, String verbatim) {}

    Caller(EndpointAddress address, EndpointOptions options, Wire wire) {
        this.address = address;
        this.options = options;
        this.wire = wire;
        this.budget = new Budget(options.limit());
    }

    /**
     * Asks.
     *
     * @param form decides the path
     * @param body writes the request in the endpoint's dialect
     * @param promptBytes length of the prompt
     * @param mostNew most new tokens
     * @throws IOException if the whole session cannot go on
     * @throws CancellationException if it was stopped
     */
    Outcome ask(Form form, Function<Dialect, ObjectNode> body, long promptBytes, long mostNew)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            pacer.await();
            Dialect spoken = dialect.get();
            Wire.Arrived arrived;
            Verdict verdict;
            Budget.Hold hold = budget.take(promptBytes, mostNew);
            Verdict.Usage paid = null;
            try {
                arrived = wire.post(form.path(), body.apply(spoken).toString());
                verdict = Judgement.of(arrived);
                paid = paid(verdict);
            } finally {
                settle(hold, paid);
            }
            if (verdict instanceof Verdict.Reply reply) {
                learn(reply);
                return new Outcome(reply.json(), null, reply.usage(), arrived.body());
            } else if (verdict instanceof Verdict.Final end) {
                return new Outcome(null, end.stop(), Verdict.Usage.UNKNOWN, arrived.body());
            } else if (verdict instanceof Verdict.Fatal fatal) {
                throw new IOException(address + ": " + fatal.why());
            } else if (verdict instanceof Verdict.Without without) {
                Dialect lesser = spoken.without(without.parameter());
                if (lesser.equals(spoken)) {
                    return new Outcome(null, StopReason.REJECTED, Verdict.Usage.UNKNOWN, arrived.body());
                }
                dialect.updateAndGet(now -> now.without(without.parameter()));
                attempt--;
            } else if (verdict instanceof Verdict.Again again && !waitFor(again, attempt)) {
                return new Outcome(null, again.stop(), Verdict.Usage.UNKNOWN, arrived.body());
            }
        }
    }

    /** Null if nothing was paid. An interrupted request counts as unpaid: it was cancelled. */
    private static Verdict.Usage paid(Verdict verdict) {
        if (verdict instanceof Verdict.Reply reply) {
            return reply.usage();
        }
        return verdict instanceof Verdict.Again again && again.maybePaid() ? Verdict.Usage.UNKNOWN : null;
    }

    private void settle(Budget.Hold hold, Verdict.Usage paid) {
        if (paid == null) {
            budget.free(hold);
        } else {
            budget.spend(hold, paid);
        }
    }

    /** Waits before another attempt; false after the last one. */
    private boolean waitFor(Verdict.Again again, int attempt) throws IOException, InterruptedException {
        if (attempt >= options.retry().attempts()) {
            if (again.stop() == null) {
                throw new IOException(address + ": " + again.why() + ", at the last of " + attempt
                        + " attempts; what was answered is kept, run it again to go on from there");
            }
            return false;
        }
        synchronized (turn) {
            retries.merge(
                    again.stop() == null
                            ? "busy or not reachable"
                            : again.stop().label(),
                    1,
                    Integer::sum);
        }
        if (again.delay().compareTo(Retry.PATIENCE) > 0) {
            throw new IOException(address + ": " + again.why() + "; it asks for a wait of "
                    + again.delay().toSeconds() + " seconds: run it again later to go on from there");
        }
        Duration backoff = options.retry().after(attempt);
        if (again.stop() == null || !again.delay().isZero()) {
            // Busy for one is busy for all; afterwards each comes back at a time of its own.
            pacer.pause(again.delay().compareTo(backoff) > 0 ? again.delay() : backoff);
            pacer.await();
        }
        pacer.sleep(backoff);
        return true;
    }

    /** Takes over the endpoint's facts; a model that changes ends the session. */
    private void learn(Verdict.Reply reply) throws IOException {
        synchronized (turn) {
            answered++;
            expect(reply.model());
            if (!reply.systemFingerprint().isEmpty() && fingerprints.size() < MOST_FINGERPRINTS) {
                fingerprints.add(reply.systemFingerprint());
            }
        }
    }

    /**
     * Takes the endpoint's own name of the model from a reply; an empty one says nothing.
     *
     * @throws IOException if it was another one before (DECISIONS 4)
     */
    void expect(String model) throws IOException {
        synchronized (turn) {
            if (!model.isEmpty() && !returnedModel.isEmpty() && !model.equals(returnedModel)) {
                throw new IOException(address + " answered as " + Quote.of(returnedModel) + " and now as "
                        + Quote.of(model)
                        + ": answers of two models are never mixed in one run. What was answered is kept;"
                        + " name the model's exact version, or use another run store");
            }
            returnedModel = model.isEmpty() ? returnedModel : model;
        }
    }

    /** Ends all waiting; requests under way go on. */
    void stop() {
        pacer.stop();
        budget.stop();
    }

    /** Lets requests start again after a stop. */
    void restart() {
        pacer.restart();
        budget.restart();
    }

    /** What was learnt and spent, for provenance. */
    Map<String, String> facts() {
        synchronized (turn) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("endpoint", address.fingerprint());
            facts.put("form", options.form().name().toLowerCase(Locale.ROOT));
            facts.put("returned model", returnedModel.isEmpty() ? "not named" : Quote.of(returnedModel));
            facts.put(
                    "system fingerprint",
                    fingerprints.isEmpty()
                            ? "none"
                            : fingerprints.stream().map(Quote::of).collect(Collectors.joining(" ")));
            facts.put("temperature", dialect.get().temperature() ? "0" : "not supported: the endpoint's own");
            facts.put("replies", Integer.toString(answered));
            facts.put("retries", retries.toString());
            facts.put("spent", budget.spent());
            return facts;
        }
    }
}
