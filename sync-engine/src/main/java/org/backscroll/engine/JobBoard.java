package org.backscroll.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistoryException.Kind;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unfinished jobs of this process: accepts new ones, takes up those a store brings, one at work
 * for each key.
 */
final class JobBoard {
    private static final Logger LOG = LoggerFactory.getLogger(JobBoard.class);

    private record SlotKey(UUID store, JobKey key) {}

    private final Parts parts;
    private final Settings settings;
    private final Time time;
    private final RandomGenerator random;
    private final Announcer announcer;
    private final String owner = "process " + ProcessHandle.current().pid();
    private final Map<SlotKey, KeySlot> slots = new HashMap<>();
    private boolean stopped;

    JobBoard(
            Parts parts,
            Settings settings,
            Time time,
            RandomGenerator random,
            Announcer announcer) {
        this.parts = parts;
        this.settings = settings;
        this.time = time;
        this.random = random;
        this.announcer = announcer;
        parts.onChange(this::wakeAll);
    }

    /** Accepts a request, or joins it to the job that does the same already. */
    synchronized Job submit(AccountId account, SyncRequest request) throws HistoryException {
        if (stopped) {
            throw new HistoryException(
                    Kind.STOPPING, "the system is stopping; sync again after the next start");
        }
        Part<HistorySource> source = source(account, request);
        JobKey key =
                new JobKey(
                        account,
                        source.property(HistorySource.NAME),
                        request.type(),
                        request.chat());
        if (parts.strategy(request.type()).isEmpty()) {
            throw new HistoryException(
                    Kind.NO_STRATEGY,
                    "no strategy for "
                            + request.type()
                            + " is installed; start or install a bundle that provides one ('strategies' lists them)");
        }
        Part<HistoryStore> store = store();
        UUID storeId = store.service().id();
        if (request.cursor().isPresent()) {
            ClientCursor.open(request.cursor().get(), storeId, key);
        }
        KeySlot slot = slots.computeIfAbsent(new SlotKey(storeId, key), k -> new KeySlot(owner));
        for (Job job : slot.jobs()) {
            // one that has just ended may still be here, on its way out
            boolean atWork = !job.cancelled() && !job.state().status().isEnd();
            if (atWork && job.request().equals(request)) {
                return job;
            }
        }
        JobState state = JobState.builder(JobIds.next(random), key, request, time.now()).build();
        Job job = new Job(storeId, state);
        try {
            enter(store, slot, job);
        } catch (HistoryException e) {
            dropIfIdle(new SlotKey(storeId, key), slot, store);
            throw e;
        }
        enqueue(slot, job);
        return job;
    }

    /** Puts a job that has failed or was cancelled back to work. */
    synchronized Job resume(AccountId account, String id) throws HistoryException {
        Optional<Job> active = find(account, id);
        if (active.isPresent()) {
            return active.get();
        }
        Part<HistoryStore> store = store();
        JobState state;
        try {
            state =
                    StoreAccess.read(store, s -> s.job(id))
                            .filter(job -> job.key().account().equals(account))
                            .orElseThrow(() -> noJob(id));
        } catch (StoreException e) {
            throw new HistoryException(Kind.STORE, e.getMessage(), e);
        }
        if (state.status() != SyncStatus.FAILED && state.status() != SyncStatus.CANCELLED) {
            throw new HistoryException(
                    Kind.BAD_REQUEST,
                    "job " + id + " is " + state.status() + "; start a new sync instead");
        }
        UUID storeId = store.service().id();
        KeySlot slot =
                slots.computeIfAbsent(new SlotKey(storeId, state.key()), k -> new KeySlot(owner));
        // as if it had been interrupted: what its request wanted done first was done when it began
        Job job =
                new Job(
                        storeId,
                        state.toBuilder()
                                .status(SyncStatus.WAITING)
                                .reason(Optional.empty())
                                .updated(time.now())
                                .build());
        enter(store, slot, job);
        enqueue(slot, job);
        return job;
    }

    /** Takes up what a store has that is not finished. */
    synchronized void adopt(Part<HistoryStore> store) {
        if (stopped) {
            return;
        }
        try {
            UUID storeId = store.service().id();
            for (JobState state : StoreAccess.read(store, HistoryStore::jobs)) {
                if (state.status().isEnd() || find(state.key().account(), state.id()).isPresent()) {
                    continue;
                }
                KeySlot slot =
                        slots.computeIfAbsent(
                                new SlotKey(storeId, state.key()), k -> new KeySlot(owner));
                LOG.info("Job {} ({}) goes on", state.id(), state.key().type());
                enqueue(slot, new Job(storeId, state));
            }
        } catch (StoreException e) {
            LOG.error("The unfinished jobs could not be read: {}", e.getMessage(), e);
        }
    }

    synchronized List<SyncJob> jobs(AccountId account) {
        List<SyncJob> found = new ArrayList<>();
        slots.forEach(
                (key, slot) -> {
                    if (key.key().account().equals(account)) {
                        slot.jobs().stream()
                                .filter(job -> !job.state().status().isEnd())
                                .forEach(found::add);
                    }
                });
        found.sort(Comparator.comparing(SyncJob::created).thenComparing(SyncJob::id));
        return found;
    }

    /** Lets go of everything; what is not finished stays so in the store. */
    void stop() {
        synchronized (this) {
            stopped = true;
            for (KeySlot slot : slots.values()) {
                Job atWork = slot.jobs().peek();
                for (Job job : List.copyOf(slot.jobs())) {
                    job.stop();
                    if (job != atWork) {
                        slot.jobs().remove(job);
                        job.stopped();
                    }
                }
            }
        }
    }

    private synchronized void wakeAll() {
        slots.values().forEach(slot -> slot.jobs().forEach(Job::wake));
    }

    private Optional<Job> find(AccountId account, String id) {
        return slots.values().stream()
                .flatMap(slot -> slot.jobs().stream())
                .filter(job -> job.id().equals(id) && job.account().equals(account))
                .filter(job -> !job.state().status().isEnd())
                .findFirst();
    }

    private Part<HistoryStore> store() throws HistoryException {
        return parts.store()
                .orElseThrow(
                        () ->
                                new HistoryException(
                                        Kind.NO_STORE, "no store is available; 'doctor' says why"));
    }

    private Part<HistorySource> source(AccountId account, SyncRequest request)
            throws HistoryException {
        List<Part<HistorySource>> ours =
                parts.sources().stream()
                        .filter(
                                part ->
                                        part.property(HistorySource.ACCOUNT)
                                                .equals(account.value()))
                        .toList();
        List<String> names =
                ours.stream().map(part -> part.property(HistorySource.NAME)).distinct().toList();
        if (request.source().isEmpty() && names.size() > 1) {
            throw new HistoryException(
                    Kind.NO_SOURCE,
                    "account '"
                            + account
                            + "' has several sources; name one of "
                            + String.join(", ", names));
        }
        String name = request.source().orElseGet(() -> names.isEmpty() ? "" : names.get(0));
        if (name.isEmpty()) {
            throw new HistoryException(
                    Kind.NO_SOURCE,
                    "account '"
                            + account
                            + "' has no source; add one: source add TYPE NAME key=value");
        }
        return ours.stream()
                .filter(part -> part.property(HistorySource.NAME).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new HistoryException(
                                        Kind.NO_SOURCE,
                                        "account '"
                                                + account
                                                + "' has no source '"
                                                + name
                                                + "'; 'source list' shows what there is"));
    }

    /** Writes a job down under the key's lease. */
    private void enter(Part<HistoryStore> store, KeySlot slot, Job job) throws HistoryException {
        try {
            if (slot.lease() == null) {
                Optional<Lease> lease =
                        StoreAccess.read(
                                store,
                                s -> s.acquire(job.state().key(), owner, settings.leaseTtl()));
                slot.lease(
                        lease.orElseThrow(
                                () ->
                                        new HistoryException(
                                                Kind.STORE,
                                                "another process syncs the same right now; try again when it is done")));
            }
            job.state(
                    StoreAccess.call(
                                    store,
                                    s ->
                                            s.apply(
                                                    SyncBatch.builder(job.state(), slot.lease())
                                                            .build()))
                            .job());
        } catch (StaleException e) {
            throw new HistoryException(Kind.STORE, "another process has taken over; try again", e);
        } catch (StoreException e) {
            throw new HistoryException(Kind.STORE, e.getMessage(), e);
        }
    }

    private void enqueue(KeySlot slot, Job job) {
        slot.jobs().add(job);
        job.onCancel(() -> cancelWaiting(slot, job));
        if (slot.jobs().peek() == job) {
            start(slot, job);
        }
    }

    /** A job that waits behind another has no thread that could end it. */
    private synchronized void cancelWaiting(KeySlot slot, Job job) {
        if (slot.jobs().peek() == job || !slot.jobs().remove(job)) {
            return;
        }
        JobRecord record = new JobRecord(job, slot, settings.leaseTtl(), time, announcer);
        Optional<Part<HistoryStore>> store = parts.store(job.store());
        try {
            if (store.isPresent() && slot.lease() != null) {
                record.end(store.get(), SyncStatus.CANCELLED, Optional.empty());
                return;
            }
        } catch (StaleException | StoreException e) {
            LOG.debug("Job {}: its end could not be written", job.id(), e);
        }
        record.endUnwritten(SyncStatus.CANCELLED, Optional.empty());
    }

    private void start(KeySlot slot, Job job) {
        JobRunner runner = new JobRunner(job, slot, parts, settings, time, random, announcer);
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                runner.run();
                            } finally {
                                finished(slot, job);
                            }
                        },
                        "backscroll-job-" + job.id());
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void finished(KeySlot slot, Job job) {
        slot.jobs().remove(job);
        Job next = slot.jobs().peek();
        if (next != null && !stopped) {
            start(slot, next);
        } else if (next == null) {
            SlotKey key = new SlotKey(job.store(), job.state().key());
            parts.store(job.store()).ifPresent(store -> dropIfIdle(key, slot, store));
            slots.remove(key, slot);
        }
    }

    private void dropIfIdle(SlotKey key, KeySlot slot, Part<HistoryStore> store) {
        if (!slot.jobs().isEmpty()) {
            return;
        }
        slots.remove(key, slot);
        Lease lease = slot.lease();
        if (lease != null) {
            try {
                StoreAccess.read(
                        store,
                        s -> {
                            s.release(lease);
                            return null;
                        });
            } catch (StoreException e) {
                LOG.debug("A lease was not given back; it runs out by itself", e);
            }
        }
    }

    private static HistoryException noJob(String id) {
        return new HistoryException(Kind.NO_JOB, "there is no job '" + id + "'; 'jobs' lists them");
    }
}
