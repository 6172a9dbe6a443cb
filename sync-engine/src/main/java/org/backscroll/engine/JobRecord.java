package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;
import org.backscroll.api.strategy.Memo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the store holds of one job, and every way in which it is written: under the key's lease, by
 * compare-and-set. Used by the job's thread alone.
 */
final class JobRecord {
    private static final Logger LOG = LoggerFactory.getLogger(JobRecord.class);

    private final Job job;
    private final KeySlot slot;
    private final Time time;
    private final Announcer announcer;

    private Map<String, LaneState> lanes;
    private Optional<Memo> memo;
    private Lease lease;
    private boolean begun;
    private List<Lane> undescribed = List.of();

    JobRecord(Job job, KeySlot slot, Time time, Announcer announcer) {
        this.job = job;
        this.slot = slot;
        this.time = time;
        this.announcer = announcer;
        this.memo = job.state().memo().flatMap(MemoText::read);
        this.begun = job.state().status() != SyncStatus.PENDING;
    }

    /** The lanes as they are committed; known once {@link #begin} has returned. */
    Map<String, LaneState> lanes() {
        return lanes;
    }

    /** The job with the memo that goes with the next commit. */
    JobState state() {
        return job.state().toBuilder().memo(memo.map(MemoText::write)).build();
    }

    void memo(Optional<Memo> value) {
        memo = value;
    }

    /** What the source's lanes are: goes with the next chunk, since its coverage needs it. */
    void describe(List<Lane> values) {
        undescribed = values;
    }

    /** Nothing is assumed any more: the next use reads the state again. */
    void forget() {
        lanes = null;
    }

    /** Claims the key, or extends the claim when half of it is over. Returns whether it is ours. */
    boolean claim(Part<HistoryStore> store) throws StoreException, StaleException {
        lease = slot.claim(store, time.now()).orElse(null);
        return lease != null;
    }

    /**
     * What was lost must be claimed anew; if it was not, the claim must not stand in its own way.
     */
    void giveBackClaim(Optional<Part<HistoryStore>> store) {
        lease = null;
        slot.giveBack(store);
    }

    /**
     * Loads what is committed; the first time, writes that the job is at work and what its request
     * changes about lanes.
     *
     * @return false if the job has ended already: an end whose answer was lost
     */
    boolean begin(Part<HistoryStore> store) throws StoreException, StaleException {
        if (load(store)) {
            return false;
        }
        if (begun) {
            return true;
        }
        SyncBatch.Builder batch = batch(SyncStatus.RUNNING, Optional.empty());
        Map<String, LaneState> moved = new HashMap<>(lanes);
        for (LaneStep step : LaneMoves.onBegin(job, lanes, time.now())) {
            batch.lane(step);
            moved.put(step.next().lane(), step.next());
        }
        commit(store, batch.build());
        lanes = moved;
        begun = true;
        announcer.status(job);
        return true;
    }

    /**
     * Reads lanes and job from the store, if they are not known. Returns whether the job has ended
     * there.
     */
    private boolean load(Part<HistoryStore> store) throws StoreException {
        if (lanes != null) {
            return false;
        }
        Map<String, LaneState> loaded = new HashMap<>();
        for (LaneState lane : StoreAccess.read(store, s -> s.lanes(job.state().key()))) {
            loaded.put(lane.lane(), lane);
        }
        Optional<JobState> stored = StoreAccess.read(store, s -> s.job(job.id()));
        lanes = loaded;
        if (stored.isPresent()) {
            job.state(stored.get());
            memo = stored.get().memo().flatMap(MemoText::read);
            begun = stored.get().status() != SyncStatus.PENDING;
        }
        if (job.state().status().isEnd()) {
            ended();
            return true;
        }
        return false;
    }

    /** A chunk, with where its lane stands after it. */
    Applied chunk(
            Part<HistoryStore> store, HistoryQuery query, List<Entry> entries, HistoryChunk chunk)
            throws StaleException, StoreException {
        LaneState before = lanes.get(query.lane().id());
        LaneState after =
                LaneMoves.advance(before, query, chunk, Wanted.messages(entries), job, time.now());
        SyncBatch batch =
                batch(SyncStatus.RUNNING, Optional.empty())
                        .entries(entries)
                        .rejected(chunk.rejected())
                        .covered(chunk.covered())
                        .described(undescribed)
                        .lane(new LaneStep(Optional.ofNullable(before), after))
                        .build();
        SyncStatus previous = job.state().status();
        Applied applied = commit(store, batch);
        lanes.put(after.lane(), after);
        undescribed = List.of();
        if (previous != SyncStatus.RUNNING) {
            announcer.status(job);
        }
        return applied;
    }

    /** What was pushed: it belongs to no lane's cursor. */
    Applied push(
            Part<HistoryStore> store,
            List<Entry> entries,
            List<Covered> covered,
            List<Rejected> rejected)
            throws StaleException, StoreException {
        SyncStatus previous = job.state().status();
        Applied applied =
                commit(
                        store,
                        batch(SyncStatus.RUNNING, Optional.empty())
                                .entries(entries)
                                .covered(covered)
                                .rejected(rejected)
                                .build());
        if (previous != SyncStatus.RUNNING) {
            announcer.status(job);
        }
        return applied;
    }

    /** A lane back to its beginning, under a new generation. */
    void restart(Part<HistoryStore> store, String lane) throws StaleException, StoreException {
        LaneState state = lanes.get(lane);
        if (state != null) {
            LaneStep step = LaneMoves.anew(state, job, time.now());
            commit(store, batch(SyncStatus.RUNNING, Optional.empty()).lane(step).build());
            lanes.put(lane, step.next());
        }
    }

    /** That the job waits, and why; in memory at least, when there is no store to write to. */
    void waiting(Optional<Part<HistoryStore>> store, String why)
            throws StaleException, StoreException {
        Optional<String> reason = Optional.of(why);
        boolean told =
                job.state().status() == SyncStatus.WAITING && job.state().reason().equals(reason);
        if (told) {
            return;
        }
        LOG.info("Job {} waits: {}", job.id(), why);
        try {
            if (store.isPresent() && lease != null && !load(store.get()) && begun) {
                commit(store.get(), batch(SyncStatus.WAITING, reason).build());
            }
        } finally {
            if (!job.state().status().isEnd()) {
                job.state(stated(SyncStatus.WAITING, reason));
                announcer.status(job);
            }
        }
    }

    /** The end of the job. */
    void end(Part<HistoryStore> store, SyncStatus status, Optional<String> why)
            throws StaleException, StoreException {
        if (!load(store)) {
            commit(store, batch(status, why).build());
            ended();
        }
    }

    /**
     * The end, where it cannot be written: the caller learns of it, and it is written when the
     * store is back; if that is in another process, the job is taken up again.
     */
    void endUnwritten(SyncStatus status, Optional<String> why) {
        job.state(stated(status, why));
        job.unwritten();
        ended();
    }

    private void ended() {
        JobState end = job.state();
        LOG.info(
                "Job {} ended {}{}",
                job.id(),
                end.status(),
                end.reason().map(r -> ": " + r).orElse(""));
        announcer.status(job);
        boolean more = end.status() == SyncStatus.PARTIAL;
        job.ended(
                more,
                more ? ClientCursor.seal(lastLane(), job.store(), end.key()) : Optional.empty(),
                Duration.between(end.created(), time.now()));
    }

    /** The lane this job has read last, in this process or in one before. */
    private Optional<LaneState> lastLane() {
        return lanes == null
                ? Optional.empty()
                : lanes.values().stream()
                        .filter(lane -> lane.job().equals(job.id()))
                        .max(
                                Comparator.comparing(LaneState::updated)
                                        // of two of the same moment the one that has more
                                        .thenComparing(lane -> lane.end() == End.MORE));
    }

    private SyncBatch.Builder batch(SyncStatus status, Optional<String> why) {
        return SyncBatch.builder(stated(status, why), lease);
    }

    private JobState stated(SyncStatus status, Optional<String> reason) {
        Instant now = time.now();
        return state().toBuilder().status(status).reason(reason).updated(now).build();
    }

    private Applied commit(Part<HistoryStore> store, SyncBatch batch)
            throws StaleException, StoreException {
        Applied applied = StoreAccess.call(store, s -> s.apply(batch));
        job.state(applied.job());
        return applied;
    }
}
