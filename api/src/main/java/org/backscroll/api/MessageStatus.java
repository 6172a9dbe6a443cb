package org.backscroll.api;

/**
 * How far a message has come, in ascending order: of two reports of one message the greater holds.
 */
public enum MessageStatus {
    /** It could not be sent. */
    ERROR,
    /** It waits to be sent. */
    PENDING,
    /** The server has it. */
    SENT,
    /** The recipient's device has it. */
    DELIVERED,
    /** It was read. */
    READ,
    /** It was listened to or watched. */
    PLAYED
}
