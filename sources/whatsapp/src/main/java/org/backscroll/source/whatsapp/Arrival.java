package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells files that are here from files that are on their way: one is here when its compressed data
 * end where they should, or when nobody has written to it for a while. Thread-safe.
 */
final class Arrival {
    /** What is still not whole after this long is damaged, not on its way. */
    static final Duration SETTLED = Duration.ofSeconds(10);

    private static final int REMEMBERED = 4096;

    private final Limits limits;
    private final Clock clock;
    private final Set<Unit> whole =
            Collections.synchronizedSet(
                    Collections.newSetFromMap(
                            new LinkedHashMap<>() {
                                private static final long serialVersionUID = 1;

                                @Override
                                protected boolean removeEldestEntry(
                                        Map.Entry<Unit, Boolean> eldest) {
                                    return size() > REMEMBERED;
                                }
                            }));

    Arrival(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Whether a file is here. */
    boolean isHere(Unit unit) throws IOException {
        if (whole.contains(unit)) {
            return true;
        }
        if (isWhole(unit)) {
            whole.add(unit);
            return true;
        }
        // a time in the future is as good as one in the past: neither is now
        return Math.abs(clock.millis() - unit.modified()) >= SETTLED.toMillis();
    }

    private boolean isWhole(Unit unit) throws IOException {
        try {
            return damage(unit, limits).isEmpty();
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    /** Why a file's compressed data do not end where they should; empty when they do. */
    static Optional<String> damage(Unit unit, Limits limits) throws IOException {
        try (Inflated in = Inflated.open(unit, limits.inflated())) {
            byte[] buffer = new byte[16 * 1024];
            while (in.read(buffer, 0, buffer.length) > 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException();
                }
            }
            return in.damage();
        }
    }
}
