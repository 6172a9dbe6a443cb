package org.backscroll.api;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.util.promise.Promise;

/**
 * A sync that was accepted. It outlives the process: what is not finished goes on at the next
 * start. Thread-safe.
 */
@ProviderType
public interface SyncJob {
    /** A short id, unique within a store. */
    String id();

    /** The account it works for. */
    AccountId account();

    /** The source it reads. */
    String source();

    /** What was asked. */
    SyncRequest request();

    /** When it was accepted. */
    Instant created();

    /** How it stands now. */
    SyncProgress progress();

    /**
     * Resolved when the job has ended and left its place, also when it fails or is cancelled: the
     * status tells. A callback may start, and wait for, the next sync. It fails only with a {@link
     * HistoryException}, when this process stops working on the job without ending it (the
     * framework stops).
     */
    Promise<SyncResult> result();

    /**
     * Ends the job. What is committed stays, the chunk in flight is dropped, the cursor stays where
     * it was. Does nothing to a job that has ended. Returns at once.
     */
    void cancel();
}
