package org.backscroll.store.sqlite;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;

/** One account's job at work in a store that may have several. */
final class Feed {
    final AccountId account;
    private final SqliteStore store;
    private final Lease lease;
    private JobState job;

    Feed(SqliteStore store, AccountId account) throws StoreException {
        this.store = store;
        this.account = account;
        JobKey key = new JobKey(account, "wa", HistorySyncType.FULL, Optional.empty());
        job =
                JobState.builder(
                                "job of " + account,
                                key,
                                SyncRequest.of(HistorySyncType.FULL),
                                Fixture.T0)
                        .status(SyncStatus.RUNNING)
                        .build();
        lease = store.acquire(key, "test", Duration.ofHours(1)).orElseThrow();
    }

    SyncBatch.Builder batch() {
        return SyncBatch.builder(job, lease);
    }

    Applied apply(List<? extends Entry> entries) throws StoreException {
        return apply(batch().entries(entries).build());
    }

    Applied apply(SyncBatch batch) throws StoreException {
        try {
            Applied applied = store.apply(batch);
            job = applied.job();
            return applied;
        } catch (StaleException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends the job and gives its key back. */
    void end() throws StoreException {
        job = job.toBuilder().status(SyncStatus.COMPLETE).build();
        apply(batch().build());
        store.release(lease);
    }
}
