package org.backscroll.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what a source pushes, delivery by delivery out of its inbox, the same way as chunks are:
 * under the key's lease, with the job's counters. Ends when the following has ended and the inbox
 * is empty.
 */
final class LiveRunner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRunner.class);

    /** How soon a key that somebody else holds is asked for again. */
    private static final Duration CLAIM_AGAIN = Duration.ofSeconds(2);

    private final Job job;
    private final JobRecord record;
    private final Inbox inbox;
    private final Parts parts;
    private final Settings settings;
    private final Time time;
    private final Retries retries;
    private final Announcer announcer;
    private Signal.Look look;
    private int poisoned;

    LiveRunner(
            Job job,
            KeySlot slot,
            Inbox inbox,
            Parts parts,
            Settings settings,
            Time time,
            RandomGenerator random,
            Announcer announcer) {
        this.job = job;
        this.inbox = inbox;
        this.parts = parts;
        this.settings = settings;
        this.time = time;
        this.announcer = announcer;
        record = new JobRecord(job, slot, time, announcer);
        retries = new Retries(job, settings, random, announcer);
    }

    @Override
    public void run() {
        look = job.signal().look();
        try {
            while (!job.stopping() && !job.state().status().isEnd()) {
                attempt();
                look = job.signal().look();
            }
        } catch (Throwable e) {
            // The next delivery begins a job anew; this one must not seem to be at work.
            LOG.error("Job {}: unexpected failure", job.id(), e);
            if (!job.state().status().isEnd()) {
                record.endUnwritten(
                        SyncStatus.FAILED,
                        Optional.of(
                                "an unexpected failure ("
                                        + e.getClass().getSimpleName()
                                        + "); the log has the details"));
            }
        }
    }

    private void attempt() {
        try {
            round();
        } catch (InterruptedException e) {
            LOG.debug("Job {}: a wait was broken off", job.id());
        } catch (StaleException e) {
            LOG.info("Job {}: {}; reading the state again", job.id(), e.getMessage());
            record.forget();
            record.giveBackClaim(parts.store(job.store()));
            pause(CLAIM_AGAIN);
        } catch (StoreException e) {
            record.forget();
            if (parts.store(job.store()).isPresent()) {
                refused(e);
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void round() throws IOException, InterruptedException, StaleException, StoreException {
        Optional<Part<HistoryStore>> store = parts.store(job.store());
        if (store.isEmpty()) {
            if (job.cancelled()) {
                record.endUnwritten(SyncStatus.COMPLETE, Optional.empty());
                return;
            }
            record.waiting(store, "its store is not available");
            look.await(0);
            return;
        }
        if (!record.claim(store.get())) {
            record.waiting(Optional.empty(), "another process works on it");
            pause(CLAIM_AGAIN);
            return;
        }
        if (!record.begin(store.get())) {
            return;
        }
        Optional<Inbox.Delivery> delivery = inbox.first();
        if (delivery.isPresent()) {
            commit(store.get(), delivery.get());
        } else if (job.cancelled()) {
            record.end(store.get(), SyncStatus.COMPLETE, Optional.empty());
        } else {
            // So that the lease is extended in time.
            time.await(look, settings.leaseTtl().dividedBy(3));
        }
    }

    private void commit(Part<HistoryStore> store, Inbox.Delivery delivery)
            throws IOException, StaleException, StoreException {
        Applied applied =
                record.push(
                        store,
                        Wanted.ofAccount(delivery.entries(), job.account()),
                        delivery.covered(),
                        List.of());
        inbox.removeFirst();
        poisoned = 0;
        retries.reset();
        announcer.progress(job, applied);
    }

    /**
     * A store that is busy or full is waited for; one that refuses may be refusing the delivery.
     */
    private void refused(StoreException e) {
        if (job.cancelled()) {
            // What is in the inbox stays there for the next time.
            record.endUnwritten(SyncStatus.COMPLETE, Optional.empty());
        } else if (retries.of(e) instanceof Retries.Verdict.Again again) {
            tell(again.why());
            pause(again.after());
        } else {
            failed(e);
        }
    }

    /** What fails again and again is put aside, so that what comes after it is not held up. */
    private void failed(Exception e) {
        LOG.warn("Job {}: a delivery was not committed: {}", job.id(), e.getMessage(), e);
        poisoned++;
        if (poisoned < settings.retryAttempts()) {
            retries.another();
            pause(retries.pause());
            return;
        }
        Optional<Inbox.Raw> raw = inbox.firstRaw();
        Optional<Part<HistoryStore>> store = parts.store(job.store());
        if (raw.isEmpty() || store.isEmpty()) {
            return;
        }
        try {
            if (record.claim(store.get()) && record.begin(store.get())) {
                Rejected rejected =
                        new Rejected(
                                "inbox",
                                raw.get().name(),
                                "it could not be committed " + poisoned + " times",
                                raw.get().bytes());
                record.push(store.get(), List.of(), List.of(), List.of(rejected));
                inbox.removeFirst();
                poisoned = 0;
            }
        } catch (IOException | StaleException | StoreException | RuntimeException again) {
            LOG.error("Job {}: a delivery could not be put aside either", job.id(), again);
            tell("what was delivered cannot be stored; 'doctor' looks for the reason");
            pause(settings.retryCap());
        }
    }

    private void tell(String why) {
        try {
            record.waiting(parts.store(job.store()), why);
        } catch (StaleException | StoreException e) {
            LOG.debug("Job {}: the wait could not be written down", job.id(), e);
        }
    }

    /** A delivery that comes meanwhile does not end it; that the following ends does. */
    private void pause(Duration max) {
        boolean wanted = job.wanted();
        try {
            time.sleep(job.signal(), max, () -> !job.stopping() && job.wanted() == wanted);
        } catch (InterruptedException e) {
            LOG.debug("Job {}: the wait was broken off", job.id());
        }
    }
}
