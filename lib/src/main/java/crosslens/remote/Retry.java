package crosslens.remote;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how soon a failed request is tried again.
 *
 * @param attempts most attempts at one request, at least 1
 * @param first longest wait before the second attempt; it doubles with every further one
 * @param most longest wait of all, but for what an endpoint asks for itself
 */
public record Retry(int attempts, Duration first, Duration most) {
    /** Seven attempts, waits of up to 1, 2, 4 … 32 seconds. */
    public static final Retry DEFAULT = new Retry(7, Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** An endpoint that asks for a longer wait than this is not waited for. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int MOST_DOUBLINGS = 20;

    public Retry {
        if (attempts < 1 || first.isNegative() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("a retry needs at least 1 attempt and waits of 0 or more, not "
                    + attempts + " attempts, " + first + " to " + most);
        }
    }

    /** The wait after a failed attempt, counted from 1: random up to a bound that doubles, so that clients do not come back all at once. */
    Duration after(int attempt) {
        long bound = Math.min(most.toNanos(), first.toNanos() << Math.min(attempt - 1, MOST_DOUBLINGS));
        return Duration.ofNanos(bound == 0 ? 0 : ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
    }
}
