package org.backscroll.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One bound service and who uses it right now: Declarative Services never waits for calls in
 * flight, so the engine does.
 *
 * @param <T> the service's type
 */
final class Part<T> {
    private final Comparable<Object> reference;
    private final T service;
    private final Map<String, ?> properties;
    private final List<Runnable> onRetire = new ArrayList<>();
    private int users;
    private int abandoned;
    private boolean retired;

    /**
     * @param reference the service's reference: what it is known by and ranked by
     */
    Part(Comparable<Object> reference, T service, Map<String, ?> properties) {
        this.reference = reference;
        this.service = service;
        this.properties = properties;
    }

    Comparable<Object> reference() {
        return reference;
    }

    T service() {
        return service;
    }

    String property(String name) {
        return properties.get(name) instanceof String text ? text : "";
    }

    /** An integer; 0 if there is none. */
    int number(String name) {
        return properties.get(name) instanceof Integer number ? number : 0;
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(String.valueOf(properties.get(name)));
    }

    /** Begins to use it; false if it is going away. Each true needs one {@link #exit()}. */
    synchronized boolean enter() {
        if (retired) {
            return false;
        }
        users++;
        return true;
    }

    synchronized void exit() {
        users--;
        notifyAll();
    }

    /** A call to it was given up: somebody's thread is still inside, and nobody waits for it. */
    synchronized void abandon() {
        abandoned++;
    }

    /** A call that was given up has returned after all. */
    synchronized void returned() {
        abandoned--;
    }

    /** How many calls were given up and have not returned. */
    synchronized int abandoned() {
        return abandoned;
    }

    synchronized boolean retired() {
        return retired;
    }

    /** Runs something when it goes away; at once if it has. */
    void onRetire(Runnable action) {
        synchronized (this) {
            if (!retired) {
                onRetire.add(action);
                return;
            }
        }
        action.run();
    }

    synchronized void forget(Runnable action) {
        onRetire.remove(action);
    }

    /**
     * It goes away: lets nobody in any more, and waits until those inside have left. Returns
     * whether they have.
     */
    boolean retire(Duration max) {
        List<Runnable> actions;
        synchronized (this) {
            retired = true;
            actions = List.copyOf(onRetire);
            onRetire.clear();
        }
        actions.forEach(Runnable::run);
        return drained(max);
    }

    /** Waits until nobody is inside. Returns whether that came true. */
    synchronized boolean drained(Duration max) {
        long end = System.nanoTime() + max.toNanos();
        boolean interrupted = false;
        while (users > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return users == 0;
    }
}
