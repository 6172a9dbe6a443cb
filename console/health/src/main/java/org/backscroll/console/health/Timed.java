package org.backscroll.console.health;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on a thread of its own that is waited for until a time and no longer, then interrupted. */
final class Timed<T> {
    private final FutureTask<T> task;
    private final long end;

    /** Starts it. */
    Timed(Duration limit, Callable<T> work) {
        task = new FutureTask<>(work);
        end = System.nanoTime() + limit.toNanos();
        Thread thread = new Thread(task, "backscroll health check");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What came of it.
     *
     * @throws TimeoutException if nothing did in time
     * @throws ExecutionException if it failed
     */
    T get() throws TimeoutException, ExecutionException, InterruptedException {
        try {
            return task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } finally {
            task.cancel(true);
        }
    }
}
