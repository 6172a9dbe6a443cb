package org.backscroll.api;

import java.time.Instant;

/**
 * The rule for times that cannot be: nothing depends on the clock at the time of a sync, so it is
 * fixed.
 */
public final class Plausible {
    /** The first believable time: 2000-01-01T00:00:00Z. */
    public static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");

    /** The first time no longer believable: 2101-01-01T00:00:00Z. */
    public static final Instant UNTIL = Instant.parse("2101-01-01T00:00:00Z");

    private Plausible() {}

    /** Whether a time lies in the years 2000 to 2100. */
    public static boolean is(Instant time) {
        return !time.isBefore(FROM) && time.isBefore(UNTIL);
    }

    /** What a time sorts as: itself when believable, else {@link Instant#EPOCH}. */
    public static Instant orEpoch(Instant time) {
        return is(time) ? time : Instant.EPOCH;
    }
}
