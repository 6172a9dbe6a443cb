package org.backscroll.api;

import java.time.Instant;
import java.util.Objects;

/**
 * One person's reaction to a message, as it stands now.
 *
 * @param author who reacted (not who wrote the message)
 * @param emoji what with; never empty, for an empty reaction is a removed one
 * @param timestamp when
 */
public record Reaction(MessageKey.Author author, String emoji, Instant timestamp) {
    /**
     * @throws IllegalArgumentException if the emoji is empty
     */
    public Reaction {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(timestamp, "timestamp");
        if (emoji.isEmpty()) {
            throw new IllegalArgumentException(
                    "a reaction has an emoji; a removed one is not listed");
        }
    }
}
