package crosslens.remote;

import java.time.Duration;

/**
 * How an endpoint is asked. None of it changes answers, but the form.
 *
 * @param parallel requests under way at a time
 * @param timeout for one whole reply
 */
public record EndpointOptions(Form form, int parallel, Duration timeout, Retry retry, SpendingLimit limit) {
    /** Chat form, four requests at a time, two minutes for a reply, no spending limit. */
    public static final EndpointOptions DEFAULT =
            new EndpointOptions(Form.CHAT, 4, Duration.ofMinutes(2), Retry.DEFAULT, SpendingLimit.NONE);

    private static final int MOST_PARALLEL = 512;

    public EndpointOptions {
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            throw new IllegalArgumentException("parallel must be 1 to " + MOST_PARALLEL + ", not " + parallel);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the time for a reply must be more than 0, not " + timeout);
        }
    }

    public EndpointOptions withForm(Form newForm) {
        return new EndpointOptions(newForm, parallel, timeout, retry, limit);
    }

    public EndpointOptions withParallel(int requests) {
        return new EndpointOptions(form, requests, timeout, retry, limit);
    }

    public EndpointOptions withTimeout(Duration perReply) {
        return new EndpointOptions(form, parallel, perReply, retry, limit);
    }

    public EndpointOptions withRetry(Retry newRetry) {
        return new EndpointOptions(form, parallel, timeout, newRetry, limit);
    }

    public EndpointOptions withLimit(SpendingLimit newLimit) {
        return new EndpointOptions(form, parallel, timeout, retry, newLimit);
    }
}
