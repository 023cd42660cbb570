package crosslens.remote;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * Counts what a session spends and lets no request start that might exceed the limit. For several threads.
 *
 * <p>Before a request is sent, the most it can cost is set aside: its new tokens in full, and of its prompt one token a byte, which no
 * tokenizer exceeds. So a session ends a prompt's length before its limit rather than after it.
 */
final class Budget {
    /** Tokens of a chat template, at a guess from above. */
    private static final long TEMPLATE = 64;

    private final SpendingLimit limit;
    private boolean stopped;
    private long heldIn;
    private long heldOut;
    private long promptTokens;
    private long newTokens;
    private long uncounted;

    /** Set aside for one request. */
    record Hold(long promptTokens, long newTokens) {}

    Budget(SpendingLimit limit) {
        this.limit = limit;
    }

    /**
     * Sets aside what a request can cost; waits while only the requests under way stand against it.
     *
     * @throws IOException if the request might exceed the limit
     * @throws CancellationException if the session was stopped
     */
    synchronized Hold take(long promptBytes, long mostNew) throws IOException, InterruptedException {
        Hold hold = new Hold(promptBytes + TEMPLATE, mostNew);
        while (true) {
            if (stopped) {
                throw new CancellationException("the session was stopped");
            }
            if (fits(hold)) {
                heldIn += hold.promptTokens();
                heldOut += hold.newTokens();
                return hold;
            }
            if (heldIn + heldOut == 0) {
                throw new IOException("stopped by the spending limit (" + limits() + "): " + spent()
                        + ", and the next request may take up to " + (hold.promptTokens() + hold.newTokens())
                        + " tokens; what was answered is kept, a higher limit goes on from there");
            }
            wait();
        }
    }

    private boolean fits(Hold hold) {
        long in = promptTokens + heldIn + hold.promptTokens();
        long out = newTokens + heldOut + hold.newTokens();
        return in + out <= limit.maxTokens() && limit.cost(in, out) <= limit.maxCost();
    }

    /** A request is over and this is what it cost; where the endpoint does not say, what was set aside counts. */
    synchronized void spend(Hold hold, Verdict.Usage usage) {
        if (usage.counted()) {
            promptTokens += usage.promptTokens();
            newTokens += usage.newTokens();
        } else {
            promptTokens += hold.promptTokens();
            newTokens += hold.newTokens();
            uncounted++;
        }
        free(hold);
    }

    /** A request is over and cost nothing. */
    synchronized void free(Hold hold) {
        heldIn -= hold.promptTokens();
        heldOut -= hold.newTokens();
        notifyAll();
    }

    /** Ends all waiting. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Lets requests start again after a stop. */
    synchronized void restart() {
        stopped = false;
    }

    /** What was spent, for people. */
    synchronized String spent() {
        return promptTokens + " prompt tokens and " + newTokens + " new tokens"
                + (limit.hasPrices()
                        ? String.format(Locale.ROOT, ", cost %.4f", limit.cost(promptTokens, newTokens))
                        : "")
                + (uncounted > 0 ? ", of them " + uncounted + " requests estimated from above" : "");
    }

    private String limits() {
        return limit.maxTokens() == SpendingLimit.NO_LIMIT
                ? "cost " + limit.maxCost()
                : limit.maxTokens() + " tokens"
                        + (Double.isInfinite(limit.maxCost()) ? "" : ", cost " + limit.maxCost());
    }
}
