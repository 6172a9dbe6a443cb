package org.backscroll.source.xmpp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as XMPP writes them (XEP-0082). */
final class Stamps {
    private Stamps() {}

    /** To the millisecond; empty if it is no time. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static String write(Instant time) {
        return time.toString();
    }
}
