package org.backscroll.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: a wait is uniform between nothing and a limit that doubles
 * up to a cap.
 */
final class Backoff {
    private final Settings settings;
    private final RandomGenerator random;
    private int failures;

    Backoff(Settings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** Something worked: the next failure is the first one again. */
    void reset() {
        failures = 0;
    }

    /** How many failures there were in a row. */
    int failures() {
        return failures;
    }

    /** Counts a failure. Returns whether another attempt is allowed. */
    boolean failed() {
        failures++;
        return failures < settings.retryAttempts();
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param atLeast what the server asked for
     */
    Duration pause(Duration atLeast) {
        long limit = settings.retryInitial().toMillis();
        for (int i = 1; i < failures && limit < settings.retryCap().toMillis(); i++) {
            limit *= 2;
        }
        limit = Math.min(limit, settings.retryCap().toMillis());
        Duration jittered = Duration.ofMillis(random.nextLong(limit + 1));
        // A server's wish is a floor; the jitter on top keeps many clients from coming back at
        // once.
        return atLeast.isZero() ? jittered : atLeast.plus(jittered);
    }
}
