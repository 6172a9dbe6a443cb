package org.backscroll.api.store;

import java.util.Objects;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncCounts;

/**
 * What a batch did.
 *
 * @param job the job as it is stored now, its counts included
 * @param did what this batch alone did; {@code chats} counts those the job had not met before
 * @param chats the chats it touched, by canonical address
 */
public record Applied(JobState job, SyncCounts did, Set<Jid> chats) {
    /** Copies the set. */
    public Applied {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(did, "did");
        chats = Set.copyOf(chats);
    }
}
