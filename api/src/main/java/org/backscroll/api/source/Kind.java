package org.backscroll.api.source;

/** What a lane bears, and what a query wants of it. */
public enum Kind {
    /** Messages with what happened to them: edits, revocations, reactions, receipts. */
    MESSAGES,
    /** Chats with their names, unread counts, flags and descriptions. */
    CONVERSATIONS,
    /** The names people gave themselves. */
    NAMES,
    /** Which addresses belong to one person. */
    IDENTITIES,
    /** Members of groups, present and past. */
    PARTICIPANTS,
    /** Status posts: messages to everybody that belong to no chat of two. */
    STATUSES,
    /** Anything else of no urgency. */
    METADATA
}
