package org.backscroll.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a job waits: it says why, is in nobody's way, and wakes when it is stopped. Used by the job's
 * thread.
 */
final class Waits {
    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);

    /** A wait for a limit that people should see; a shorter one is not worth writing down. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

    private final Job job;
    private final JobRecord record;
    private final Limits limits;
    private final Time time;
    private final BooleanSupplier sourceGone;
    private Signal.Look look;

    /**
     * @param sourceGone whether the source in use has gone away, which ends a wait
     */
    Waits(Job job, JobRecord record, Limits limits, Time time, BooleanSupplier sourceGone) {
        this.job = job;
        this.record = record;
        this.limits = limits;
        this.time = time;
        this.sourceGone = sourceGone;
    }

    /** What changes from now on ends the next wait for a part or a limit. */
    void look() {
        look = job.signal().look();
    }

    /** Waits some time. */
    void some(Optional<Part<HistoryStore>> store, Duration max, String why)
            throws InterruptedException, StaleException, StoreException {
        record.waiting(store, why);
        sleep(max);
    }

    /** Waits after a failure, which may be one of the store. */
    void afterFailure(Optional<Part<HistoryStore>> store, Duration max, String why) {
        try {
            record.waiting(store, why);
        } catch (StaleException | StoreException e) {
            LOG.debug("Job {}: the wait could not be written down", job.id(), e);
        }
        try {
            sleep(max);
        } catch (InterruptedException e) {
            LOG.debug("Job {}: the wait was broken off", job.id());
        }
    }

    /** Waits until something changes among the parts. */
    void forPart(Optional<Part<HistoryStore>> store, String why)
            throws InterruptedException, StaleException, StoreException {
        limits.rest(job);
        record.waiting(store, why);
        look.await(0);
    }

    /** Waits for a limit, or for less. */
    void forLimit(Part<HistoryStore> store, Limits.Hold hold)
            throws InterruptedException, StaleException, StoreException {
        if (hold.max().compareTo(WORTH_TELLING) >= 0) {
            record.waiting(Optional.of(store), hold.why());
        }
        if (job.wanted()) {
            time.await(look, hold.max());
        }
    }

    /** Waits some time, until it is over, the job is stopped or the source in use goes away. */
    private void sleep(Duration max) throws InterruptedException {
        limits.rest(job);
        time.sleep(job.signal(), max, () -> job.wanted() && !sourceGone.getAsBoolean());
    }
}
