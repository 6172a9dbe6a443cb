package org.backscroll.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What of one chat is known to be complete.
 *
 * @param beginningReached whether nothing older exists at the source
 * @param ranges the spans without a gap, oldest first; empty when no source said anything about
 *     them
 * @param keptFrom before this, messages were taken away on purpose; empty where none were
 */
public record ChatCoverage(
        boolean beginningReached, List<Range> ranges, Optional<Instant> keptFrom) {
    /** Nothing is known. */
    public static final ChatCoverage NONE = new ChatCoverage(false, List.of());

    /** Copies the list. */
    public ChatCoverage {
        ranges = List.copyOf(ranges);
        Objects.requireNonNull(keptFrom, "keptFrom");
    }

    /** What is known of a chat of which nothing was taken away. */
    public ChatCoverage(boolean beginningReached, List<Range> ranges) {
        this(beginningReached, ranges, Optional.empty());
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
