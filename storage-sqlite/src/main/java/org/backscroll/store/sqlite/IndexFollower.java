package org.backscroll.store.sqlite;

import java.util.concurrent.TimeUnit;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an index follow behind what is committed, on a thread of its own: slice by slice, while
 * nobody else writes. After a failure it waits for the next commit. What is left when the store is
 * closed, the next start goes on with.
 */
final class IndexFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFollower.class);

    /** For so long nobody may have written: a sync at full speed is not disturbed. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** For how long closing waits for a slice that is at work. */
    private static final long GRACE_MILLIS = 2000;

    private final Slice slice;
    private final Thread thread;

    private boolean behind = true;
    private boolean closed;
    private int writers;
    private long committed = System.nanoTime();

    /** Takes the index a little further. */
    @FunctionalInterface
    interface Slice {
        /** Says whether more is left. */
        boolean run() throws StoreException;
    }

    IndexFollower(Slice slice) {
        this.slice = slice;
        thread = new Thread(this::follow, "backscroll-index");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Somebody begins to write, or waits to. */
    synchronized void begun() {
        writers++;
    }

    /** They have ended, and may have committed. */
    synchronized void ended() {
        writers--;
        committed = System.nanoTime();
        behind = true;
        notifyAll();
    }

    private void follow() {
        try {
            while (awaitWork()) {
                boolean more = false;
                try {
                    more = slice.run();
                } catch (StoreException | RuntimeException e) {
                    if (e instanceof StoreException of && of.kind() == Kind.CLOSED) {
                        return;
                    }
                    LOG.warn(
                            "the index for parts of words waits for the next commit: {}",
                            e.getMessage());
                    LOG.debug("the index failed", e);
                }
                if (more) {
                    goOn();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void goOn() {
        behind = true;
    }

    /** Waits until there is something to do and nobody has written for a moment. */
    private synchronized boolean awaitWork() throws InterruptedException {
        while (!closed) {
            long quiet = System.nanoTime() - committed;
            if (!behind || writers > 0) {
                wait();
            } else if (quiet < QUIET_NANOS) {
                TimeUnit.NANOSECONDS.timedWait(this, QUIET_NANOS - quiet);
            } else {
                behind = false; // a commit from here on says so again
                return true;
            }
        }
        return false;
    }

    /** Ends it, without waiting for more than the slice at work. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
