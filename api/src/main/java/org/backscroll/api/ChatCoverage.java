package org.backscroll.api;

import java.time.Instant;
import java.util.List;

/**
 * What of one chat is known to be complete.
 *
 * @param beginningReached whether nothing older exists at the source
 * @param ranges the spans without a gap, oldest first; empty when no source said anything about
 *     them
 */
public record ChatCoverage(boolean beginningReached, List<Range> ranges) {
    /** Nothing is known. */
    public static final ChatCoverage NONE = new ChatCoverage(false, List.of());

    /** Copies the list. */
    public ChatCoverage {
        ranges = List.copyOf(ranges);
    }

    /**
     * A span of time without a gap, both ends included.
     *
     * @param from its oldest message's time
     * @param to its newest message's time
     * @param proven whether the source guarantees it, or only claims it
     */
    public record Range(Instant from, Instant to, boolean proven) {}
}
