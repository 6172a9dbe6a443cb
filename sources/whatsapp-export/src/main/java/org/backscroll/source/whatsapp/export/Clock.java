package org.backscroll.source.whatsapp.export;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Tells the instants of a phone's own times, one message after the other.
 *
 * <p>A time that a change of clocks leaves out is as much later as was left out. One that comes
 * twice is the first, or the second if the message before is later than the first.
 */
final class Clock {
    private final ZoneRules rules;
    private Instant before = Instant.MIN;

    Clock(ZoneId zone) {
        rules = zone.getRules();
    }

    /** The instant of the next message. */
    Instant at(LocalDateTime time) {
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        Instant at = time.toInstant(offsets.isEmpty() ? left(time) : offsets.get(0));
        if (offsets.size() > 1 && at.isBefore(before)) {
            at = time.toInstant(offsets.get(1));
        }
        before = at;
        return at;
    }

    /** The offset before the change: by it the time is later by as much as was left out. */
    private ZoneOffset left(LocalDateTime time) {
        return rules.getTransition(time).getOffsetBefore();
    }
}
