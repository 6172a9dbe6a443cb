package org.backscroll.api.store;

import java.util.Objects;
import org.backscroll.api.source.Covered;

/**
 * A line of the ledger.
 *
 * @param source the source that said so
 * @param range what is complete
 */
public record Coverage(String source, Covered range) {
    /** All parts are required. */
    public Coverage {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(range, "range");
    }
}
