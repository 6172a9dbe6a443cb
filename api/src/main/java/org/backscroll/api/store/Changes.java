package org.backscroll.api.store;

import java.util.List;
import java.util.Objects;
import org.backscroll.api.source.Entry;

/**
 * A page of what is new or changed.
 *
 * @param entries what a store has to be told, in an order that is good for it
 * @param next the revision to go on from; at most 200 characters
 * @param more whether there is more already. A page may be empty and have more after it
 * @param fraction how much of all there is lies before {@code next}, 0 to 1
 */
public record Changes(List<Entry> entries, String next, boolean more, double fraction) {
    /** Copies the list. */
    public Changes {
        entries = List.copyOf(entries);
        Objects.requireNonNull(next, "next");
    }
}
