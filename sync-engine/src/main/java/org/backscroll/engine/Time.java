package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;

/** The clock, and waiting by it; tests turn their own. */
interface Time {
    /** The clock of the system. */
    Time SYSTEM =
            new Time() {
                @Override
                public Instant now() {
                    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
                }

                @Override
                public void await(Signal.Look look, Duration max) throws InterruptedException {
                    look.await(Math.max(1, max.toMillis()));
                }

                @Override
                public Patience patience(Duration max) {
                    long end = System.nanoTime() + max.toNanos();
                    return look -> {
                        long left = (end - System.nanoTime()) / 1_000_000;
                        if (left > 0) {
                            look.await(left);
                        }
                        return left > 0;
                    };
                }
            };

    /** The time, to the millisecond. */
    Instant now();

    /** Waits until a signal is raised after a look or some time has passed; may return early. */
    void await(Signal.Look look, Duration max) throws InterruptedException;

    /**
     * Waits some time, until it is over or not worth it any more.
     *
     * @param signal raised whenever that may have changed
     */
    default void sleep(Signal signal, Duration max, BooleanSupplier worthIt)
            throws InterruptedException {
        Instant until = now().plus(max);
        while (true) {
            Signal.Look look = signal.look();
            if (!worthIt.getAsBoolean()) {
                return;
            }
            Duration left = Duration.between(now(), until);
            if (left.isNegative() || left.isZero()) {
                return;
            }
            await(look, left);
        }
    }

    /** The patience for one answer, which begins now. */
    Patience patience(Duration max);

    /** How long somebody is waited for. */
    @FunctionalInterface
    interface Patience {
        /**
         * Waits until a signal is raised after a look; may return early.
         *
         * @return false if the patience was at its end already
         */
        boolean await(Signal.Look look) throws InterruptedException;
    }
}
