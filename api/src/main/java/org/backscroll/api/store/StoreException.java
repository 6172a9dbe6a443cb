package org.backscroll.api.store;

import java.util.Objects;

/** Trouble with a store, typed by what to do about it. The message is one line for a person. */
public class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Kind {
        /** Another process writes these data. */
        IN_USE(false),
        /** The data are damaged. */
        CORRUPT(false),
        /** The data were written by a newer version. */
        NEWER(false),
        /** There are no data yet, and this process may not make any. */
        ABSENT(false),
        /** The data cannot be written or read: rights, a read-only disk. */
        DENIED(false),
        /** The disk is full. */
        FULL(true),
        /** Somebody holds a lock for too long, or a server does not answer. */
        BUSY(true),
        /** The store was closed. */
        CLOSED(true),
        /** Anything else. */
        OTHER(false);

        private final boolean passing;

        Kind(boolean passing) {
            this.passing = passing;
        }

        /** Whether it may pass by itself, so that trying again makes sense. */
        public boolean isPassing() {
            return passing;
        }
    }

    /** What kind of trouble it is. */
    private final Kind kind;

    /** With a line for a person, and a cause for the log, which may be {@code null}. */
    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }
}
