package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * So many requests in a time, all at once if none was made for long. By the engine's clock, which
 * the limiters of libraries cannot be given. Not thread-safe.
 */
final class TokenBucket {
    private final long capacity;
    private final Duration period;
    private double tokens;
    private Instant filled;

    /**
     * @param capacity how many requests
     * @param period in which time
     */
    TokenBucket(long capacity, Duration period, Instant now) {
        this.capacity = capacity;
        this.period = period;
        tokens = capacity;
        filled = now;
    }

    /** Takes a token if there is one. */
    boolean take(Instant now) {
        fill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** How long until there is a token. */
    Duration wait(Instant now) {
        fill(now);
        double missing = Math.max(0, 1 - tokens);
        return Duration.ofMillis((long) Math.ceil(missing * period.toMillis() / capacity));
    }

    private void fill(Instant now) {
        long passed = Math.max(0, Duration.between(filled, now).toMillis());
        tokens = Math.min(capacity, tokens + (double) passed * capacity / period.toMillis());
        filled = now;
    }
}
