package org.backscroll.api;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Spans of time as they are kept. */
final class Millis {
    private static final Duration MOST = Duration.ofMillis(Long.MAX_VALUE);

    private Millis() {}

    /**
     * To the millisecond, and at most {@code Long.MAX_VALUE} of them.
     *
     * @param what it is, for the refusal
     * @throws IllegalArgumentException if it is negative
     */
    static Duration of(Duration span, String what) {
        if (span.isNegative()) {
            throw new IllegalArgumentException(what + " is not negative");
        }
        return span.compareTo(MOST) > 0 ? MOST : span.truncatedTo(ChronoUnit.MILLIS);
    }
}
