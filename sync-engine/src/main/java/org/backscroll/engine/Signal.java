package org.backscroll.engine;

/**
 * A flag that one thread waits for and others raise; raised before the wait, it ends it at once.
 */
final class Signal {
    private boolean raised;

    synchronized void raise() {
        raised = true;
        notifyAll();
    }

    /**
     * Waits until it is raised, and lowers it.
     *
     * @param millis how long at most; 0 for as long as it takes
     */
    synchronized void await(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!raised) {
            if (millis == 0) {
                wait();
                continue;
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
        raised = false;
    }
}
