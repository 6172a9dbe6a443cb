package org.backscroll.api;

import java.util.Objects;

/**
 * A message that a search found.
 *
 * @param message as it stands now
 * @param snippet the words found within some context, each between {@code [} and {@code ]}
 */
public record SearchHit(Message message, String snippet) {
    /** All parts are required. */
    public SearchHit {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(snippet, "snippet");
    }
}
