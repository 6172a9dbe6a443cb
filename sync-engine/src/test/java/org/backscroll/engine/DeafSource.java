package org.backscroll.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceInfo;

/** Never answers, and hears nothing. */
final class DeafSource implements HistorySource {
    private final AtomicBoolean deaf;
    private final CountDownLatch release = new CountDownLatch(1);

    /** Who is inside. */
    final AtomicInteger inside = new AtomicInteger();

    DeafSource(AtomicBoolean deaf) {
        this.deaf = deaf;
    }

    /** Does not return, whatever it is told. */
    static void hearNothing() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // It does not listen.
            }
        }
    }

    void release() {
        deaf.set(false);
        release.countDown();
    }

    @Override
    public SourceInfo probe() {
        return new SourceInfo("deaf", Optional.empty(), false);
    }

    @Override
    public List<Lane> lanes() {
        return List.of(Lane.builder("archive", EnumSet.of(Kind.MESSAGES)).build());
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) {
        inside.incrementAndGet();
        while (deaf.get()) {
            try {
                release.await();
            } catch (InterruptedException e) {
                // It does not listen.
            }
        }
        inside.decrementAndGet();
        throw new IllegalStateException("released");
    }
}
