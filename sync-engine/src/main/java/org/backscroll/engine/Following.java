package org.backscroll.engine;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a source live: opens its delivery first, then catches up, so that nothing falls between
 * the two; and both again when the connection is lost or the source replaced. Has a thread of its
 * own.
 */
final class Following implements Caller, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    /** So many deliveries may wait for the store; then the sender waits. */
    private static final int MAX_WAITING = 1000;

    private final AccountId account;
    private final String source;
    private final HistorySyncType type;
    private final Parts parts;
    private final JobBoard board;
    private final Settings settings;
    private final Time time;
    private final Backoff backoff;
    private final Signal signal = new Signal();
    private final Runnable onChange = signal::raise;
    private final CompletableFuture<Job> first = new CompletableFuture<>();
    private Job live;
    private volatile SourceException lost;
    private volatile boolean behind;
    private volatile boolean closed;

    Following(
            AccountId account,
            String source,
            HistorySyncType type,
            Parts parts,
            JobBoard board,
            Settings settings,
            Time time,
            RandomGenerator random) {
        this.account = account;
        this.source = source;
        this.type = type;
        this.parts = parts;
        this.board = board;
        this.settings = settings;
        this.time = time;
        backoff = new Backoff(settings, random);
    }

    /**
     * Begins.
     *
     * @return the sync that catches up
     * @throws HistoryException as {@link JobBoard#submit}; then nothing is followed
     */
    Job start() throws HistoryException {
        parts.onChange(onChange);
        Thread thread = new Thread(this::run, "backscroll-follow-" + source);
        thread.setDaemon(true);
        thread.start();
        try {
            return first.get();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new HistoryException(
                    HistoryException.Kind.STOPPING, "connecting was interrupted; connect again", e);
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof HistoryException told) {
                throw told;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public boolean wanted() {
        return !closed;
    }

    @Override
    public Signal signal() {
        return signal;
    }

    private void run() {
        try {
            while (!closed && round()) {
                LOG.debug("Source {} is opened again", source);
            }
        } catch (InterruptedException e) {
            LOG.debug("Following {} was broken off", source);
        } catch (Throwable e) {
            LOG.error("Following source {} failed", source, e);
            first.completeExceptionally(e);
        } finally {
            parts.forget(onChange);
            endLive();
            first.completeExceptionally(
                    new HistoryException(
                            HistoryException.Kind.STOPPING,
                            "the connection was ended before it was made; connect again"));
        }
    }

    /** Opens, catches up and follows. Returns whether to do so again. */
    private boolean round() throws InterruptedException {
        Signal.Look look = signal.look();
        Optional<Part<HistorySource>> part = parts.source(source, account);
        if (part.isEmpty()) {
            if (!first.isDone()) {
                catchUp(); // It says that there is no source.
            }
            if (!closed) {
                look.await(0);
            }
            return true;
        }
        lost = null;
        SourceCalls calls = new SourceCalls(part.get(), this, settings, time);
        try {
            Optional<Closeable> handle = open(part.get(), calls);
            if (handle.isEmpty()) {
                catchUp();
                LOG.info("Source {} delivers nothing live", source);
                return false;
            }
            try {
                catchUp();
                backoff.reset();
                follow(part.get());
            } finally {
                calls.close(() -> closeQuietly(handle.get()));
            }
        } catch (SourceException e) {
            if (!first.isDone()) {
                catchUp(); // Its job tells of the trouble, and how it goes on.
            }
            if (e instanceof SourceException.Denied || e instanceof SourceException.Permanent) {
                LOG.warn("Source {} cannot be followed: {}", source, e.getMessage());
                return false;
            }
            lost = e;
        } catch (InterruptedException e) {
            LOG.debug("Opening source {} was broken off", source);
        } finally {
            calls.close();
        }
        if (lost != null && !closed) {
            backoff.failed();
            Duration atLeast =
                    lost instanceof SourceException.RateLimited limited
                            ? limited.retryAfter()
                            : Duration.ZERO;
            Duration wait = backoff.pause(atLeast);
            LOG.info(
                    "Source {}: {}; connecting again in {} ms",
                    source,
                    lost.getMessage(),
                    wait.toMillis());
            time.sleep(signal, wait, () -> !closed);
        }
        return !closed;
    }

    private Optional<Closeable> open(Part<HistorySource> part, SourceCalls calls)
            throws SourceException, InterruptedException {
        Sink sink = new Sink();
        Optional<Closeable> handle =
                calls.call(
                        () -> {
                            Optional<Closeable> opened = part.service().live(sink);
                            if (calls.broken()) {
                                opened.ifPresent(Following::closeQuietly);
                            }
                            return opened;
                        });
        return handle;
    }

    /** Starts the sync; after the first time that is what is new since the connection was lost. */
    private void catchUp() {
        boolean again = first.isDone();
        HistorySyncType now =
                again && parts.strategy(HistorySyncType.RECENT).isPresent()
                        ? HistorySyncType.RECENT
                        : type;
        try {
            List<SyncJob> before = board.jobs(account);
            Job job =
                    board.submit(
                            account,
                            SyncRequest.builder().type(now).source(source).unlimited().build());
            behind = false;
            if (before.contains(job)) {
                onceMoreAfter(job);
            }
            first.complete(job);
        } catch (HistoryException e) {
            if (again) {
                LOG.warn("Source {}: catching up cannot begin yet: {}", source, e.getMessage());
                behind = true;
            }
            first.completeExceptionally(e);
        }
    }

    /** One that was at work before may have read its last before the delivery was opened. */
    private void onceMoreAfter(Job job) {
        job.result()
                .onResolve(
                        () -> {
                            if (job.state().status() == SyncStatus.COMPLETE) {
                                behind = true;
                                signal.raise();
                            }
                        });
    }

    /**
     * Waits until the connection is lost, the source goes or the following ends; catches up
     * meanwhile as soon as that can begin.
     */
    private void follow(Part<HistorySource> part) throws InterruptedException {
        for (Signal.Look look = signal.look();
                !closed && lost == null && !part.retired();
                look = signal.look()) {
            if (behind) {
                catchUp();
            }
            if (behind) {
                time.await(look, settings.retryCap());
            } else {
                look.await(0);
            }
        }
    }

    private static void closeQuietly(Closeable handle) {
        try {
            handle.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("A live delivery was not closed cleanly", e);
        }
    }

    /** What the source delivers goes into the inbox, and is then durable. */
    private final class Sink implements LiveSink {
        @Override
        public void accept(List<? extends Entry> entries, List<Covered> covered)
                throws InterruptedException {
            for (Signal.Look look = signal.look(); !closed; look = signal.look()) {
                try {
                    if (keep(entries, covered)) {
                        return;
                    }
                } catch (IOException e) {
                    LOG.warn("A delivery of {} cannot be kept yet: {}", source, e.getMessage());
                    time.await(look, settings.retryInitial());
                } catch (HistoryException e) {
                    LOG.warn("A delivery of {} cannot be taken yet: {}", source, e.getMessage());
                    time.await(look, settings.retryCap()); // less when a part comes
                }
            }
            throw new InterruptedException("the following was ended");
        }

        /** Returns whether it is kept; it is not if the following was ended. */
        private boolean keep(List<? extends Entry> entries, List<Covered> covered)
                throws InterruptedException, IOException, HistoryException {
            Job job = live();
            Inbox inbox = board.inbox(job);
            inbox.awaitRoom(MAX_WAITING, Following.this::wanted);
            if (closed) {
                return false;
            }
            inbox.put(entries, covered);
            job.wake();
            if (job.state().status().isEnd()) {
                board.drain(job);
            }
            return true;
        }

        @Override
        public void lost(SourceException why) {
            lost = why;
            signal.raise();
        }
    }

    /** The job under which what is delivered is committed. */
    private synchronized Job live() throws HistoryException {
        if (live == null || live.state().status().isEnd()) {
            live = board.follow(account, source);
        }
        return live;
    }

    private synchronized void endLive() {
        if (live != null) {
            live.cancel();
        }
    }

    /** Stops following; what was delivered is committed all the same. */
    @Override
    public void close() {
        closed = true;
        signal.raise();
    }
}
