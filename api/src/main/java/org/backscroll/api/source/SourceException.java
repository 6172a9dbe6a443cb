package org.backscroll.api.source;

import java.time.Duration;
import java.util.Objects;

/**
 * Trouble with a source, typed by what to do about it. The message is one line for a person and
 * holds no secret.
 */
public abstract sealed class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private SourceException(String message, Throwable cause) {
        super(message, cause);
    }

    /** It may work the next time: the network, a server that is busy. */
    public static final class Transient extends SourceException {
        private static final long serialVersionUID = 1L;

        /** With a cause, which may be {@code null}. */
        public Transient(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The server wants to be left alone for a while. */
    public static final class RateLimited extends SourceException {
        private static final long serialVersionUID = 1L;

        /** How long it wants to be left alone. */
        private final Duration retryAfter;

        /** With how long the server wants to be left alone. */
        public RateLimited(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = Objects.requireNonNull(retryAfter);
        }

        /** How long the server wants to be left alone. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The server no longer knows the cursor, or what lies before it has changed. */
    public static final class CursorLost extends SourceException {
        private static final long serialVersionUID = 1L;

        /** With the reason. */
        public CursorLost(String message) {
            super(message, null);
        }
    }

    /** Not allowed: a wrong password, a revoked device. A person has to do something. */
    public static final class Denied extends SourceException {
        private static final long serialVersionUID = 1L;

        /** With what to do. */
        public Denied(String message) {
            super(message, null);
        }
    }

    /**
     * It will never work this way: a wrong address, a folder that is not there. A person has to do
     * something.
     */
    public static final class Permanent extends SourceException {
        private static final long serialVersionUID = 1L;

        /** With a cause, which may be {@code null}. */
        public Permanent(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
