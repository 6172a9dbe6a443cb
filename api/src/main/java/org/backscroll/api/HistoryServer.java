package org.backscroll.api;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Serves what is stored to other programs, from where a source may read it. Thread-safe. */
@ProviderType
public interface HistoryServer {
    /**
     * Starts to serve.
     *
     * @return what serves until it is closed, or the bundle stops
     * @throws IOException if it cannot listen there; the message says what to do, in one line
     */
    Serving serve(Settings settings) throws IOException;

    /**
     * How to serve.
     *
     * @param bind the address to listen at, for instance {@code 127.0.0.1}; {@code 0.0.0.0} for all
     * @param port the port, 1 to 65535; 0 for any that is free
     * @param token what who asks has to know, at least 16 characters without blanks
     * @param accounts which accounts; empty for all
     */
    record Settings(String bind, int port, String token, Set<AccountId> accounts) {
        /** The shortest token. */
        public static final int MIN_TOKEN = 16;

        /**
         * @throws IllegalArgumentException if the port or the token cannot be
         */
        public Settings {
            Objects.requireNonNull(bind, "bind");
            accounts = Set.copyOf(accounts);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("a port is a number from 0 to 65535");
            }
            if (token.length() < MIN_TOKEN || !token.matches("[!-~]+")) {
                throw new IllegalArgumentException(
                        "a token has at least " + MIN_TOKEN + " visible ASCII characters");
            }
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Settings[" + bind + ":" + port + " " + accounts + "]";
        }
    }

    /** A server at work. */
    interface Serving extends Closeable {
        /** Where, for instance {@code http://127.0.0.1:8377}. */
        URI address();

        /** Stops, which breaks off whatever is being answered. Idempotent. */
        @Override
        void close();
    }
}
