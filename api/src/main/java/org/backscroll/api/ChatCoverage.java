package org.backscroll.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What of one chat is known to be complete, by all its sources together.
 *
 * @param beginningReached whether nothing older exists at a source
 * @param ranges the spans without a gap, oldest first; they do not overlap, but a proven one and a
 *     claimed one may meet. Empty when no source said anything about them
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
