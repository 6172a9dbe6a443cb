package org.backscroll.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What to search for. Words as people type them: all must occur; {@code "a phrase"}, {@code beg*},
 * {@code OR} and {@code NOT} are understood; accents and case do not matter; no text is a syntax
 * error.
 *
 * @param words what to look for; blank finds nothing
 * @param chat only in this chat
 * @param from only by this sender
 * @param since only at or after
 * @param until only before
 * @param limit how many at most, 1 to 1,000
 */
public record SearchQuery(
        String words,
        Optional<Jid> chat,
        Optional<Jid> from,
        Optional<Instant> since,
        Optional<Instant> until,
        int limit) {

    /**
     * @throws IllegalArgumentException if the limit is out of range
     */
    public SearchQuery {
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(chat, "chat");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(until, "until");
        if (limit < 1 || limit > MessageQuery.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "the limit is a number from 1 to " + MessageQuery.MAX_LIMIT);
        }
    }

    /** Words anywhere. */
    public static SearchQuery of(String words, int limit) {
        return new SearchQuery(
                words,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit);
    }
}
