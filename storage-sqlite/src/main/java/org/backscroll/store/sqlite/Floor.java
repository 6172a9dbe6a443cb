package org.backscroll.store.sqlite;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Plausible;

/**
 * What of a chat was purged and is not to come back. Floors only rise.
 *
 * @param before messages sent before this, in epoch milliseconds, save for those that sort as 0; 0
 *     for none
 * @param place messages before it in the chat's order
 */
record Floor(long before, Optional<Place> place) {
    static final Floor NONE = new Floor(0, Optional.empty());

    static Floor before(Instant time) {
        return new Floor(Math.max(0, Stored.millis(time)), Optional.empty());
    }

    static Floor at(Place place) {
        return new Floor(0, Optional.of(place));
    }

    boolean isNone() {
        return before == 0 && place.isEmpty();
    }

    /** Whether a message is below. */
    boolean covers(Place message) {
        return message.sort() > 0 && message.sort() < before
                || place.isPresent() && message.compareTo(place.get()) < 0;
    }

    /** Whether what was done to a message at this time tells that the message is below. */
    boolean coversAllUntil(long millis) {
        long sort = Stored.sort(millis);
        return sort > 0 && (sort < before || place.isPresent() && sort < place.get().sort());
    }

    /** The higher one of each kind. */
    Floor join(Floor other) {
        Optional<Place> higher =
                place.isPresent()
                                && (other.place.isEmpty()
                                        || place.get().compareTo(other.place.get()) > 0)
                        ? place
                        : other.place;
        return new Floor(Math.max(before, other.before), higher);
    }

    /** What is still complete of a chat above this floor. */
    ChatCoverage clip(ChatCoverage coverage) {
        Instant from = Instant.ofEpochMilli(Math.max(before, place.map(Place::sort).orElse(0L)));
        if (!Plausible.is(from)) {
            return coverage;
        }
        List<ChatCoverage.Range> left =
                coverage.ranges().stream()
                        .filter(range -> !range.to().isBefore(from))
                        .map(range -> range.from().isBefore(from) ? cut(range, from) : range)
                        .toList();
        return new ChatCoverage(false, left, Optional.of(from));
    }

    private static ChatCoverage.Range cut(ChatCoverage.Range range, Instant from) {
        return new ChatCoverage.Range(from, range.to(), range.proven());
    }
}
