package org.backscroll.engine;

/**
 * A stretch of code that may be interrupted from outside. Outside of it a thread is left alone: a
 * commit is never interrupted.
 */
final class Interruptible {
    private Thread inside;

    synchronized void enter() {
        inside = Thread.currentThread();
    }

    /** Leaves it, and takes a late interruption back. */
    synchronized void exit() {
        inside = null;
        Thread.interrupted();
    }

    synchronized void interrupt() {
        if (inside != null) {
            inside.interrupt();
        }
    }
}
