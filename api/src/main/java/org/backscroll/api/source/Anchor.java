package org.backscroll.api.source;

import java.time.Instant;
import java.util.Objects;
import org.backscroll.api.MessageKey;

/**
 * A message as a place in a chat's history: servers asked for older messages want to know before
 * which.
 *
 * @param message which
 * @param timestamp when it was sent
 */
public record Anchor(MessageKey message, Instant timestamp) {
    /** All parts are required. */
    public Anchor {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(timestamp, "timestamp");
    }
}
