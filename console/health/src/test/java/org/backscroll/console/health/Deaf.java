package org.backscroll.console.health;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that hears no interrupt. */
final class Deaf {
    final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);

    /** Does not return before it is let. */
    void hang() {
        asked.incrementAndGet();
        boolean open = false;
        while (!open) {
            try {
                gate.await();
                open = true;
            } catch (InterruptedException e) {
                // deaf
            }
        }
    }

    void let() {
        gate.countDown();
    }
}
