package org.backscroll.api;

import java.util.Objects;
import java.util.Optional;

/**
 * Which chats to list, newest first. Archived ones are included.
 *
 * @param limit how many at most, 1 to 1,000
 * @param before where to go on: the {@link Page#next()} of the page before; empty for the first
 *     page
 */
public record ConversationQuery(int limit, Optional<String> before) {
    /** The most one page may hold. */
    public static final int MAX_LIMIT = 1000;

    /** The first 50. */
    public static final ConversationQuery FIRST = new ConversationQuery(50, Optional.empty());

    /**
     * @throws IllegalArgumentException if the limit is out of range
     */
    public ConversationQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("the limit is a number from 1 to " + MAX_LIMIT);
        }
        Objects.requireNonNull(before, "before");
    }

    /** The first page with this many. */
    public static ConversationQuery first(int limit) {
        return new ConversationQuery(limit, Optional.empty());
    }
}
