package org.backscroll.orders;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what is to come, inside a container that has no library for that. */
final class Waiting {
    /** Far above what anything takes. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private Waiting() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(what + " did not come within " + LIMIT);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
