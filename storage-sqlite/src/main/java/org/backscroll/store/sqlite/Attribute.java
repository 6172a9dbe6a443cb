package org.backscroll.store.sqlite;

/**
 * The attributes of a chat's snapshot, with the numbers they have in the database and its views.
 */
enum Attribute {
    NAME(1),
    UNREAD(2),
    ARCHIVED(3),
    MARKED_UNREAD(4),
    /** Epoch milliseconds; 0 for not muted, {@link Long#MAX_VALUE} for good. */
    MUTED_UNTIL(5),
    PINNED(6),
    DESCRIPTION(7),
    CREATED(8),
    CREATED_BY(9),
    READ_ONLY(10),
    /** Milliseconds; 0 for messages that stay. */
    DISAPPEARING_TIMER(11);

    final int number;

    Attribute(int number) {
        this.number = number;
    }
}
