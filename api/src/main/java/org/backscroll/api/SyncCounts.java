package org.backscroll.api;

/**
 * What a sync has done so far; each number only grows.
 *
 * @param messages messages delivered and committed, known ones included; edits, revocations and
 *     reactions do not count
 * @param newMessages those of them that were not stored before
 * @param changedMessages stored messages that something delivered has changed
 * @param chats different chats that messages were delivered for
 * @param names names delivered and committed
 * @param skipped records that could not be read and were put into quarantine
 */
public record SyncCounts(
        long messages,
        long newMessages,
        long changedMessages,
        long chats,
        long names,
        long skipped) {
    /** Nothing yet. */
    public static final SyncCounts ZERO = new SyncCounts(0, 0, 0, 0, 0, 0);
}
