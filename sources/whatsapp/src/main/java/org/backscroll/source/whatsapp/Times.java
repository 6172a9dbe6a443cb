package org.backscroll.source.whatsapp;

import java.time.Instant;

/** Turns the wire's numbers into times. */
final class Times {
    // a number of seconds as great as this lies in the year 5138: it must be milliseconds
    private static final long FIRST_MILLIS = 100_000_000_000L;

    private Times() {}

    /** Unsigned seconds; what is too great for milliseconds becomes the greatest of them. */
    static Instant seconds(long unsigned) {
        boolean tooGreat = unsigned < 0 || unsigned > Long.MAX_VALUE / 1000;
        return Instant.ofEpochMilli(tooGreat ? Long.MAX_VALUE : unsigned * 1000);
    }

    /** Unsigned milliseconds. */
    static Instant millis(long unsigned) {
        return Instant.ofEpochMilli(unsigned < 0 ? Long.MAX_VALUE : unsigned);
    }

    /** A field that some senders write in seconds and others in milliseconds. */
    static Instant either(long unsigned) {
        return unsigned >= 0 && unsigned < FIRST_MILLIS ? seconds(unsigned) : millis(unsigned);
    }
}
