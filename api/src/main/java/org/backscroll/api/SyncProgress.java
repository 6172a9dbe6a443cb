package org.backscroll.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a job stands at one moment.
 *
 * @param status where it is
 * @param reason why it waits or failed, in one line
 * @param counts what was committed so far
 * @param fraction how much of the whole is done, 0 to 1, when the source can tell; never falls
 */
public record SyncProgress(
        SyncStatus status, Optional<String> reason, SyncCounts counts, OptionalDouble fraction) {
    /** All parts are required. */
    public SyncProgress {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(fraction, "fraction");
    }
}
