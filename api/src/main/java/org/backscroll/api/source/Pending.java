package org.backscroll.api.source;

import java.time.Duration;
import java.util.Objects;

/**
 * The server was asked and its answer is not here yet. The engine asks the reader again after a
 * while.
 *
 * @param retryIn when to look again, at least 100 ms and at most a day; what is outside is taken as
 *     the nearer of the two
 * @param why what is waited for, in one line for a person
 */
public record Pending(Duration retryIn, String why) implements Fetched {
    /** All parts are required. */
    public Pending {
        Objects.requireNonNull(retryIn, "retryIn");
        Objects.requireNonNull(why, "why");
    }
}
