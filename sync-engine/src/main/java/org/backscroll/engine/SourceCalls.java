package org.backscroll.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a source for somebody, on a thread of its own and one call after the other, so that the
 * caller may commit meanwhile and can let go of a call that does not return. Used by the caller's
 * thread.
 */
final class SourceCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceCalls.class);

    private final Part<HistorySource> source;
    private final Caller caller;
    private final Settings settings;
    private final Time time;
    private final Runnable onRetire;
    private final ExecutorService thread;
    private Visit visit;
    private volatile boolean broken;

    /** What a source is asked. */
    @FunctionalInterface
    interface Call<T> {
        T get() throws SourceException, InterruptedException;
    }

    /** What comes back, by and by. */
    static final class Answer<T> extends FutureTask<T> {
        private final Caller caller;

        private Answer(Caller caller, Callable<T> call) {
            super(call);
            this.caller = caller;
        }

        @Override
        protected void done() {
            caller.signal().raise();
        }
    }

    /** A call that is inside the source: it leaves once, by itself or because it is given up. */
    private final class Visit {
        private final boolean entered;
        private boolean left;
        private boolean abandoned;

        /**
         * @param entered whether the source's going away waits for it
         */
        Visit(boolean entered) {
            this.entered = entered;
        }

        synchronized void leave() {
            if (!left) {
                left = true;
                exit();
            } else if (abandoned) {
                source.returned();
            }
        }

        synchronized void abandon() {
            if (!left) {
                left = true;
                abandoned = true;
                source.abandon();
                exit();
            }
        }

        private void exit() {
            if (entered) {
                source.exit();
            }
        }
    }

    SourceCalls(Part<HistorySource> source, Caller caller, Settings settings, Time time) {
        this.source = source;
        this.caller = caller;
        this.settings = settings;
        this.time = time;
        onRetire = caller.signal()::raise;
        source.onRetire(onRetire);
        thread =
                Executors.newSingleThreadExecutor(
                        run -> {
                            Thread made = new Thread(run, "backscroll-source-" + name());
                            made.setDaemon(true);
                            return made;
                        });
    }

    Part<HistorySource> source() {
        return source;
    }

    /** Whether a call was given up, so that nothing more can be asked here. */
    boolean broken() {
        return broken;
    }

    private String name() {
        return source.property(HistorySource.NAME);
    }

    /** Begins a call; those begun before come first. */
    <T> Answer<T> begin(Call<T> call) {
        Answer<T> answer = new Answer<>(caller, () -> visit(call));
        thread.execute(answer);
        return answer;
    }

    /**
     * Closes something once what was begun before is done, also of a source that is going away:
     * then for a moment only.
     */
    void close(Runnable closing) {
        if (broken) {
            return;
        }
        AtomicBoolean begun = new AtomicBoolean();
        Runnable once =
                () -> {
                    if (begun.compareAndSet(false, true)) {
                        closing.run();
                    }
                };
        Answer<Void> answer =
                new Answer<>(
                        caller,
                        () -> {
                            Visit inside = begin(source.enter());
                            try {
                                once.run();
                            } finally {
                                inside.leave();
                            }
                            return null;
                        });
        thread.execute(answer);
        settle(answer, once);
    }

    /** Calls and waits for the answer. */
    <T> T call(Call<T> call) throws SourceException, InterruptedException {
        return await(begin(call), Optional.empty());
    }

    private <T> T visit(Call<T> call) throws SourceException, InterruptedException {
        if (!source.enter()) {
            throw new InterruptedException("the source is going away");
        }
        Visit inside = begin(true);
        try {
            return call.get();
        } catch (RuntimeException | LinkageError e) {
            throw new SourceException.Transient(
                    "the source '"
                            + name()
                            + "' failed in an unexpected way; the log has the details",
                    e);
        } finally {
            inside.leave();
        }
    }

    private synchronized Visit begin(boolean entered) {
        visit = new Visit(entered);
        return visit;
    }

    /**
     * Waits for an answer, as long as it is wanted, the source is there and the patience lasts;
     * then the call is broken off.
     *
     * @param unblock what else ends the call: closing the reader it reads with
     */
    <T> T await(Answer<T> answer, Optional<Runnable> unblock)
            throws SourceException, InterruptedException {
        Time.Patience patience = time.patience(settings.fetchTimeout());
        while (true) {
            Signal.Look look = caller.signal().look();
            if (answer.isDone()) {
                return result(answer);
            }
            if (!wanted()) {
                breakOff(unblock);
                throw new InterruptedException("the call was broken off");
            }
            if (!patience.await(look) && !answer.isDone()) {
                breakOff(unblock);
                throw new SourceException.Transient(
                        "source '"
                                + name()
                                + "' did not answer within "
                                + settings.fetchTimeout().toSeconds()
                                + " s",
                        null);
            }
        }
    }

    /** Whether anybody still waits for answers. */
    private boolean wanted() {
        return caller.wanted() && !source.retired();
    }

    private void settle(Answer<?> answer, Runnable unblock) {
        // twice half of the moment that a caller who has lost interest may be kept
        Duration half = settings.closeGrace().dividedBy(2);
        try {
            if (wanted()) {
                await(answer, Optional.of(unblock));
            } else {
                answer.get(half.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException e) {
            breakOff(Optional.of(unblock), half);
        } catch (InterruptedException e) {
            breakOff(Optional.of(unblock));
        } catch (SourceException | ExecutionException e) {
            LOG.debug("Source {} failed to settle", name(), e);
        }
    }

    private static <T> T result(Answer<T> answer) throws SourceException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SourceException failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Ends what is being called: told to stop, given a moment, then left alone with its thread,
     * which the source is charged with until it returns.
     */
    void breakOff(Optional<Runnable> unblock) {
        breakOff(unblock, settings.closeGrace());
    }

    private void breakOff(Optional<Runnable> unblock, Duration grace) {
        if (broken) {
            return;
        }
        broken = true;
        source.forget(onRetire);
        thread.shutdownNow();
        Optional<Aside> aside = unblock.map(Aside::new);
        long end = System.nanoTime() + grace.toNanos();
        boolean ended = terminated(grace);
        if (!ended) {
            synchronized (this) {
                if (visit != null) {
                    visit.abandon();
                }
            }
        }
        boolean closed = aside.map(a -> a.ended(end)).orElse(true);
        if (!ended || !closed) {
            LOG.warn(
                    "Source {} does not return from a call although it was told to; its thread is left alone",
                    name());
        }
    }

    /** Closing may block as well, in a source that is as bad as that. */
    private final class Aside {
        private final Visit inside = new Visit(false);
        private final Thread thread;

        Aside(Runnable close) {
            thread =
                    new Thread(
                            () -> {
                                try {
                                    close.run();
                                } finally {
                                    inside.leave();
                                }
                            },
                            "backscroll-close-" + name());
            thread.setDaemon(true);
            thread.start();
        }

        /** Waits until then; the source is charged with what has not ended. */
        boolean ended(long end) {
            try {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                inside.abandon();
                return false;
            }
            return true;
        }
    }

    private boolean terminated(Duration max) {
        boolean interrupted = false;
        try {
            return thread.awaitTermination(max.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the thread when what was begun is done. */
    @Override
    public void close() {
        if (!broken) {
            source.forget(onRetire);
            thread.shutdown();
        }
    }
}
