package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
                public void await(Signal signal, Duration max) throws InterruptedException {
                    signal.await(Math.max(1, max.toMillis()));
                }
            };

    /** The time, to the millisecond. */
    Instant now();

    /** Waits until a signal is raised or some time has passed; may return early. */
    void await(Signal signal, Duration max) throws InterruptedException;
}
