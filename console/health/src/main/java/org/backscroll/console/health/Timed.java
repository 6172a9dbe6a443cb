package org.backscroll.console.health;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on a thread of its own that is waited for until a time and no longer, then interrupted. As
 * long as it has not ended, for it may hear no interrupt, it is not begun again: there is one
 * thread at most. Thread-safe.
 */
final class Timed<T> {
    private final Duration limit;
    private final Callable<T> work;
    private Attempt last;

    /**
     * @param limit for how long it is waited for, from its beginning
     */
    Timed(Duration limit, Callable<T> work) {
        this.limit = limit;
        this.work = work;
    }

    /** Begins it, or joins what has begun and not ended. */
    synchronized Attempt begin() {
        if (last == null || last.ended) {
            Attempt next = new Attempt();
            next.start();
            last = next;
        }
        return last;
    }

    /** The work, done once. */
    final class Attempt {
        private final FutureTask<T> task = new FutureTask<>(this::call);
        private final long begin = System.nanoTime();
        private volatile boolean ended;

        private Attempt() {}

        private T call() throws Exception {
            try {
                return work.call();
            } finally {
                ended = true; // before who waits for it goes on
            }
        }

        private void start() {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    task.run();
                                } finally {
                                    ended = true; // if it was broken off before it began
                                }
                            },
                            "backscroll health check");
            thread.setDaemon(true);
            thread.start();
        }

        /**
         * What came of it.
         *
         * @throws TimeoutException if nothing did in time; the message says so, at once if that was
         *     known already
         * @throws ExecutionException if it failed
         */
        T get() throws TimeoutException, ExecutionException, InterruptedException {
            try {
                long left = limit.toNanos() - (System.nanoTime() - begin);
                return task.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new TimeoutException("no answer within " + limit.toMillis() + " ms");
            } catch (CancellationException e) {
                throw new TimeoutException(
                        "no answer for "
                                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)
                                + " s, and it cannot be broken off; it is not asked again before it has"
                                + " ended");
            } finally {
                task.cancel(true);
            }
        }
    }
}
