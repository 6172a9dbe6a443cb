package org.backscroll.container;

import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.backscroll.api.HistoryClient;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** The commits of one account, as its events tell of them, and the longest time between two. */
final class Commits implements EventHandler, AutoCloseable {
    private static final long LIMIT_SECONDS = 30;

    private final Semaphore told = new Semaphore(0);
    private final ServiceRegistration<EventHandler> registration;
    private long last = System.nanoTime();
    private long longest;
    private String longestAfter = "";
    private String disturbance = "nothing";

    Commits(BundleContext context, String account) {
        registration =
                context.registerService(
                        EventHandler.class,
                        this,
                        new Hashtable<>(
                                Map.of(
                                        EventConstants.EVENT_TOPIC,
                                        HistoryClient.TOPIC_PROGRESS,
                                        EventConstants.EVENT_FILTER,
                                        "(" + HistoryClient.ACCOUNT + "=" + account + ")")));
    }

    @Override
    public void handleEvent(Event event) {
        synchronized (this) {
            long now = System.nanoTime();
            if (now - last > longest) {
                longest = now - last;
                longestAfter = disturbance;
            }
            last = now;
        }
        told.release();
    }

    /** What is going to be done now. */
    synchronized void disturb(String name) {
        disturbance = name;
    }

    /** Waits for so many commits from now on. */
    void await(int count) throws InterruptedException {
        told.drainPermits();
        if (!told.tryAcquire(count, LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(
                    "no " + count + " commits within " + LIMIT_SECONDS + " s after " + disturbance);
        }
    }

    /** For a person. */
    synchronized String longestPause() {
        return Duration.ofNanos(longest).toMillis() + " ms, after: " + longestAfter;
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
