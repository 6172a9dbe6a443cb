package org.backscroll.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a call ended.
 *
 * @param job the job's id
 * @param status one of the ends, or {@link SyncStatus#STARTED} or {@link SyncStatus#WAITING} while
 *     the job goes on
 * @param type what it was for
 * @param hasMore whether another call would bring more right away
 * @param cursor where that call goes on; present when {@code hasMore}
 * @param counts what was done
 * @param elapsed from acceptance to the end
 * @param error what went wrong and what to do about it, in one line
 */
public record SyncResult(
        String job,
        SyncStatus status,
        HistorySyncType type,
        boolean hasMore,
        Optional<String> cursor,
        SyncCounts counts,
        Duration elapsed,
        Optional<String> error) {

    /** All parts are required. */
    public SyncResult {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(cursor, "cursor");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(elapsed, "elapsed");
        Objects.requireNonNull(error, "error");
    }

    /** See {@link SyncStatus#isSuccess()}. */
    public boolean success() {
        return status.isSuccess();
    }
}
