package org.backscroll.console.shell;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Pending;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;

/**
 * Merges what readers give into a store without the engine: batch by batch, under a lease, with a
 * job that tells of it. Until it {@linkplain #complete() is complete} the job is stored as failed,
 * for it is nothing that could be taken up at the next start. Used by one thread.
 */
final class Feed implements AutoCloseable {
    private static final int BATCH = 1000;
    private static final Duration TTL = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HistoryStore store;
    private final Clock clock;
    private Lease lease;
    private JobState job;

    private Feed(HistoryStore store, Clock clock, Lease lease, JobState job) {
        this.store = store;
        this.clock = clock;
        this.lease = lease;
        this.job = job;
    }

    /**
     * Claims a key.
     *
     * @param unfinished what the reason of its job is as long as it is not complete
     * @throws CommandException if somebody works on the key
     */
    static Feed begin(HistoryStore store, JobKey key, String unfinished, Clock clock)
            throws CommandException, StoreException {
        Lease lease =
                store.acquire(key, owner(), TTL)
                        .orElseThrow(
                                () ->
                                        CommandException.failure(
                                                "busy: another "
                                                        + key.type()
                                                        + " of account "
                                                        + key.account()
                                                        + " is at work; try again when it is done"));
        SyncRequest request =
                SyncRequest.builder().type(key.type()).source(key.source()).unlimited().build();
        JobState job =
                JobState.builder(
                                UUID.randomUUID().toString().substring(0, 8),
                                key,
                                request,
                                clock.instant())
                        .status(SyncStatus.FAILED)
                        .reason(Optional.of(unfinished))
                        .build();
        return new Feed(store, clock, lease, job);
    }

    /** Who holds what a command claims. */
    static String owner() {
        return "process " + ProcessHandle.current().pid();
    }

    /**
     * Merges all that a reader gives, and closes it.
     *
     * @param kept which records that could not be read go into quarantine; the others are not
     *     counted as skipped either
     * @param each is told of each chunk after it was committed
     * @throws SourceException if the reader breaks off; what came before is committed
     */
    void read(HistoryReader reader, Predicate<Rejected> kept, Consumer<HistoryChunk> each)
            throws SourceException, StoreException, CommandException, InterruptedException {
        try (reader) {
            HistoryChunk chunk;
            do {
                chunk = next(reader);
                List<Rejected> rejected = chunk.rejected().stream().filter(kept).toList();
                apply(
                        SyncBatch.builder(touched(), lease)
                                .entries(chunk.entries())
                                .rejected(rejected)
                                .covered(chunk.covered())
                                .build());
                each.accept(chunk);
            } while (chunk.end() == End.MORE);
        }
    }

    private HistoryChunk next(HistoryReader reader) throws SourceException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Fetched fetched = reader.next(BATCH);
            if (fetched instanceof HistoryChunk chunk) {
                return chunk;
            }
            Pending pending = (Pending) fetched;
            if (System.nanoTime() > end) {
                throw new SourceException.Transient(
                        "it has not answered: " + pending.why() + "; try again later", null);
            }
            Thread.sleep(
                    Math.max(100, Math.min(PATIENCE.toMillis(), pending.retryIn().toMillis())));
        }
    }

    /** Writes down that all is done. */
    void complete() throws StoreException, CommandException {
        JobState done =
                touched().toBuilder().status(SyncStatus.COMPLETE).reason(Optional.empty()).build();
        apply(SyncBatch.builder(done, lease).build());
    }

    private JobState touched() {
        return job.toBuilder().updated(clock.instant()).build();
    }

    private void apply(SyncBatch batch) throws StoreException, CommandException {
        try {
            job = store.apply(batch).job();
            if (lease.expires().isBefore(clock.instant().plus(TTL.dividedBy(2)))) {
                lease = store.renew(lease, TTL);
            }
        } catch (StaleException e) {
            throw CommandException.failure("another process has taken over; try again");
        }
    }

    /** The key it works under. */
    JobKey key() {
        return job.key();
    }

    /** What it has done so far. */
    SyncCounts counts() {
        return job.counts();
    }

    @Override
    public void close() throws StoreException {
        store.release(lease);
    }
}
