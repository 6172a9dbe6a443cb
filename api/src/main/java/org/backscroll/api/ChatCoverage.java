package org.backscroll.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What of one chat is known to be complete, by all its sources together.
 *
 * @param beginningReached whether nothing older exists at a source
 * @param ranges the spans without a gap, oldest first; they do not overlap, but a proven one and a
 *     claimed one may meet. Empty when no source said anything about them
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

    /**
     * A span of time of which nothing is known.
     *
     * @param after the end of the range below
     * @param before the beginning of the range above; may be the same instant, when several
     *     messages of that instant are not all known
     */
    public record Gap(Instant after, Instant before) {}

    /**
     * What lies between the ranges, oldest first. What is older than the first range is no gap: see
     * {@link #beginningReached()}.
     */
    public List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < ranges.size(); i++) {
            Range below = ranges.get(i - 1);
            Range above = ranges.get(i);
            boolean meet = below.to().equals(above.from()) && below.proven() != above.proven();
            if (!meet) {
                gaps.add(new Gap(below.to(), above.from()));
            }
        }
        return List.copyOf(gaps);
    }
}
