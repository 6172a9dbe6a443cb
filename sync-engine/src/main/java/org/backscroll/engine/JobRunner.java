package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Pending;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job to its end: asks the strategy, reads a chunk, commits it with its cursor, and again.
 * After any failure it reads the state from the store and goes on from there; it never assumes.
 */
final class JobRunner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** So many steps in a row that bring nothing are a strategy or a source running in circles. */
    private static final int MAX_STALLED = 10;

    private final Job job;
    private final KeySlot slot;
    private final Parts parts;
    private final Settings settings;
    private final Time time;
    private final Announcer announcer;
    private final Backoff backoff;

    private Map<String, LaneState> states;
    private List<Lane> lanes;
    private Part<HistorySource> lanesOf;
    private Reading reading;
    private String lastLane = "";
    private int stalled;
    private Ending ending;

    /** How the job is to end, once that is written. */
    private record Ending(SyncStatus status, Optional<String> why) {}

    JobRunner(
            Job job,
            KeySlot slot,
            Parts parts,
            Settings settings,
            Time time,
            RandomGenerator random,
            Announcer announcer) {
        this.job = job;
        this.slot = slot;
        this.parts = parts;
        this.settings = settings;
        this.time = time;
        this.announcer = announcer;
        this.backoff = new Backoff(settings, random);
    }

    @Override
    public void run() {
        try {
            while (!job.stopping() && !job.state().status().isEnd()) {
                attempt();
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Job {}: unexpected failure", job.id(), e);
            fail("an unexpected failure; the log has the details");
            persistEndBlindly();
        } finally {
            closeReading();
            if (!job.state().status().isEnd()) {
                job.stopped();
            }
        }
    }

    /** One round, with its failures turned into waits or an end. */
    private void attempt() {
        try {
            round();
        } catch (InterruptedException e) {
            // cancelled, stopping, or a part has gone: the next round sees which
            closeReading();
        } catch (SourceException.CursorLost e) {
            recoverCursor(e);
        } catch (SourceException e) {
            closeReading();
            retrySource(e);
        } catch (StaleException e) {
            LOG.info("Job {}: {}; reading the state again", job.id(), e.getMessage());
            reread();
            giveBackLease();
            if (!backoff.failed()) {
                fail("somebody else works on the same history; end the other process");
            }
        } catch (StoreException e) {
            reread();
            retryStore(e);
        }
    }

    private void round()
            throws InterruptedException, SourceException, StaleException, StoreException {
        if (job.cancelled() && ending == null) {
            ending = new Ending(SyncStatus.CANCELLED, Optional.empty());
        }
        Optional<Part<HistoryStore>> store = parts.store(job.store());
        if (store.isEmpty()) {
            if (ending != null) {
                finishUnpersisted();
                return;
            }
            awaitPart(Optional.empty(), "its store is not available");
            return;
        }
        if (!lease(store.get())) {
            return;
        }
        if (ending != null) {
            persistEnd(store.get());
            return;
        }
        String type = job.state().key().type().name();
        Optional<Part<SyncStrategy>> strategy = parts.strategy(job.state().key().type());
        if (strategy.isEmpty()) {
            closeReading();
            awaitPart(store, "no strategy for " + type + " is installed");
            return;
        }
        Optional<Part<HistorySource>> source = parts.source(job.state().key().source());
        if (source.isEmpty()) {
            closeReading();
            awaitPart(store, "source '" + job.state().key().source() + "' is not available");
            return;
        }
        begin(store.get());
        if (lanesOf != source.get()) {
            closeReading();
            lanes =
                    Reading.guarded(
                            source.get(), job.interruptible(), source.get().service()::lanes);
            lanesOf = source.get();
        }
        decide(store.get(), strategy.get(), source.get());
    }

    /**
     * Loads what is committed, and writes that the job is at work, with what its request changes
     * about the lanes.
     */
    private void begin(Part<HistoryStore> store) throws StoreException, StaleException {
        if (states != null) {
            return;
        }
        Map<String, LaneState> loaded = new HashMap<>();
        for (LaneState lane : StoreAccess.read(store, s -> s.lanes(job.state().key()))) {
            loaded.put(lane.lane(), lane);
        }
        if (job.state().status() == SyncStatus.PENDING) {
            SyncBatch.Builder batch =
                    SyncBatch.builder(stated(SyncStatus.RUNNING, Optional.empty()), slot.lease());
            for (LaneStep step : LaneMoves.onBegin(job, Map.copyOf(loaded), time.now())) {
                batch.lane(step);
                loaded.put(step.next().lane(), step.next());
            }
            commit(store, batch.build());
            announcer.status(job);
        }
        states = loaded;
    }

    private void decide(
            Part<HistoryStore> store, Part<SyncStrategy> strategy, Part<HistorySource> source)
            throws InterruptedException, SourceException, StaleException, StoreException {
        Step step;
        if (!strategy.enter()) {
            return;
        }
        try {
            step =
                    StoreAccess.call(
                            store,
                            s ->
                                    strategy.service()
                                            .next(
                                                    new View(
                                                            s,
                                                            job.state(),
                                                            lanes,
                                                            states,
                                                            time.now())));
        } catch (View.StoreTrouble e) {
            throw e.trouble();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Job {}: the strategy failed", job.id(), e);
            fail(
                    "the strategy for "
                            + job.state().key().type()
                            + " failed; the log has the details");
            return;
        } finally {
            strategy.exit();
        }
        if (step instanceof Step.Done done) {
            ending = new Ending(done.outcome(), done.why());
        } else if (exhausted()) {
            ending = new Ending(SyncStatus.PARTIAL, Optional.empty());
        } else if (step instanceof Step.Wait wait) {
            closeReading();
            memo(wait.memo());
            pause(Optional.of(store), wait.max(), wait.why());
        } else {
            fetch(store, source, (Step.Fetch) step);
        }
    }

    private boolean exhausted() {
        return job.request().count().isPresent() && left() == 0;
    }

    private long left() {
        long count = job.request().count().orElse(Long.MAX_VALUE);
        return Math.max(0, count - job.state().counts().messages());
    }

    private void fetch(Part<HistoryStore> store, Part<HistorySource> source, Step.Fetch fetch)
            throws InterruptedException, SourceException, StaleException, StoreException {
        Optional<HistoryQuery> chosen =
                fetch.ranges().stream().filter(query -> !ended(query)).findFirst();
        if (chosen.isEmpty()) {
            failCircling(
                    "the strategy for "
                            + job.state().key().type()
                            + " asks again for what was read to its end");
            return;
        }
        HistoryQuery query = chosen.get();
        if (reading == null || !reading.reads(source, query)) {
            closeReading();
            reading =
                    Reading.open(
                            source,
                            query,
                            LaneMoves.resume(
                                    states.get(query.lane().id()), query, job, fetch.anew()),
                            job.interruptible());
        }
        long most =
                Math.min(
                        Math.min(left(), settings.chunkSize()),
                        fetch.atMost().orElse(Long.MAX_VALUE));
        Fetched fetched = reading.next((int) most);
        if (fetched instanceof Pending pending) {
            pause(Optional.of(store), pending.retryIn(), pending.why());
            return;
        }
        commitChunk(store, query, fetch, (HistoryChunk) fetched);
        backoff.reset();
    }

    private boolean ended(HistoryQuery query) {
        LaneState state = states.get(query.lane().id());
        return state != null
                && state.job().equals(job.id())
                && state.range().equals(query.toString())
                && state.end() != End.MORE;
    }

    private void commitChunk(
            Part<HistoryStore> store, HistoryQuery query, Step.Fetch fetch, HistoryChunk chunk)
            throws StaleException, StoreException {
        List<Entry> entries = Wanted.of(chunk.entries(), query, job.account());
        LaneState before = states.get(query.lane().id());
        LaneState after =
                LaneMoves.advance(before, query, chunk, Wanted.messages(entries), job, time.now());
        memo(fetch.memo());
        SyncBatch batch =
                SyncBatch.builder(stated(SyncStatus.RUNNING, Optional.empty()), slot.lease())
                        .entries(entries)
                        .rejected(chunk.rejected())
                        .covered(chunk.covered())
                        .lane(new LaneStep(Optional.ofNullable(before), after))
                        .build();
        SyncStatus previous = job.state().status();
        Applied applied = commit(store, batch);
        states.put(after.lane(), after);
        lastLane = after.lane();
        reading.committed(chunk.next());
        if (chunk.end() != End.MORE) {
            closeReading();
        }
        Progress.update(job, fetch.ranges(), states, query, chunk);
        if (previous != SyncStatus.RUNNING) {
            announcer.status(job);
        }
        announcer.progress(job, applied);
        boolean moved =
                !entries.isEmpty()
                        || !chunk.rejected().isEmpty()
                        || chunk.end() != End.MORE
                        || before == null
                        || !before.cursor().equals(after.cursor());
        stalled = moved ? 0 : stalled;
        if (!moved) {
            failCircling("source '" + job.source() + "' answers again and again without going on");
        }
    }

    private Applied commit(Part<HistoryStore> store, SyncBatch batch)
            throws StaleException, StoreException {
        Applied applied = StoreAccess.call(store, s -> s.apply(batch));
        job.state(applied.job());
        return applied;
    }

    private void failCircling(String why) {
        if (++stalled >= MAX_STALLED) {
            fail(why + "; it was stopped so that it does not run for ever");
        }
    }

    private void fail(String why) {
        ending = new Ending(SyncStatus.FAILED, Optional.of(why));
    }

    /** Claims the key, or extends the claim when half of it is over. */
    private boolean lease(Part<HistoryStore> store)
            throws StoreException, StaleException, InterruptedException {
        Instant now = time.now();
        if (slot.lease() == null) {
            slot.lease(
                    StoreAccess.read(
                                    store,
                                    s ->
                                            s.acquire(
                                                    job.state().key(),
                                                    slot.owner(),
                                                    settings.leaseTtl()))
                            .orElse(null));
            if (slot.lease() == null) {
                pause(Optional.empty(), settings.leaseTtl(), "another process works on it");
                return false;
            }
        } else if (slot.lease().expires().isBefore(now.plus(settings.leaseTtl().dividedBy(2)))) {
            slot.lease(StoreAccess.call(store, s -> s.renew(slot.lease(), settings.leaseTtl())));
        }
        return true;
    }

    private void reread() {
        closeReading();
        states = null;
        lanesOf = null;
    }

    /**
     * What was lost must be claimed anew; if it was not, the claim must not stand in its own way.
     */
    private void giveBackLease() {
        Lease lease = slot.lease();
        slot.lease(null);
        Optional<Part<HistoryStore>> store = parts.store(job.store());
        if (lease == null || store.isEmpty()) {
            return;
        }
        try {
            StoreAccess.read(
                    store.get(),
                    s -> {
                        s.release(lease);
                        return null;
                    });
        } catch (StoreException e) {
            LOG.debug("Job {}: a lease was not given back; it runs out by itself", job.id(), e);
        }
    }

    private void recoverCursor(SourceException.CursorLost lost) {
        LOG.info(
                "Job {}: {}; reading the range again from its beginning",
                job.id(),
                lost.getMessage());
        closeReading();
        if (!backoff.failed()) {
            fail("source '" + job.source() + "' loses every cursor: " + lost.getMessage());
            return;
        }
        try {
            Optional<Part<HistoryStore>> store = parts.store(job.store());
            if (store.isPresent() && states != null) {
                SyncBatch.Builder batch =
                        SyncBatch.builder(
                                stated(SyncStatus.RUNNING, Optional.empty()), slot.lease());
                for (LaneState state : List.copyOf(states.values())) {
                    LaneStep step = LaneMoves.anew(state, job, time.now());
                    batch.lane(step);
                    states.put(state.lane(), step.next());
                }
                commit(store.get(), batch.build());
            }
        } catch (StaleException | StoreException e) {
            LOG.debug("Job {}: the state could not be written", job.id(), e);
            reread();
        }
    }

    private void retrySource(SourceException e) {
        if (e instanceof SourceException.Denied || e instanceof SourceException.Permanent) {
            LOG.warn("Job {}: source {} refuses: {}", job.id(), job.source(), e.getMessage());
            LOG.debug("Cause", e);
            fail(e.getMessage());
            return;
        }
        if (!backoff.failed()) {
            LOG.warn(
                    "Job {}: source {} failed {} times in a row: {}",
                    job.id(),
                    job.source(),
                    backoff.failures(),
                    e.getMessage(),
                    e);
            fail(
                    e.getMessage()
                            + " (tried "
                            + backoff.failures()
                            + " times; sync again to go on from here)");
            return;
        }
        Duration atLeast =
                e instanceof SourceException.RateLimited limited
                        ? limited.retryAfter()
                        : Duration.ZERO;
        Duration wait = backoff.pause(atLeast);
        LOG.info(
                "Job {}: source {}: {}; attempt {} in {} ms",
                job.id(),
                job.source(),
                e.getMessage(),
                backoff.failures() + 1,
                wait.toMillis());
        LOG.debug("Cause", e);
        pauseAfterFailure(wait, e.getMessage());
    }

    private void retryStore(StoreException e) {
        boolean again = backoff.failed();
        if (!again || !e.kind().isPassing()) {
            LOG.error("Job {}: the store failed: {}", job.id(), e.getMessage(), e);
            if (ending != null) {
                finishUnpersisted();
            } else {
                fail(e.getMessage());
            }
            return;
        }
        LOG.warn("Job {}: the store: {}; trying again", job.id(), e.getMessage());
        pauseAfterFailure(backoff.pause(Duration.ZERO), e.getMessage());
    }

    private void pauseAfterFailure(Duration wait, String why) {
        try {
            pause(parts.store(job.store()), wait, why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StaleException | StoreException e) {
            LOG.debug("Job {}: the wait could not be written down", job.id(), e);
        }
    }

    /** Waits some time, until it is over, the job is stopped or the source in use goes away. */
    private void pause(Optional<Part<HistoryStore>> store, Duration max, String why)
            throws InterruptedException, StaleException, StoreException {
        waiting(store, why);
        Instant until = time.now().plus(max);
        while (!job.cancelled() && !job.stopping() && (lanesOf == null || !lanesOf.retired())) {
            Duration left = Duration.between(time.now(), until);
            if (left.isNegative() || left.isZero()) {
                return;
            }
            time.await(job.signal(), left);
        }
    }

    /** Waits until something changes among the parts. */
    private void awaitPart(Optional<Part<HistoryStore>> store, String why)
            throws InterruptedException, StaleException, StoreException {
        waiting(store, why);
        job.signal().await(0);
    }

    private void waiting(Optional<Part<HistoryStore>> store, String why)
            throws StaleException, StoreException {
        boolean told =
                job.state().status() == SyncStatus.WAITING
                        && job.state().reason().equals(Optional.of(why));
        if (told) {
            return;
        }
        JobState state = stated(SyncStatus.WAITING, Optional.of(why));
        if (store.isPresent() && slot.lease() != null) {
            begin(store.get());
            commit(store.get(), SyncBatch.builder(state, slot.lease()).build());
        } else {
            job.state(state);
        }
        LOG.info("Job {} waits: {}", job.id(), why);
        announcer.status(job);
    }

    private void persistEnd(Part<HistoryStore> store) throws StaleException, StoreException {
        closeReading();
        begin(store);
        commit(
                store,
                SyncBatch.builder(stated(ending.status(), ending.why()), slot.lease()).build());
        boolean more = ending.status() == SyncStatus.PARTIAL;
        Optional<LaneState> last = Optional.ofNullable(states.get(lastLane));
        ended(
                more,
                more ? ClientCursor.seal(last, job.store(), job.state().key()) : Optional.empty());
    }

    /**
     * The end could not be written; the caller learns of it all the same, and the next start takes
     * the job up again.
     */
    private void finishUnpersisted() {
        job.state(stated(ending.status(), ending.why()));
        ended(false, Optional.empty());
    }

    private void persistEndBlindly() {
        try {
            Optional<Part<HistoryStore>> store = parts.store(job.store());
            if (store.isPresent() && slot.lease() != null) {
                persistEnd(store.get());
                return;
            }
        } catch (StaleException | StoreException | RuntimeException e) {
            LOG.debug("Job {}: its end could not be written", job.id(), e);
        }
        finishUnpersisted();
    }

    private void ended(boolean hasMore, Optional<String> cursor) {
        JobState end = job.state();
        LOG.info(
                "Job {} ended {}{}",
                job.id(),
                end.status(),
                end.reason().map(r -> ": " + r).orElse(""));
        announcer.status(job);
        job.ended(hasMore, cursor, Duration.between(end.created(), time.now()));
    }

    private JobState stated(SyncStatus status, Optional<String> reason) {
        return job.state().toBuilder().status(status).reason(reason).updated(time.now()).build();
    }

    private void memo(Optional<org.backscroll.api.strategy.Memo> memo) {
        job.state(job.state().toBuilder().memo(memo.map(MemoText::write)).build());
    }

    private void closeReading() {
        if (reading != null) {
            reading.close();
            reading = null;
        }
    }
}
