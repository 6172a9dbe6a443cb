package org.backscroll.engine;

import java.time.Duration;
import java.util.List;
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
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.strategy.Gap;
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

    /** How soon a key that somebody else holds is asked for again. */
    private static final Duration CLAIM_AGAIN = Duration.ofSeconds(2);

    private final Job job;
    private final JobRecord record;
    private final Parts parts;
    private final Settings settings;
    private final Time time;
    private final Announcer announcer;
    private final Retries retries;
    private final LimitedFetcher fetcher;
    private final Waits waits;
    private final Circles circles = new Circles();

    private List<Lane> lanes;
    private Part<HistorySource> lanesOf;
    private String currentLane = "";
    private Ending ending;
    private boolean gapsTold;

    /** How the job is to end, once that is written. */
    private record Ending(SyncStatus status, Optional<String> why) {}

    JobRunner(
            Job job,
            KeySlot slot,
            Parts parts,
            Limits limits,
            Settings settings,
            Time time,
            RandomGenerator random,
            Announcer announcer) {
        this.job = job;
        this.record = new JobRecord(job, slot, time, announcer);
        this.parts = parts;
        this.settings = settings;
        this.time = time;
        this.announcer = announcer;
        this.retries = new Retries(job, settings, random, announcer);
        this.fetcher = new LimitedFetcher(job, limits, settings, time);
        this.waits = new Waits(job, record, limits, time, this::sourceGone);
    }

    @Override
    public void run() {
        try {
            waits.look();
            while (!job.stopping() && !job.state().status().isEnd()) {
                attempt();
                waits.look();
            }
        } catch (Throwable e) {
            // also what a chunk too large for the heap throws: the job must end all the same
            LOG.error("Job {}: unexpected failure", job.id(), e);
            if (!job.state().status().isEnd()) {
                fail(
                        "an unexpected failure ("
                                + e.getClass().getSimpleName()
                                + "); the log has the details");
                endAsFarAsPossible();
            }
        } finally {
            fetcher.end();
        }
    }

    /** One round, with its failures turned into waits or an end. */
    private void attempt() {
        try {
            round();
        } catch (InterruptedException e) {
            fetcher.close();
            boolean expected = !job.wanted() || lanesOf == null || lanesOf.retired();
            if (!expected) {
                retrySource(
                        new SourceException.Transient(
                                "source '" + job.source() + "' broke off what it was asked for",
                                e));
            }
        } catch (SourceException.CursorLost e) {
            fetcher.close();
            recoverCursor(e);
        } catch (SourceException e) {
            fetcher.close();
            retrySource(e);
        } catch (StaleException e) {
            LOG.info("Job {}: {}; reading the state again", job.id(), e.getMessage());
            reread();
            record.giveBackClaim(parts.store(job.store()));
            if (!retries.another()) {
                fail("somebody else works on the same history; end the other process");
            }
        } catch (StoreException e) {
            reread();
            // one that was taken away is waited for, not tried again
            if (parts.store(job.store()).isPresent()) {
                retryStore(e);
            }
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
                record.endUnwritten(ending.status(), ending.why());
                return;
            }
            awaitPart(Optional.empty(), "its store is not available");
            return;
        }
        if (!record.claim(store.get())) {
            if (ending != null) {
                record.endUnwritten(ending.status(), ending.why());
                return;
            }
            waits.some(Optional.empty(), CLAIM_AGAIN, "another process works on it");
            return;
        }
        if (ending != null) {
            fetcher.close();
            record.end(store.get(), ending.status(), ending.why());
            return;
        }
        Optional<Part<SyncStrategy>> strategy = parts.strategy(job.state().key().type());
        if (strategy.isEmpty()) {
            awaitPart(store, "no strategy for " + job.state().key().type() + " is installed");
            return;
        }
        Optional<Part<HistorySource>> source = parts.source(job.source(), job.account());
        if (source.isEmpty()) {
            awaitPart(store, "source '" + job.source() + "' is not available");
            return;
        }
        if (!record.begin(store.get())) {
            return;
        }
        if (lanesOf != source.get()) {
            fetcher.close();
            lanes = fetcher.lanes(source.get());
            lanesOf = source.get();
            tellGaps(store.get());
            record.describe(lanes);
        }
        decide(store.get(), strategy.get(), source.get());
    }

    /** An outage that was not filled is worth an event, whoever is going to fill it. */
    private void tellGaps(Part<HistoryStore> store) throws StaleException, StoreException {
        for (Lane lane : lanes) {
            if (!gapsTold && lane.order() == Lane.Order.TIME) {
                List<Gap> gaps =
                        StoreAccess.call(store, s -> view(s).gaps(lane)).stream()
                                .filter(gap -> gap.after().isPresent() && gap.before().isPresent())
                                .toList();
                announcer.gaps(job, lane, gaps);
            }
        }
        gapsTold = true;
    }

    private View view(HistoryStore store) {
        return new View(store, record.state(), lanes, record.lanes(), time.now());
    }

    private void decide(
            Part<HistoryStore> store, Part<SyncStrategy> strategy, Part<HistorySource> source)
            throws InterruptedException, SourceException, StaleException, StoreException {
        Optional<Step> step = ask(store, strategy);
        if (step.isEmpty()) {
            return;
        }
        if (step.get() instanceof Step.Done done) {
            ending = new Ending(done.outcome(), done.why());
        } else if (job.request().count().isPresent() && left() == 0) {
            ending = new Ending(SyncStatus.PARTIAL, Optional.empty());
        } else if (step.get() instanceof Step.Wait wait) {
            fetcher.close();
            record.memo(wait.memo());
            waits.some(Optional.of(store), Circles.within(wait.max()), wait.why());
        } else {
            fetch(store, strategy, source, (Step.Fetch) step.get());
        }
    }

    private Optional<Step> ask(Part<HistoryStore> store, Part<SyncStrategy> strategy)
            throws StaleException, StoreException {
        if (!strategy.enter()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StoreAccess.call(store, s -> strategy.service().next(view(s))));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Job {}: the strategy failed", job.id(), e);
            fail(
                    "the strategy for "
                            + job.state().key().type()
                            + " failed; the log has the details");
            return Optional.empty();
        } finally {
            strategy.exit();
        }
    }

    /** What is left of the budget. */
    private long left() {
        long count = job.request().count().orElse(Long.MAX_VALUE);
        return Math.max(0, count - job.state().counts().messages());
    }

    private void fetch(
            Part<HistoryStore> store,
            Part<SyncStrategy> strategy,
            Part<HistorySource> source,
            Step.Fetch fetch)
            throws InterruptedException, SourceException, StaleException, StoreException {
        Optional<HistoryQuery> chosen =
                fetch.ranges().stream().filter(query -> !ended(query)).findFirst();
        if (chosen.isEmpty()) {
            if (circles.stalled()) {
                failCircling(
                        "the strategy for "
                                + job.state().key().type()
                                + " asks again for what was read to its end");
            }
            return;
        }
        HistoryQuery query = chosen.get();
        if (circles.reopens(query)) {
            failCircling(
                    "the strategy for "
                            + job.state().key().type()
                            + " goes from range to range and back");
            return;
        }
        currentLane = query.lane().id();
        int most =
                (int)
                        Math.min(
                                Math.min(left(), settings.chunkSize()),
                                fetch.atMost().orElse(Long.MAX_VALUE));
        Limits.Work work = work(strategy);
        Optional<Limits.Hold> hold = fetcher.hold(source, query, most, work);
        if (hold.isPresent()) {
            waits.forLimit(store, hold.get());
            return;
        }
        LaneState state = record.lanes().get(query.lane().id());
        Fetched fetched =
                fetcher.next(
                        source,
                        query,
                        () -> LaneMoves.resume(state, query, job, fetch.anew()),
                        most);
        if (fetched instanceof Pending pending) {
            waits.some(Optional.of(store), Circles.within(pending.retryIn()), pending.why());
            return;
        }
        HistoryChunk chunk = (HistoryChunk) fetched;
        if (chunk.messages() > most) {
            throw new SourceException.Permanent(
                    "source '"
                            + job.source()
                            + "' gave more messages than it was asked for; update or replace its bundle",
                    null);
        }
        List<Entry> entries = Wanted.of(chunk.entries(), query, job.account());
        long rest = left() - Wanted.messages(entries);
        if (chunk.end() == End.MORE && rest > 0 && fetch.atMost().isEmpty()) {
            // Fetched and decoded while this one is committed.
            fetcher.ahead(source, work, (int) Math.min(rest, settings.chunkSize()));
        }
        commitChunk(store, query, fetch, chunk, entries);
        retries.reset();
    }

    /** What the strategy declares of its work, and the request of itself. */
    private Limits.Work work(Part<SyncStrategy> strategy) {
        String key = strategy.property(SyncStrategy.RATE_KEY);
        return new Limits.Work(
                key.isEmpty() ? "default" : key,
                strategy.number(SyncStrategy.PRIORITY),
                strategy.flag(SyncStrategy.BACKGROUND) || job.request().background());
    }

    private boolean ended(HistoryQuery query) {
        LaneState state = record.lanes().get(query.lane().id());
        return state != null
                && state.job().equals(job.id())
                && state.range().equals(query.toString())
                && state.end() != End.MORE;
    }

    private void commitChunk(
            Part<HistoryStore> store,
            HistoryQuery query,
            Step.Fetch fetch,
            HistoryChunk chunk,
            List<Entry> entries)
            throws StaleException, StoreException {
        LaneState before = record.lanes().get(query.lane().id());
        record.memo(fetch.memo());
        Applied applied = record.chunk(store, query, entries, chunk);
        fetcher.committed(chunk.next());
        if (chunk.end() != End.MORE) {
            circles.ended(query);
            fetcher.close();
        }
        Progress.update(job, fetch.ranges(), record.lanes(), query, chunk);
        announcer.progress(job, applied);
        boolean moved =
                chunk.end() != End.MORE
                        || before == null
                        || !before.cursor().equals(Optional.of(chunk.next()));
        if (moved) {
            circles.moved();
        } else if (circles.stalled()) {
            failCircling("source '" + job.source() + "' answers again and again without going on");
        }
    }

    private void failCircling(String why) {
        fail(why + "; it was stopped so that it does not run for ever");
    }

    private void fail(String why) {
        ending = new Ending(SyncStatus.FAILED, Optional.of(why));
    }

    private void reread() {
        fetcher.close();
        record.forget();
        lanesOf = null;
    }

    private void recoverCursor(SourceException.CursorLost lost) {
        LOG.info(
                "Job {}: {}; reading the range again from its beginning",
                job.id(),
                lost.getMessage());
        if (!retries.another()) {
            fail("source '" + job.source() + "' loses every cursor: " + lost.getMessage());
            return;
        }
        try {
            Optional<Part<HistoryStore>> store = parts.store(job.store());
            if (store.isPresent() && record.lanes() != null) {
                record.restart(store.get(), currentLane);
            }
        } catch (StaleException | StoreException e) {
            LOG.debug("Job {}: the state could not be written", job.id(), e);
            reread();
        }
    }

    private void retrySource(SourceException e) {
        obey(retries.of(e));
    }

    private void retryStore(StoreException e) {
        if (ending != null && (job.cancelled() || !e.kind().isPassing())) {
            LOG.error("Job {}: its end could not be written: {}", job.id(), e.getMessage(), e);
            record.endUnwritten(ending.status(), ending.why());
            return;
        }
        obey(retries.of(e));
    }

    private void obey(Retries.Verdict verdict) {
        if (verdict instanceof Retries.Verdict.Again again) {
            waits.afterFailure(parts.store(job.store()), again.after(), again.why());
        } else {
            fail(((Retries.Verdict.GiveUp) verdict).why());
        }
    }

    private void awaitPart(Optional<Part<HistoryStore>> store, String why)
            throws InterruptedException, StaleException, StoreException {
        fetcher.close();
        waits.forPart(store, why);
    }

    private boolean sourceGone() {
        return lanesOf != null && lanesOf.retired();
    }

    private void endAsFarAsPossible() {
        try {
            Optional<Part<HistoryStore>> store = parts.store(job.store());
            if (store.isPresent() && record.claim(store.get())) {
                record.end(store.get(), ending.status(), ending.why());
                return;
            }
        } catch (StaleException | StoreException | RuntimeException e) {
            LOG.debug("Job {}: its end could not be written", job.id(), e);
        }
        record.endUnwritten(ending.status(), ending.why());
    }
}
