package org.backscroll.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.backscroll.api.source.HistoryQuery;

/** Notices a strategy or a source that runs in circles, and slows those that would. */
final class Circles {
    /** So many steps that bring nothing are no accident. */
    private static final int MAX = 10;

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Set<String> ended = new HashSet<>();
    private int stalled;
    private int reopened;

    /** A step went on: those before it do not count any more. */
    void moved() {
        stalled = 0;
    }

    /** A step brought nothing. Returns whether that was one too many in a row. */
    boolean stalled() {
        return ++stalled >= MAX;
    }

    /** A range was read to its end. */
    void ended(HistoryQuery range) {
        ended.add(range.toString());
    }

    /**
     * A range is to be read. Returns whether one that was read to its end was begun again once too
     * often.
     */
    boolean reopens(HistoryQuery range) {
        return ended.contains(range.toString()) && ++reopened >= MAX;
    }

    /** A strategy's or a source's wish to wait, kept within what does no harm. */
    static Duration within(Duration wish) {
        if (wish.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return wish.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wish;
    }
}
