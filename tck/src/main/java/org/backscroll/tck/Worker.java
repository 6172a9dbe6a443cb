package org.backscroll.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;

/** Somebody who holds the claim on a key and works on one job of it, as the engine does. */
final class Worker {
    static final Duration LONG = Duration.ofMinutes(5);

    final HistoryStore store;
    final Lease lease;
    JobState job;

    private Worker(HistoryStore store, Lease lease, JobState job) {
        this.store = store;
        this.lease = lease;
        this.job = job;
    }

    static JobKey key(AccountId account, String source) {
        return new JobKey(account, source, HistorySyncType.FULL, Optional.empty());
    }

    static JobState job(String id, JobKey key) {
        return JobState.builder(id, key, SyncRequest.of(key.type()), Said.T0)
                .status(SyncStatus.RUNNING)
                .build();
    }

    static Worker on(HistoryStore store) throws StoreException {
        return on(store, key(Said.ACCOUNT, "source"), "job");
    }

    static Worker on(HistoryStore store, JobKey key, String job) throws StoreException {
        Optional<Lease> lease = store.acquire(key, "tck", LONG);
        return new Worker(
                store,
                lease.orElseThrow(() -> new AssertionError("a key nobody holds is not claimed")),
                job(job, key));
    }

    SyncBatch.Builder batch() {
        return SyncBatch.builder(job, lease);
    }

    Applied apply(Entry... entries) throws StoreException {
        return apply(List.of(entries));
    }

    Applied apply(List<? extends Entry> entries) throws StoreException {
        return apply(batch().entries(entries));
    }

    Applied apply(SyncBatch.Builder batch) throws StoreException {
        try {
            Applied applied = store.apply(batch.build());
            job = applied.job();
            return applied;
        } catch (StaleException e) {
            throw new AssertionError("a batch under a valid claim is refused", e);
        }
    }

    /** A lane's move from nowhere. */
    LaneStep begin(String lane, String cursor) {
        return new LaneStep(Optional.empty(), state(lane, cursor, 1));
    }

    LaneStep move(LaneState from, String cursor) {
        return new LaneStep(Optional.of(from), state(from.lane(), cursor, from.generation()));
    }

    LaneState state(String lane, String cursor, long generation) {
        return new LaneState(
                lane,
                "all of it",
                Optional.of(new Cursor(cursor)),
                End.MORE,
                job.id(),
                7,
                generation,
                Said.T0);
    }
}
