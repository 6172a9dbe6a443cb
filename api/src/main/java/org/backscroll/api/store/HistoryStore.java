package org.backscroll.api.store;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps history. All writing goes through {@link #apply}. Thread-safe.
 *
 * <p><b>What a store owes.</b> When {@code apply} returns, the whole batch is durable. Merging is
 * commutative and idempotent: any permutation and duplication of the same entries gives the same
 * answers. The state (cursors, job) is written last, so a store that is not {@linkplain #atomic()
 * atomic} may show part of an unfinished batch, but never a cursor ahead of its data. After a
 * failure callers read the state again and never assume.
 *
 * <p><b>As a service.</b> Register it with the properties below, under {@link HistoryStore} and
 * under each optional service it offers ({@link MessageSearch}, {@link SearchIndex}, {@link
 * Quarantine}, {@link Retention}, {@link Backups}, {@link Snapshots}, {@link ChangeFeed}, {@link
 * StoreCheck}) with the same {@link #ID}. Register it only once it is open. If it cannot be opened,
 * let the activation of its component fail with a {@link StoreException}, whose message then
 * reaches people; mark that component with the property {@link #COMPONENT}.
 *
 * <p><b>Leaving.</b> A store's service is unregistered first and closed after that; calls still in
 * flight end, or fail with {@code CLOSED} and write nothing.
 */
@ConsumerType
public interface HistoryStore extends HistoryReads {
    /** Service property: {@link #id()}, as a {@code String}. */
    String ID = "backscroll.store.id";

    /** Service property: what it is, for instance {@code sqlite}, a {@code String}. */
    String TYPE = "backscroll.store.type";

    /** Service property: where its data lie, for a person, a {@code String}. */
    String LOCATION = "backscroll.store.location";

    /** Service property: whether it only reads, a {@code Boolean}; false if absent. */
    String READ_ONLY = "backscroll.store.readonly";

    /** Property of the Declarative Services component that opens a store: {@code true}. */
    String COMPONENT = "backscroll.store.component";

    /**
     * Framework property: the folder where data lie, for stores on a disk that are not configured
     * otherwise.
     */
    String FRAMEWORK_DATA = "backscroll.data";

    /**
     * Framework property: {@code true} when this process only reads, so that stores open beside a
     * writer.
     */
    String FRAMEWORK_READ_ONLY = "backscroll.readonly";

    /**
     * Lives with the data: jobs wait for their store, also when another one comes meanwhile. Quick
     * and without I/O: it is read once at opening.
     */
    UUID id();

    /** Whether a batch is one transaction. */
    boolean atomic();

    /**
     * Claims a job's key for a worker. A key is held by one worker at a time; each new claim has a
     * greater epoch, so that a batch of a holder that was overtaken is refused. Epochs go on
     * growing after a release, too.
     *
     * @param owner who asks, for a person, for instance a process id
     * @param ttl for how long, from now
     * @return empty if it is held and not run out, be it by the same owner: who claims it twice has
     *     lost count. A store on a disk that only one process opens forgets old claims when it is
     *     opened, so that a kill blocks nothing
     */
    Optional<Lease> acquire(JobKey key, String owner, Duration ttl) throws StoreException;

    /**
     * Extends a claim.
     *
     * @throws StaleException if it was released or somebody else has claimed the key since; a claim
     *     that merely ran out still holds and may be extended
     */
    Lease renew(Lease lease, Duration ttl) throws StaleException, StoreException;

    /** Gives a claim back. Does nothing if it was lost. */
    void release(Lease lease) throws StoreException;

    /**
     * Commits a batch: entries, quarantine, coverage, and last the lanes' and the job's state.
     *
     * @param batch a lane or a job that was never written before is made
     * @return what it did, and the job as it is now
     * @throws StaleException if the lease was lost, or a lane is not where the batch expects it;
     *     nothing was written, or nothing that applying it again would not write
     * @throws StoreException typed by what to do about it; likewise
     * @throws IllegalArgumentException if an entry is of another account than the job's key, the
     *     lease of another key, or the status {@code INTERRUPTED}, which is only shown
     */
    Applied apply(SyncBatch batch) throws StaleException, StoreException;
}
