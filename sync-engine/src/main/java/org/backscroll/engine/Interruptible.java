package org.backscroll.engine;

import java.util.function.BooleanSupplier;

/**
 * A stretch of code that may be interrupted from outside. Outside of it a thread is left alone: a
 * commit is never interrupted.
 */
final class Interruptible {
    private final BooleanSupplier unwanted;
    private Thread inside;

    /**
     * @param unwanted whether nobody wants the code to run any more; set before {@link
     *     #interrupt()} is called, so that none is missed between a look at it and the entrance
     */
    Interruptible(BooleanSupplier unwanted) {
        this.unwanted = unwanted;
    }

    /** Enters, unless nobody wants it any more. */
    synchronized void enter() throws InterruptedException {
        if (unwanted.getAsBoolean()) {
            throw new InterruptedException("the job was stopped");
        }
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
