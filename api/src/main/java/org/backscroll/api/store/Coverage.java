package org.backscroll.api.store;

import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Lane;

/**
 * A line of the ledger.
 *
 * @param source the source that said so
 * @param range what is complete
 * @param order what the positions of the range mean: {@code TIME} if it names a chat, else the
 *     lane's order; empty for a lane that nobody has described
 */
public record Coverage(String source, Covered range, Optional<Lane.Order> order) {
    /** All parts are required. */
    public Coverage {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(order, "order");
    }
}
