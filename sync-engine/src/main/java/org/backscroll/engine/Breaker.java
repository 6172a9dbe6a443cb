package org.backscroll.engine;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps all jobs from a source that failed several times in a row, whoever asked, until some time
 * has passed; then one of them tries. The counting is Failsafe's, the clock is the engine's.
 * Thread-safe.
 */
final class Breaker {
    /** How soon to look again whether the one that tries has succeeded. */
    private static final Duration ANOTHER_TRIES = Duration.ofSeconds(1);

    private final CircuitBreaker<Object> circuit;
    private final Duration delay;
    private Instant until = Instant.MIN;

    /**
     * @param failures how many in a row open it
     * @param delay for how long
     */
    Breaker(int failures, Duration delay) {
        this.delay = delay;
        // It never closes by the system's clock.
        circuit =
                CircuitBreaker.builder()
                        .withFailureThreshold(failures)
                        .withDelay(Duration.ofDays(100_000))
                        .build();
    }

    /** How long to keep away; nothing if the source may be called, which is then to be told of. */
    synchronized Duration enter(Instant now) {
        if (circuit.isOpen()) {
            if (now.isBefore(until)) {
                return Duration.between(now, until);
            }
            circuit.halfOpen();
        }
        return circuit.tryAcquirePermit() ? Duration.ZERO : ANOTHER_TRIES;
    }

    synchronized void succeeded() {
        circuit.recordSuccess();
    }

    synchronized void failed(Instant now) {
        circuit.recordFailure();
        if (circuit.isOpen()) {
            notBefore(now.plus(delay));
        }
    }

    /** A call came to no end that would say anything about the source. */
    synchronized void undecided() {
        if (circuit.isHalfOpen()) {
            circuit.halfOpen();
        }
    }

    /** The source wants to be left alone until then. */
    synchronized void keepAway(Instant until) {
        circuit.open();
        notBefore(until);
    }

    /** Of two reasons to keep away the longer one holds: a failure takes no server's wish back. */
    private void notBefore(Instant instant) {
        if (until.isBefore(instant)) {
            until = instant;
        }
    }
}
