package org.backscroll.api.strategy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.HistoryQuery;

/** What a strategy wants done next. */
public sealed interface Step {
    /**
     * Read these ranges.
     *
     * @param ranges by preference, at least one; the engine may read several at once
     * @param anew whether this job reads them from their bounds, rather than from where an earlier
     *     job stopped in an equal range
     * @param atMost no more than so many messages before asking again; empty for as the engine sees
     *     fit
     * @param memo what to remember for the next time; empty forgets
     */
    record Fetch(List<HistoryQuery> ranges, boolean anew, OptionalLong atMost, Optional<Memo> memo)
            implements Step {
        /**
         * @throws IllegalArgumentException if there is no range, or the limit is less than 1
         */
        public Fetch {
            ranges = List.copyOf(ranges);
            Objects.requireNonNull(memo, "memo");
            if (ranges.isEmpty()) {
                throw new IllegalArgumentException("a fetch names at least one range");
            }
            if (atMost.isPresent() && atMost.getAsLong() < 1) {
                throw new IllegalArgumentException("a fetch asks for at least one message");
            }
        }

        /** All of these ranges, going on where earlier jobs stopped, with nothing to remember. */
        public static Fetch all(List<HistoryQuery> ranges) {
            return new Fetch(ranges, false, OptionalLong.empty(), Optional.empty());
        }
    }

    /**
     * Nothing can be read now; ask again later.
     *
     * @param max after this time at the latest; at least 100 ms and at most a day, what is outside
     *     is taken as the nearer of the two
     * @param why what is waited for, in one line for a person
     * @param memo what to remember for the next time; empty forgets
     */
    record Wait(Duration max, String why, Optional<Memo> memo) implements Step {
        /** All parts are required. */
        public Wait {
            Objects.requireNonNull(max, "max");
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(memo, "memo");
        }
    }

    /**
     * The sync is at its end.
     *
     * @param outcome COMPLETE, FAILED, EXHAUSTED, NO_ACCESS, NO_ANSWER or NO_ANCHOR
     * @param why what to tell a person, in one line
     */
    record Done(SyncStatus outcome, Optional<String> why) implements Step {
        private static final Set<SyncStatus> OUTCOMES =
                Set.of(
                        SyncStatus.COMPLETE,
                        SyncStatus.FAILED,
                        SyncStatus.EXHAUSTED,
                        SyncStatus.NO_ACCESS,
                        SyncStatus.NO_ANSWER,
                        SyncStatus.NO_ANCHOR);

        /** All is here. */
        public static final Done COMPLETE = new Done(SyncStatus.COMPLETE, Optional.empty());

        /**
         * @throws IllegalArgumentException if it is not an outcome of a strategy's
         */
        public Done {
            Objects.requireNonNull(why, "why");
            if (!OUTCOMES.contains(outcome)) {
                throw new IllegalArgumentException(
                        outcome + " is not an outcome a strategy decides");
            }
        }

        /** An outcome with a reason. */
        public static Done because(SyncStatus outcome, String why) {
            return new Done(outcome, Optional.of(why));
        }
    }
}
