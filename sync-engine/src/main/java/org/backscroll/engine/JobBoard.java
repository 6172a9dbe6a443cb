package org.backscroll.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistoryException.Kind;
import org.backscroll.api.HistorySyncType;
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
    private final Limits limits;
    private final Inboxes inboxes;
    private final Set<Following> followings = new HashSet<>();
    private final Settings settings;
    private final Time time;
    private final RandomGenerator random;
    private final Announcer announcer;
    private final String owner = "process " + ProcessHandle.current().pid();
    private final Map<SlotKey, KeySlot> slots = new HashMap<>();
    private final Map<String, Job> unwritten = new HashMap<>();
    private final Set<Thread> threads = new HashSet<>();
    private boolean stopped;

    JobBoard(
            Parts parts,
            Inboxes inboxes,
            Settings settings,
            Time time,
            RandomGenerator random,
            Announcer announcer) {
        this.parts = parts;
        this.inboxes = inboxes;
        this.limits = new Limits(settings, time);
        this.settings = settings;
        this.time = time;
        this.random = random;
        this.announcer = announcer;
        parts.onChange(this::wakeAll);
    }

    /** The settings have changed. */
    void reconfigured() {
        limits.reset();
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
        checkStrategy(request.type());
        Part<HistoryStore> store = store();
        UUID storeId = store.service().id();
        if (request.cursor().isPresent()) {
            ClientCursor.open(request.cursor().get(), storeId, key);
        }
        KeySlot slot = slot(storeId, key);
        for (Job job : slot.jobs()) {
            // one that has just ended may still be here, on its way out
            boolean atWork = !job.cancelled() && !job.state().status().isEnd();
            if (atWork && job.request().equals(request)) {
                return job;
            }
        }
        JobState state = JobState.builder(JobIds.next(random), key, request, time.now()).build();
        return accept(store, slot, new Job(storeId, state));
    }

    private Job accept(Part<HistoryStore> store, KeySlot slot, Job job) throws HistoryException {
        try {
            enter(store, slot, job);
        } catch (HistoryException e) {
            dropIfIdle(new SlotKey(job.store(), job.state().key()), slot, Optional.of(store));
            throw e;
        }
        enqueue(slot, job);
        return job;
    }

    /** Follows a source live, after which it catches up. */
    Following following(AccountId account, HistorySyncType type) throws HistoryException {
        SyncRequest request = SyncRequest.builder().type(type).unlimited().build();
        String name;
        synchronized (this) {
            name = source(account, request).property(HistorySource.NAME);
        }
        Following following =
                new Following(account, name, type, parts, this, settings, time, random);
        synchronized (this) {
            followings.add(following);
        }
        return following;
    }

    /** Stops following. */
    void unfollow(Following following) {
        following.close();
        synchronized (this) {
            followings.remove(following);
        }
    }

    /** The job that commits what a source pushes. */
    synchronized Job follow(AccountId account, String source) throws HistoryException {
        if (stopped) {
            throw new HistoryException(Kind.STOPPING, "the system is stopping");
        }
        JobKey key = new JobKey(account, source, HistorySyncType.LIVE, Optional.empty());
        Part<HistoryStore> store = store();
        KeySlot slot = slot(store.service().id(), key);
        for (Job job : slot.jobs()) {
            if (!job.cancelled() && !job.state().status().isEnd()) {
                return job;
            }
        }
        SyncRequest request =
                SyncRequest.builder().type(HistorySyncType.LIVE).source(source).unlimited().build();
        JobState state = JobState.builder(JobIds.next(random), key, request, time.now()).build();
        return accept(store, slot, new Job(store.service().id(), state));
    }

    /** Where what a source pushes waits for the job that commits it. */
    Inbox inbox(Job job) throws IOException {
        return inboxes.of(job.state().key());
    }

    private KeySlot slot(UUID store, JobKey key) {
        return slots.computeIfAbsent(
                new SlotKey(store, key), k -> new KeySlot(k.key(), owner, settings::leaseTtl));
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
        // a job may have been written by somebody else, for a type that no strategy ever serves
        checkStrategy(state.key().type());
        UUID storeId = store.service().id();
        KeySlot slot = slot(storeId, state.key());
        // as if it had been interrupted: what its request wanted done first was done when it began
        JobState again =
                state.toBuilder()
                        .status(SyncStatus.WAITING)
                        .reason(Optional.empty())
                        .updated(time.now())
                        .build();
        return accept(store, slot, new Job(storeId, again));
    }

    /** Takes up what a store has that is not finished. */
    synchronized void adopt(Part<HistoryStore> store) {
        if (stopped) {
            return;
        }
        try {
            UUID storeId = store.service().id();
            for (JobState state : StoreAccess.read(store, HistoryStore::jobs)) {
                boolean here =
                        slots.values().stream()
                                .flatMap(slot -> slot.jobs().stream())
                                .anyMatch(job -> job.id().equals(state.id()));
                if (state.status().isEnd() || here) {
                    continue;
                }
                boolean live = state.key().type().equals(HistorySyncType.LIVE);
                if (live) {
                    unwritten.remove(state.id()); // What is in its inbox comes first.
                } else if (unwritten.containsKey(state.id())) {
                    continue;
                }
                KeySlot slot = slot(storeId, state.key());
                Job job = new Job(storeId, state);
                LOG.info("Job {} ({}) goes on", state.id(), state.key().type());
                enqueue(slot, job);
                if (live) {
                    job.cancel(); // Nobody is connected: what is in its inbox is all there is.
                }
            }
        } catch (StoreException e) {
            LOG.error("The unfinished jobs could not be read: {}", e.getMessage(), e);
        }
        writeEnds(store);
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

    /** How the unfinished jobs stand. */
    synchronized List<SyncStatus> statuses() {
        return slots.values().stream()
                .flatMap(slot -> slot.jobs().stream())
                .map(job -> job.state().status())
                .filter(status -> !status.isEnd())
                .toList();
    }

    /** How many deliveries wait in inboxes. */
    int queued() {
        return inboxes.queued();
    }

    /** A moment at which a store may be well again. */
    private synchronized void writeEnds(UUID store) {
        if (!unwritten.isEmpty()) {
            parts.store(store).ifPresent(this::writeEnds);
        }
    }

    /** Writes the ends that could not be written when they came. */
    private void writeEnds(Part<HistoryStore> store) {
        UUID id = store.service().id();
        unwritten
                .values()
                .removeIf(
                        job -> {
                            JobKey key = job.state().key();
                            boolean live = key.type().equals(HistorySyncType.LIVE);
                            if (live || !job.store().equals(id)) {
                                return false;
                            }
                            KeySlot slot = slot(id, key);
                            try {
                                // Whoever holds the job itself knows its end already.
                                Job again = new Job(id, job.state());
                                return writeEnd(slot, again, job.state(), store);
                            } finally {
                                dropIfIdle(new SlotKey(id, key), slot, Optional.of(store));
                            }
                        });
    }

    /** Writes an end that could not be written when it came. Returns whether it is written now. */
    private boolean writeEnd(KeySlot slot, Job job, JobState end, Part<HistoryStore> store) {
        JobRecord record = new JobRecord(job, slot, time, announcer);
        try {
            if (record.claim(store)) {
                record.end(store, end.status(), end.reason());
                return true;
            }
        } catch (StaleException | StoreException | RuntimeException e) {
            LOG.debug("Job {}: its end could not be written", job.id(), e);
        }
        return false;
    }

    /**
     * Lets go of everything; what is not finished stays so in the store.
     *
     * @param max how long to wait for those at work to have let go
     */
    void stop(Duration max) {
        List<Job> waiting = new ArrayList<>();
        Set<Thread> atWork;
        synchronized (this) {
            stopped = true;
            followings.forEach(Following::close);
            followings.clear();
            for (KeySlot slot : slots.values()) {
                Job first = slot.jobs().peek();
                for (Job job : List.copyOf(slot.jobs())) {
                    job.stop();
                    if (job != first) {
                        slot.jobs().remove(job);
                        waiting.add(job);
                    }
                }
            }
            atWork = Set.copyOf(threads);
        }
        waiting.forEach(Job::publish);
        // so that leases are given back while the store is there
        long end = System.nanoTime() + max.toNanos();
        for (Thread thread : atWork) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left > 0 && thread != Thread.currentThread()) {
                try {
                    thread.join(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
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

    private void checkStrategy(HistorySyncType type) throws HistoryException {
        if (parts.strategy(type).isEmpty()) {
            throw new HistoryException(
                    Kind.NO_STRATEGY,
                    "no strategy for "
                            + type
                            + " is installed; start or install a bundle that provides one ('strategies' lists them)");
        }
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
            Lease lease =
                    slot.claim(store, time.now())
                            .orElseThrow(
                                    () ->
                                            new HistoryException(
                                                    Kind.STORE,
                                                    "another process syncs the same right now; try again when"
                                                            + " it is done"));
            SyncBatch batch = SyncBatch.builder(job.state(), lease).build();
            job.state(StoreAccess.call(store, s -> s.apply(batch)).job());
        } catch (StaleException e) {
            slot.giveBack(Optional.of(store));
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
    private void cancelWaiting(KeySlot slot, Job job) {
        synchronized (this) {
            if (slot.jobs().peek() == job || !slot.jobs().remove(job)) {
                return;
            }
            Optional<Part<HistoryStore>> store = parts.store(job.store());
            JobState end = job.state().toBuilder().status(SyncStatus.CANCELLED).build();
            if (store.isEmpty() || !writeEnd(slot, job, end, store.get())) {
                new JobRecord(job, slot, time, announcer)
                        .endUnwritten(SyncStatus.CANCELLED, Optional.empty());
                unwritten.put(job.id(), job);
            }
        }
        job.publish();
    }

    private void start(KeySlot slot, Job job) {
        Runnable runner = runner(slot, job);
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                runner.run();
                            } finally {
                                finished(slot, job);
                                job.publish();
                                writeEnds(job.store());
                            }
                        },
                        "backscroll-job-" + job.id());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private Runnable runner(KeySlot slot, Job job) {
        if (!job.state().key().type().equals(HistorySyncType.LIVE)) {
            return new JobRunner(job, slot, parts, limits, settings, time, random, announcer);
        }
        return () -> {
            try {
                new LiveRunner(job, slot, inbox(job), parts, settings, time, random, announcer)
                        .run();
            } catch (IOException e) {
                LOG.error("The inbox of {} cannot be read", job.source(), e);
                new JobRecord(job, slot, time, announcer)
                        .endUnwritten(
                                SyncStatus.FAILED,
                                Optional.of("its inbox cannot be read; the log has the details"));
            }
        };
    }

    private synchronized void finished(KeySlot slot, Job job) {
        threads.remove(Thread.currentThread());
        slot.jobs().remove(job);
        if (job.isUnwritten()) {
            unwritten.put(job.id(), job);
        }
        Job next = slot.jobs().peek();
        if (next != null && !stopped) {
            start(slot, next);
        } else if (next == null) {
            dropIfIdle(new SlotKey(job.store(), job.state().key()), slot, parts.store(job.store()));
            drain(job);
        }
    }

    /** Has what was kept while the job that drains an inbox was ending committed all the same. */
    synchronized void drain(Job ended) {
        JobKey key = ended.state().key();
        boolean over =
                key.type().equals(HistorySyncType.LIVE)
                        && ended.state().status() == SyncStatus.COMPLETE
                        && !ended.isUnwritten();
        if (!over || stopped || slots.containsKey(new SlotKey(ended.store(), key))) {
            return; // or whoever is there does it
        }
        try {
            if (!inbox(ended).isEmpty()) {
                follow(key.account(), key.source()).cancel();
            }
        } catch (IOException | HistoryException e) {
            LOG.warn(
                    "What source {} delivered is committed after the next delivery: {}",
                    key.source(),
                    e.getMessage());
        }
    }

    private void dropIfIdle(SlotKey key, KeySlot slot, Optional<Part<HistoryStore>> store) {
        if (slot.jobs().isEmpty()) {
            slots.remove(key, slot);
            slot.giveBack(store);
        }
    }

    private static HistoryException noJob(String id) {
        return new HistoryException(Kind.NO_JOB, "there is no job '" + id + "'; 'jobs' lists them");
    }
}
