package org.backscroll.api;

import java.util.Objects;
import java.util.Optional;

/**
 * Which messages of a chat to list.
 *
 * @param chat by any of its addresses
 * @param limit how many at most, 1 to 1,000
 * @param direction which way the list runs
 * @param from where to go on: the {@link Page#next()} of the page before, of a query in the same
 *     direction
 * @param around the id of a message to be in the middle of the page; excludes {@code from}. The
 *     page then holds up to half of its messages on either side, and its {@code next} goes on in
 *     the query's direction; where the message is unknown the page is empty
 * @param duplicates whether to list also messages that are probably, or certainly, others told once
 *     more: those with a {@link Message#duplicateOf()}
 */
public record MessageQuery(
        Jid chat,
        int limit,
        Direction direction,
        Optional<String> from,
        Optional<String> around,
        boolean duplicates) {
    /** The most one page may hold. */
    public static final int MAX_LIMIT = 1000;

    /** Which way a list of messages runs. */
    public enum Direction {
        /** Towards the beginning of the chat. */
        NEWEST_FIRST,
        /** Towards its end. */
        OLDEST_FIRST
    }

    /**
     * @throws IllegalArgumentException if the limit is out of range, or both {@code from} and
     *     {@code around} are given
     */
    public MessageQuery {
        Objects.requireNonNull(chat, "chat");
        Objects.requireNonNull(direction, "direction");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("the limit is a number from 1 to " + MAX_LIMIT);
        }
        if (from.isPresent() && around.isPresent()) {
            throw new IllegalArgumentException(
                    "a page is either after a cursor or around a message, not both");
        }
    }

    /** A query for each message once. */
    public MessageQuery(
            Jid chat,
            int limit,
            Direction direction,
            Optional<String> from,
            Optional<String> around) {
        this(chat, limit, direction, from, around, false);
    }

    /** The newest messages of a chat. */
    public static MessageQuery newest(Jid chat, int limit) {
        return new MessageQuery(
                chat, limit, Direction.NEWEST_FIRST, Optional.empty(), Optional.empty());
    }

    /** The oldest messages of a chat. */
    public static MessageQuery oldest(Jid chat, int limit) {
        return new MessageQuery(
                chat, limit, Direction.OLDEST_FIRST, Optional.empty(), Optional.empty());
    }

    /** The same query, going on at a cursor. */
    public MessageQuery from(String cursor) {
        return new MessageQuery(
                chat, limit, direction, Optional.of(cursor), Optional.empty(), duplicates);
    }

    /** The same query, around a message. */
    public MessageQuery around(String id) {
        return new MessageQuery(
                chat, limit, direction, Optional.empty(), Optional.of(id), duplicates);
    }

    /** The same query, with {@link #duplicates()}. */
    public MessageQuery withDuplicates() {
        return new MessageQuery(chat, limit, direction, from, around, true);
    }
}
