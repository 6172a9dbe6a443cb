package org.backscroll.api.store;

import java.util.Objects;
import java.util.Optional;

/**
 * A lane's move, by compare-and-set: it happens only if the stored state still has the expected
 * cursor and generation.
 *
 * @param expected the state the move starts from; empty when there must be none
 * @param next the state to write
 */
public record LaneStep(Optional<LaneState> expected, LaneState next) {
    /** All parts are required. */
    public LaneStep {
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(next, "next");
    }

    /** Whether a stored state is the expected one. */
    public boolean expects(Optional<LaneState> stored) {
        if (expected.isEmpty() || stored.isEmpty()) {
            return expected.isEmpty() && stored.isEmpty();
        }
        return expected.get().generation() == stored.get().generation()
                && expected.get().cursor().equals(stored.get().cursor());
    }
}
