package org.backscroll.api.strategy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.source.End;

/**
 * How far this job has come with one lane. A lane remembers one range: reading another one forgets
 * where the first stood and that it ended. A strategy that reads several ranges of a lane keeps in
 * its memo which are done.
 *
 * @param messages how many messages of it this job has committed
 * @param ended how the reading of it came to an end in this job; empty while there is more or it
 *     was not read yet
 * @param range the {@link org.backscroll.api.source.HistoryQuery#toString() words} of the range
 *     read last, by this job or one before; empty when it was never read
 * @param at when it was last read, by this job or one before; empty when it never was
 * @param own whether this job was the last that read it
 */
public record LaneProgress(
        long messages,
        Optional<End> ended,
        Optional<String> range,
        Optional<Instant> at,
        boolean own) {
    /** Never read. */
    public static final LaneProgress NONE =
            new LaneProgress(0, Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** All parts are required. */
    public LaneProgress {
        Objects.requireNonNull(ended, "ended");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(at, "at");
    }
}
