package org.backscroll.api.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;

/**
 * How far the syncs of one key have come with one lane.
 *
 * @param lane the lane's id
 * @param range the words of the query that was read, whose cursor this is
 * @param cursor where its reader stands; empty before the first chunk
 * @param end what came after its last chunk
 * @param job the job that read it last
 * @param messages how many messages of it that job has committed
 * @param generation how often it was begun anew; cursors of another generation are out of date
 * @param updated when it was written
 */
public record LaneState(
        String lane,
        String range,
        Optional<Cursor> cursor,
        End end,
        String job,
        long messages,
        long generation,
        Instant updated) {
    /** All parts are required. */
    public LaneState {
        Objects.requireNonNull(lane, "lane");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(cursor, "cursor");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(updated, "updated");
    }
}
