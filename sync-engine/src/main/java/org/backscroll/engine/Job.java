package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryException;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncProgress;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.store.JobState;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/** A job in this process: its last committed state, and the handles by which it is stopped. */
final class Job implements SyncJob, Caller {
    private final UUID store;
    private final Deferred<SyncResult> deferred;
    private final Signal signal = new Signal();
    private volatile JobState state;
    private volatile OptionalDouble fraction = OptionalDouble.empty();
    private volatile boolean inferred;
    private volatile boolean cancelled;
    private volatile boolean stopping;
    private volatile Runnable onCancel = () -> {};
    private volatile SyncResult outcome;
    private volatile boolean unwritten;

    Job(UUID store, JobState state) {
        this.store = store;
        this.state = state;
        this.deferred = new PromiseFactory(PromiseFactory.inlineExecutor()).deferred();
    }

    UUID store() {
        return store;
    }

    JobState state() {
        return state;
    }

    void state(JobState value) {
        state = value;
    }

    @Override
    public Signal signal() {
        return signal;
    }

    @Override
    public boolean wanted() {
        return !cancelled && !stopping;
    }

    boolean cancelled() {
        return cancelled;
    }

    boolean stopping() {
        return stopping;
    }

    /**
     * Progress never falls.
     *
     * @param inferred whether it rests on a range's end that the source did not tell of: that
     *     nothing more came
     */
    void fraction(double value, boolean inferred) {
        if (inferred) {
            this.inferred = true;
        }
        if (fraction.isEmpty() || fraction.getAsDouble() < value) {
            fraction = OptionalDouble.of(Math.min(1, value));
        }
    }

    boolean isFractionInferred() {
        return inferred;
    }

    /** How much of it is done, where that is known. */
    OptionalDouble fraction() {
        return fraction;
    }

    void ended(boolean hasMore, Optional<String> cursor, Duration elapsed) {
        JobState end = state;
        outcome =
                new SyncResult(
                        end.id(),
                        end.status(),
                        end.key().type(),
                        hasMore,
                        cursor,
                        end.counts(),
                        elapsed,
                        end.reason());
    }

    /** Its end could not be written. */
    void unwritten() {
        unwritten = true;
    }

    boolean isUnwritten() {
        return unwritten;
    }

    /**
     * Tells who waits how it ended, or that this process has let go of it. Runs their callbacks, so
     * it is called when the job has left its place and no lock is held: a callback may start the
     * next sync and wait for it.
     */
    void publish() {
        if (outcome != null) {
            deferred.resolve(outcome);
        } else {
            deferred.fail(
                    new HistoryException(
                            HistoryException.Kind.STOPPING,
                            "the sync was interrupted because the system stops; it goes on at the next start"));
        }
    }

    /** This process lets go of it; another goes on with it. */
    void stop() {
        stopping = true;
        signal.raise();
    }

    @Override
    public String id() {
        return state.id();
    }

    @Override
    public AccountId account() {
        return state.key().account();
    }

    @Override
    public String source() {
        return state.key().source();
    }

    @Override
    public SyncRequest request() {
        return state.request();
    }

    @Override
    public Instant created() {
        return state.created();
    }

    @Override
    public SyncProgress progress() {
        JobState now = state;
        return new SyncProgress(now.status(), now.reason(), now.counts(), fraction);
    }

    @Override
    public Promise<SyncResult> result() {
        return deferred.getPromise();
    }

    @Override
    public void cancel() {
        cancelled = true;
        signal.raise();
        onCancel.run();
    }

    /** What else cancelling takes; runs on the canceller's thread. */
    void onCancel(Runnable action) {
        onCancel = action;
    }

    /** Something has changed that it may be waiting for. */
    void wake() {
        signal.raise();
    }
}
