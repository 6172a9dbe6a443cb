package org.backscroll.api;

import java.util.Objects;

/**
 * A request that could not be done. The message is one line for a person: what is wrong and what to
 * do.
 */
public class HistoryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Kind {
        /** No strategy for the type is installed. */
        NO_STRATEGY,
        /** No such source, or none for the account, or several and none was named. */
        NO_SOURCE,
        /** No store is available. */
        NO_STORE,
        /** No such job. */
        NO_JOB,
        /** The request contradicts itself. */
        BAD_REQUEST,
        /** The cursor is mangled or belongs to something else. */
        BAD_CURSOR,
        /** The store failed. */
        STORE,
        /** The system is shutting down. */
        STOPPING
    }

    /** What kind of trouble it is. */
    private final Kind kind;

    /** With a line for a person. */
    public HistoryException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** With a line for a person and a cause for the log. */
    public HistoryException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }
}
