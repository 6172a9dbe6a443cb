package org.backscroll.engine;

/**
 * Tells threads that something has changed. Whoever waits takes a {@link Look} first, then examines
 * what may have changed, and then waits: what was raised since the look ends the wait at once, so
 * nothing is missed, however many threads and waits come between.
 */
final class Signal {
    private long raised;

    synchronized void raise() {
        raised++;
        notifyAll();
    }

    /** The signal as it is now. */
    synchronized Look look() {
        return new Look(raised);
    }

    /** What had been raised at some moment. */
    final class Look {
        private final long seen;

        private Look(long seen) {
            this.seen = seen;
        }

        /** The signal it is a look at. */
        Signal signal() {
            return Signal.this;
        }

        /**
         * Waits until the signal is raised after this look.
         *
         * @param millis how long at most; 0 for as long as it takes
         */
        void await(long millis) throws InterruptedException {
            synchronized (Signal.this) {
                long end = System.nanoTime() + millis * 1_000_000;
                while (raised == seen) {
                    long left = millis == 0 ? 0 : (end - System.nanoTime()) / 1_000_000;
                    if (millis != 0 && left <= 0) {
                        return;
                    }
                    Signal.this.wait(left);
                }
            }
        }
    }
}
